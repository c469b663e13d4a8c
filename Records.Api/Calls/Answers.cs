using System.Text.Json;
using System.Text.Json.Nodes;

namespace Records.Api.Calls;

/// <summary>How answers leave, and what the OpenAPI document says of them.</summary>
internal static class Answers
{
    public static IResult Json<T>(T answer) => TypedResults.Json(answer, ContractJson.Options);

    extension(RouteHandlerBuilder route)
    {
        /// <summary>The body the route takes, shown by its example.</summary>
        public RouteHandlerBuilder Takes<T>() where T : class, IExampled<T> => route
            .Accepts<T>(isOptional: false, "application/json")
            .WithMetadata(new RequestExample(JsonSerializer.SerializeToNode(T.Example, ContractJson.Options)!));

        /// <summary>
        /// What it answers when all is well, and that errors are problem documents; which ones follows from the route.
        /// </summary>
        public RouteHandlerBuilder Gives<T>(int status = StatusCodes.Status200OK) => route
            .Produces<T>(status).Produces<ProblemDocument>(StatusCodes.Status400BadRequest, Problem.MediaType);

        /// <summary>That it changes the revision If-Match names, where the method alone does not say so.</summary>
        public RouteHandlerBuilder SeesRevision() => route.WithMetadata(new SeesRevision());
    }
}

/// <summary>A contract that shows itself: an example that is sent as it stands, but for its ids.</summary>
internal interface IExampled<TSelf> where TSelf : IExampled<TSelf>
{
    static abstract TSelf Example { get; }
}

/// <summary>On a route: an example of its body, for the OpenAPI document.</summary>
internal sealed record RequestExample(JsonNode Body);

/// <summary>On a route: If-Match is needed although it is a POST.</summary>
internal sealed record SeesRevision;
