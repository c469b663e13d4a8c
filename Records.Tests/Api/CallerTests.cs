using System.Collections.Immutable;
using Records.Api;
using Records.Api.Tokens;
using Records.Core.Access;
using Records.Core.People;
using Records.Storage.Memory;
using Xunit;

namespace Records.Tests.Api;

public sealed class CallerTests : Suite<CallerTests>, ISuite
{
    public static Test Tests => TestList("caller",
        TestCase("is a pseudonym in the history and a name to people", async () =>
        {
            var people = new MemoryPersonDirectory();
            var caller = await KnownAsync(Claims, people);
            Assert.Equal("Sabine Berg", caller.DisplayName);
            Assert.Equal("Sabine Berg", (await people.NamesAsync([caller.Actor.Person], default))[caller.Actor.Person]);
            Assert.Equal("bau-app", caller.Actor.Application);
            Assert.Null(caller.Actor.OnBehalfOf);
        }),
        TestCase("keeps the pseudonym when the name changes", async () =>
        {
            var people = new MemoryPersonDirectory();
            var before = await KnownAsync(Claims, people);
            var after = await KnownAsync(Claims with { Name = "Sabine Vogt" }, people);
            Assert.Equal(before.Actor.Person, after.Actor.Person);
            Assert.Equal("Sabine Vogt", (await people.NamesAsync([after.Actor.Person], default))[after.Actor.Person]);
        }),
        TestCase("is another at another issuer", async () =>
        {
            var people = new MemoryPersonDirectory();
            var here = await KnownAsync(Claims, people);
            var there = await KnownAsync(Claims with { Issuer = "https://neudorf.example" }, people);
            Assert.NotEqual(here.Actor.Person, there.Actor.Person);
        }),
        TestCase("acts for the person the issuer names", async () =>
        {
            var people = new MemoryPersonDirectory();
            var caller = await KnownAsync(Claims with { ActFor = "person-2" }, people);
            Assert.Equal(await people.ResolveAsync(Claims.Issuer, "person-2", null, default), caller.Actor.OnBehalfOf);
        }),
        TestCase("represents nobody when it is oneself", async () =>
            Assert.Null((await KnownAsync(Claims with { ActFor = Claims.Subject })).Actor.OnBehalfOf)),
        TestCase("has the roles the token states, each once, in its order", async () =>
            Assert.Equal(
                [Role.Auditor, Role.Clerk],
                (await KnownAsync(Claims with { Roles = ["auditor", "Clerk", "clerk", "root", "auditor"] })).Roles)),
        TestCase("without a name is shown by its application", async () =>
            Assert.Equal("bau-app", (await KnownAsync(Claims with { Name = " \u0000\u200b " })).DisplayName)),
        TestCase("with an endless name is shown by the beginning of it", async () =>
            Assert.Equal(200, (await KnownAsync(Claims with { Name = new('a', 5_000) })).DisplayName.Length)),
        TestCase("is nobody without a role or a unit", async () =>
        {
            Assert.Null(await Callers.IdentifyAsync(Claims with { Roles = [] }, new MemoryPersonDirectory(), default));
            Assert.Null(
                await Callers.IdentifyAsync(Claims with { Roles = ["mayor"] }, new MemoryPersonDirectory(), default));
            Assert.Null(await Callers.IdentifyAsync(Claims with { Unit = null }, new MemoryPersonDirectory(), default));
        }),
        TestList("plays the role",
            [.. Plays.Select(
                play => TestCase($"{play.Expected?.ToString() ?? "none"}, as {play.Roles} to {play.Act}", async () =>
                    Assert.Equal(
                        play.Expected,
                        (await KnownAsync(Claims with { Roles = [.. play.Roles.Split(' ')] }))
                            .InRoleFor(play.Act)?.Actor.Role)))]));

    private static TokenClaims Claims => new(
        "https://musterstadt.example", "person-1", "bau-app", new(2026, 11, 20, 8, 15, 0, TimeSpan.Zero),
        ImmutableHashSet.Create("records.read"), ["clerk"], new UnitId(new("61000000-0000-4000-8000-000000000001")),
        "Sabine Berg", ActorKind.Person, ActFor: null);

    private static (string Roles, Act Act, Role? Expected)[] Plays =>
    [
        ("clerk", Act.FileDocument, Role.Clerk),
        ("clerk", Act.CloseCaseFile, null),
        ("clerk registrar", Act.CloseCaseFile, Role.Registrar),
        ("clerk registrar", Act.FileDocument, Role.Registrar),
        ("clerk auditor", Act.ReadCaseFile, Role.Auditor),
        ("clerk auditor", Act.FileDocument, Role.Clerk),
        ("auditor archivist", Act.ReadHistory, Role.Auditor),
        ("archivist auditor", Act.ReadHistory, Role.Archivist),
        ("registrar archivist auditor clerk", Act.Operate, null),
    ];

    private static async Task<Caller> KnownAsync(TokenClaims claims, MemoryPersonDirectory? people = null) =>
        Assert.IsType<Caller>(
            await Callers.IdentifyAsync(claims, people ?? new(), TestContext.Current.CancellationToken));
}
