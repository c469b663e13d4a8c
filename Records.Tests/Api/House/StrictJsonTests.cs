using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Records.Tests.Api.House;

public sealed class StrictJsonTests : Suite<StrictJsonTests>, ISuite
{
    private static readonly string[] OtherTypes =
    [
        "text/plain", "application/xml", "application/x-www-form-urlencoded", "application/octet-stream"
    ];

    private static IEnumerable<HouseRoute> JsonRoutes => HouseRoute.All.Where(route => route.TakesJson);

    public static Test Tests => TestList("strict JSON",
        TestEach("no hostile body is taken, and none is our fault", JsonRoutes, HostileAsync),
        TestEach("a missing or null member is pointed at",
            JsonRoutes.Where(route => route.Act is not (Core.Access.Act.CloseCaseFile or Core.Access.Act.ReopenCaseFile
                    or Core.Access.Act.CloseMatter or Core.Access.Act.ReopenMatter)
                && !route.Pattern.EndsWith("/retirement", StringComparison.Ordinal)
                && !route.Pattern.EndsWith("/rule", StringComparison.Ordinal)
                // One of several members names what is referred to; that none does is refused by the rules.
                && !route.Pattern.EndsWith("/references", StringComparison.Ordinal)), NullAsync),
        TestEach("a number in quotes is no number", [("search", "{\"text\":\"a\",\"limit\":\"5\"}", "/limit"),
            ("file-plan/entries",
                "{\"notation\":\"1\",\"title\":\"a\",\"rule\":{\"transferYears\":\"1\",\"disposal\":\"destroy\"}}",
                "/rule/transferYears"),
            ("file-plan/entries", "{\"notation\":\"1\",\"title\":\"a\",\"rule\":{\"transferYears\":1,\"disposal\":2}}",
                "/rule/disposal"),
            ("file-plan/entries", "{\"notation\":1,\"title\":\"a\"}", "/notation")], PointedAtAsync),
        TestEach("a body of 300 KB is too large", JsonRoutes, async route =>
        {
            var file = await NewFileAsync();
            var large = Encoding.ASCII.GetBytes("{\"legalBasis\":\"" + new string('a', 300 * 1024) + "\"}");
            (await file.AskAsync(file.AppFor(route), route, HouseApp.Json(large))).Expect(413, "body-too-large");
            using var chunked = new StreamContent(new InPieces(large[..(257 * 1024)], [5_000]))
            {
                Headers = { ContentType = new("application/json") }
            };
            (await file.AskAsync(file.AppFor(route), route, chunked)).Expect(413, "body-too-large");
        }),
        TestEach("a body of another type is not read", JsonRoutes, async route =>
        {
            var file = await NewFileAsync();
            foreach (var type in OtherTypes)
            {
                using var content =
                    new ByteArrayContent(Encoding.UTF8.GetBytes((await file.BodyAsync(route))!.ToJsonString()))
                    {
                        Headers = { ContentType = new(type) }
                    };
                (await file.AskAsync(file.AppFor(route), route, content)).Expect(415, "unsupported-media-type");
            }
        }),
        TestEach("no text carries what a database, a page or a log could not", HostileTexts.Places, UncleanAsync),
        TestEach("no text is longer than its field", HostileTexts.Places, TooLongAsync),
        TestEach("no address is our fault", HostileTexts.Addresses, async path =>
        {
            var file = await NewFileAsync();
            var answer = await file.Clerk.GetAsync(path.Replace("{file}", file.Path, StringComparison.Ordinal));
            Assert.True(answer.Status is >= 400 and < 500 || answer.Items.Count == 0, answer.Text);
            Assert.True(answer.Status == 200 || answer.Code is not null, answer.Text);
        }));

    private static async Task HostileAsync(HouseRoute route)
    {
        var file = await NewFileAsync();
        foreach (var (fault, bytes) in HostileBodies.All)
        {
            var answer = await file.AskAsync(file.AppFor(route), route, HouseApp.Json(bytes));
            Assert.True(answer.Status is 400 or 422, $"{fault}: {answer.Status} {answer.Text}");
            Assert.True(answer.Code is not null && answer.Pointer is not null, $"{fault}: {answer.Text}");
        }
        Assert.DoesNotContain(await file.Clerk.EventsAsync(file.Path), type =>
            type.Contains("described", StringComparison.Ordinal));
    }

    private static async Task NullAsync(HouseRoute route)
    {
        var file = await NewFileAsync();
        var needed = ((IDictionary<string, JsonNode?>)(await file.BodyAsync(route))!).Keys;
        foreach (var member in needed.Except(RouteCase.Of(route)?.Optional ?? []))
        {
            var without = (await file.BodyAsync(route))!;
            without.Remove(member);
            (await file.AskAsync(file.AppFor(route), route, HouseApp.Json(without.ToJsonString())))
                .Expect(400, "invalid-json");
            without[member] = null;
            (await file.AskAsync(file.AppFor(route), route, HouseApp.Json(without.ToJsonString())))
                .Expect(400, "invalid-json", $"/{member}");
        }
    }

    private static async Task PointedAtAsync((string Path, string Body, string Pointer) wrong)
    {
        var file = await NewFileAsync();
        (await file.Registrar.SendAsync(HttpMethod.Post, wrong.Path, HouseApp.Json(wrong.Body)))
            .Expect(400, "invalid-json", wrong.Pointer);
    }

    private static async Task UncleanAsync(TextPlace place)
    {
        var file = await NewFileAsync();
        foreach (var (fault, escaped) in HostileTexts.Faults)
        {
            var answer = await place.AskAsync(file, $"a{escaped}b");
            Assert.True(
                answer.Status is 400 or 422 && answer.Code is not null, $"{fault}: {answer.Status} {answer.Text}");
            Assert.Equal(place.Pointer, answer.Pointer);
        }
    }

    private static async Task TooLongAsync(TextPlace place)
    {
        var file = await NewFileAsync();
        (await place.AskAsync(file, new string('x', place.MaxLength + 1))).Expect(422, code: null, place.Pointer);
    }

    private static async Task<HouseFile> NewFileAsync() => await HouseFile.NewAsync(await TestHouse.SharedAsync());
}
