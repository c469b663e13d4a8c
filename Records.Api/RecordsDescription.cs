using Microsoft.OpenApi;
using Records.Api.Access;

namespace Records.Api;

/// <summary>The API told to programs (OpenAPI 3.1) and to people (a page that tries it out).</summary>
internal static class RecordsDescription
{
    private const string Place = "/openapi/v1.json";

    extension(IServiceCollection services)
    {
        public void AddRecordsDescription() => services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new()
                {
                    Title = "Records",
                    Version = "1",
                    Description =
                        "E-Akte für Kommunen: Aktenplan, Akten, Vorgänge, Dokumente, Volltext und Protokoll. "
                        + "Jede Änderung ist ein Ereignis; If-Match nennt den gesehenen Stand, "
                        + "Idempotency-Key macht Wiederholungen harmlos.",
                };
                document.Components ??= new();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    ["bearer"] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.Http,
                        Scheme = "bearer",
                        BearerFormat = "JWT",
                    },
                };
                return Task.CompletedTask;
            });
            options.AddOperationTransformer(OperationDescription.DescribeAsync);
        });
    }

    extension(WebApplication app)
    {
        public void MapRecordsDescription()
        {
            app.MapOpenApi("/openapi/{documentName}.json").Open("the API is public knowledge; it holds no records");
            app.UseSwaggerUI(page =>
            {
                page.SwaggerEndpoint(Place, "Records v1");
                page.RoutePrefix = "docs";
                page.DocumentTitle = "Records API";
            });
        }
    }
}
