using System.Text;
using System.Text.Json;
using Records.Core.People;
using Records.Storage.Json;
using Xunit;

namespace Records.Tests.Storage;

/// <summary>The metadata bytes beside an event: hashed into its leaf, so their form is as fixed as that of the events.</summary>
public sealed class StampFormTests : Suite<StampFormTests>, ISuite
{
    public static Test Tests => TestList("the stamp beside an event",
        TestCase("is written in this form for ever", () =>
        {
            Assert.Equal(Written, Encoding.UTF8.GetString(new StampJson().Encode(Full).Span));
            Assert.Equal(Full, new StampJson().Decode(Encoding.UTF8.GetBytes(Written)));
        }),
        TestCase("names nobody represented, no cause, no day and no rule as null", () =>
            Assert.Equal(Plain, new StampJson().Decode(new StampJson().Encode(Plain).Span))),
        TestEach("is not read as something else when it is damaged", ["{}", "null", "[]", Written.Replace("clerk", "king", StringComparison.Ordinal)],
            damaged => Assert.ThrowsAny<JsonException>(() => new StampJson().Decode(Encoding.UTF8.GetBytes(damaged)))));

    private const string Written =
        """
        {"actor":"01900000-0000-7000-8000-000000000021","onBehalfOf":"01900000-0000-7000-8000-000000000022","unit":"01900000-0000-7000-8000-000000000023","role":"clerk","application":"fachverfahren","kind":"robot","request":"01900000-0000-7000-8000-000000000024","cause":"01900000-0000-7000-8000-000000000025","effective":"2026-03-05","legalBasis":"AO § 30"}
        """;

    private static readonly Stamp Full = new(
        new(Person(0x21), Person(0x22), new(Id(0x23)), Role.Clerk, "fachverfahren", ActorKind.Robot),
        Id(0x24), new(Id(0x25)), new DateOnly(2026, 3, 5), "AO § 30");

    private static readonly Stamp Plain = new(
        new(Person(0x21), null, new(Id(0x23)), Role.Auditor, "app", ActorKind.Person), Id(0x24), null, null, null);

    private static PersonId Person(int number) => new(Id(number));
    private static Guid Id(int number) => new($"01900000-0000-7000-8000-0000000000{number:x2}");
}
