using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Records.Core.Ports;

namespace Records.Api;

/// <summary>
/// Answers whatever nobody caught with a problem document. What is our fault is logged by type and place of
/// the exception and not by its message: messages may quote what a caller sent or a record holds.
/// </summary>
internal sealed partial class ProblemHandler(ILogger<ProblemHandler> log) : IExceptionHandler
{
    /// <summary>The caller hung up; nobody reads the answer. The number is the one proxies and logs agree on.</summary>
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        var problem = Problems.Of(exception);
        if (problem == Problems.Internal)
            LogFailure(Types(exception), new StackTrace(exception).ToString());
        else if (exception is ObjectStoreException or SealBrokenException)
            LogObjects(problem.Code, exception.Message);
        else if (problem.Status >= 500)
            LogTurnedAway(problem.Code);
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    private static string Types(Exception exception) => exception.InnerException is { } inner
        ? $"{exception.GetType().FullName} < {Types(inner)}"
        : exception.GetType().FullName!;

    [LoggerMessage(1, LogLevel.Error, "A request failed: {Types}\n{Place}")]
    private partial void LogFailure(string types, string place);

    [LoggerMessage(2, LogLevel.Warning, "A request was turned away: {Code}")]
    private partial void LogTurnedAway(string code);

    // Made of our own words, a status and a name that tells nothing.
    [LoggerMessage(3, LogLevel.Error, "A request was turned away: {Code}. {Detail}")]
    private partial void LogObjects(string code, string detail);
}

internal static class ProblemSetup
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Registers the exception handler, and makes a body that cannot be bound an exception instead of a bare 400.
        /// </summary>
        public void AddProblems()
        {
            services.AddExceptionHandler<ProblemHandler>();
            services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        }
    }

    extension(IApplicationBuilder app)
    {
        /// <summary>
        /// Goes first in the pipeline: every error below leaves as a problem document, bare statuses too.
        /// </summary>
        public void UseProblems()
        {
            app.UseExceptionHandler(_ => { });
            app.UseStatusCodePages(pages =>
                Problems.ForStatus(pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext));
        }
    }
}
