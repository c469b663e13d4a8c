using System.Text;
using System.Text.Json;
using Records.Api.Tokens;
using Xunit;

namespace Records.Tests.Tokens;

/// <summary>The published attack set: every token in it gets the verdict it states.</summary>
public sealed class JwtAttackTests : Suite<JwtAttackTests>, ISuite
{
    public static Test Tests => TestList("token attacks",
        TestCase("the set is whole", () => Assert.Equal(53, Cases.Count())),
        TestList("verdict",
            [.. Cases.Select(c => TestCase($"{c.Text("id")}: {c.Text("expect")}, for {c.Text("why")}", async () =>
            {
                var verdict = await Validator.ValidateAsync(c.Text("token")!, TestContext.Current.CancellationToken);
                switch (c.Text("expect"))
                {
                    case "accept":
                        Assert.IsType<TokenVerdict.Valid>(verdict);
                        break;
                    case "accept-without-admin":
                        Assert.DoesNotContain("akte.admin", Assert.IsType<TokenVerdict.Valid>(verdict).Claims.Scopes);
                        break;
                    default:
                        Assert.Equal("reject", c.Text("expect"));
                        Assert.IsType<TokenVerdict.Invalid>(verdict);
                        break;
                }
            }))]));

    private static readonly JsonElement Vectors = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "jwt-attacks.json"))).RootElement;

    private static IEnumerable<JsonElement> Cases => Vectors.GetProperty("cases").EnumerateArray();

    private static TokenValidator Validator => new(
        new(Vectors.Text("issuer")!, Vectors.Text("audience")!,
            [.. Vectors.GetProperty("allowedAlgs").EnumerateArray().Select(a =>
                TokenHeader.AlgorithmOf(a.GetString())!.Value)])
        {
            Skew = TimeSpan.FromSeconds(Vectors.GetProperty("skewSeconds").GetInt32()),
            MaxLife = TimeSpan.FromSeconds(Vectors.GetProperty("maxLifetimeSeconds").GetInt32()),
            Tenant = "stadt-muster",
        },
        KeySet.Read(Encoding.UTF8.GetBytes(Vectors.GetProperty("jwks").GetRawText()))!,
        new ManualClock(DateTimeOffset.FromUnixTimeSeconds(Vectors.GetProperty("now").GetInt64())));
}
