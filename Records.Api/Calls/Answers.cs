namespace Records.Api.Calls;

/// <summary>How answers leave, and what the OpenAPI document says of them.</summary>
internal static class Answers
{
    public static IResult Json<T>(T answer) => TypedResults.Json(answer, ContractJson.Options);

    extension(RouteHandlerBuilder route)
    {
        /// <summary>The body the route takes.</summary>
        public RouteHandlerBuilder Takes<T>() where T : notnull => route.Accepts<T>(isOptional: false, "application/json");

        /// <summary>What it answers when all is well, and that errors are problem documents.</summary>
        public RouteHandlerBuilder Gives<T>(int status = StatusCodes.Status200OK) => route
            .Produces<T>(status)
            .Produces<ProblemDocument>(StatusCodes.Status400BadRequest, Problem.MediaType)
            .Produces<ProblemDocument>(StatusCodes.Status401Unauthorized, Problem.MediaType)
            .Produces<ProblemDocument>(StatusCodes.Status403Forbidden, Problem.MediaType)
            .Produces<ProblemDocument>(StatusCodes.Status404NotFound, Problem.MediaType);
    }
}
