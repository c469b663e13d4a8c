using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Records.Api;
using Records.Api.Access;
using Records.Core.Access;
using Records.Core.People;
using Xunit;

namespace Records.Tests.House;

/// <summary>
/// The table of routes in docs/api.md against the routes themselves: each with its method, and with who may take it.
/// </summary>
public sealed partial class RouteTests : Suite<RouteTests>, ISuite
{
    private const string Prefix = "/t/{tenant}/v1/";

    public static Test Tests => TestList("routes",
        TestCase("are listed in docs/api.md, each with who may take it", async () =>
        {
            await using var app = WebApplication.CreateSlimBuilder().Build();
            app.MapRecords();
            Assert.Equal(
                ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                    .Select(Shown).Order(StringComparer.Ordinal),
                Row().Matches(Sources.Read("docs/api.md").Text)
                    .Select(row => $"{row.Groups["route"]}: {row.Groups["who"]}").Order(StringComparer.Ordinal));
        }));

    private static string Shown(RouteEndpoint route)
    {
        var method = Assert.Single(route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods);
        var path = "/" + Constraint().Replace(route.RoutePattern.RawText!, "").Trim('/');
        Assert.StartsWith(Prefix, path, StringComparison.Ordinal);
        return $"{method} {path[Prefix.Length..]}: {Who(route.Metadata.GetRequiredMetadata<RequiresAct>().Act)}";
    }

    private static string Who(Act act)
    {
        string[] may =
        [
            .. Enum.GetValues<Role>().Where(role => Permissions.MayDo(role, act))
                .Select(role => role.ToString().ToLowerInvariant()),
            .. Enum.GetValues<Role>().Any(role => Permissions.MayDo(role, ActorKind.Robot, act))
                ? (string[])["robot"]
                : [],
        ];
        return may.Length == Enum.GetValues<Role>().Length + 1 ? "all" : string.Join(", ", may);
    }

    [GeneratedRegex(@"^\| `(?<route>[A-Z]+ [^`]+)` \| (?<who>[a-z, ]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<=\{\w+):\w+(?=\})")]
    private static partial Regex Constraint();
}
