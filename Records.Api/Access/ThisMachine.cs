using System.Net;

namespace Records.Api.Access;

/// <summary>Whether a request was made on this machine, by somebody who meant this machine.</summary>
internal static class ThisMachine
{
    // The connection alone does not tell: a proxy on this machine connects from here for everybody, and a page in a
    // browser on this machine reaches us under a name of its own (DNS rebinding).
    public static bool Asks(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !context.Request.Headers.ContainsKey("Forwarded") && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && context.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";
}
