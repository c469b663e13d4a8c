using FsCheck;
using FsCheck.Fluent;
using Records.Api.Tokens;
using Xunit;
using static Records.Api.Tokens.TokenAlgorithm;
using static Records.Api.Tokens.TokenFault;

namespace Records.Tests.Tokens;

/// <summary>A validator that remembers what it has proven says what one without a past would say.</summary>
public sealed class ProvenTokenTests : Suite<ProvenTokenTests>, ISuite
{
    public static Test Tests => TestList("a token that was proven before",
        TestCase("is valid again, and its signature is not computed again", async () =>
        {
            var (validator, issuer, _) = New();
            Assert.IsType<TokenVerdict.Valid>(await validator.ValidateAsync(Token(), default));
            var proven = Assert.IsType<TokenVerdict.Valid>(await validator.ValidateAsync(Token(), default));
            var again = Assert.IsType<TokenVerdict.Valid>(await validator.ValidateAsync(Token(), default));
            Assert.Same(proven.Claims, again.Claims);
            Assert.Equal(3, issuer.Asked);
        }),
        TestCase("is refused as soon as the issuer no longer has the key", () => RefusedAfterAsync(KeyUnknown,
            (issuer, _) => issuer.Keys = TestKey.SetOf(Second.Jwk()))),
        TestCase("is refused as soon as another key has the name", () => RefusedAfterAsync(SignatureWrong,
            (issuer, _) => issuer.Keys = TestKey.SetOf(Second.Named(First.Id).Jwk()))),
        TestCase("is refused when it has expired", () => RefusedAfterAsync(Expired,
            (_, clock) => clock.Advance(TimeSpan.FromMinutes(16)))),
        TestCase("is refused while the clock says it is not valid yet", () => RefusedAfterAsync(NotYetValid,
            (_, clock) => clock.Advance(TimeSpan.FromMinutes(-5)))),
        TestCase("is neither taken nor refused while the keys are not to be had", async () =>
        {
            var (validator, issuer, _) = New();
            await validator.ValidateAsync(Token(), default);
            issuer.Keys = null;
            Assert.IsType<TokenVerdict.Undecided>(await validator.ValidateAsync(Token(), default));
        }),
        TestProperty("gets the verdict it would get for the first time, whatever happened", Histories, async steps =>
        {
            var (validator, issuer, clock) = New();
            string[] tokens =
                [Token(), Token(Second), First.Sign(ES256, Payload("person-2")), Token()[..^4] + "AAAA", "a.b.c"];
            KeySet?[] sets =
            [
                TestKey.SetOf(First.Jwk()), TestKey.SetOf(First.Jwk(), Second.Jwk()),
                TestKey.SetOf(Second.Named(First.Id).Jwk()), null,
            ];
            foreach (var step in steps)
            {
                if (step < 0)
                    clock.Advance(TimeSpan.FromSeconds(step % 3 == 0 ? -step * 60 : step * 20));
                else if (step % 3 == 0)
                    issuer.Keys = sets[step / 3 % sets.Length];
                foreach (var token in tokens)
                    Assert.Equal(
                        Shown(await new TokenValidator(Rules, issuer, clock).ValidateAsync(token, default)),
                        Shown(await validator.ValidateAsync(token, default)));
            }
        }));

    private static readonly TokenRules Rules = new("https://issuer.example", "records", ES256);
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly TestKey First = TestKey.Ec("first");
    private static readonly TestKey Second = TestKey.Ec("second");
    private static readonly Lazy<string> OfFirst = new(() => First.Sign(ES256, Payload("person-1")));
    private static readonly Lazy<string> OfSecond = new(() => Second.Sign(ES256, Payload("person-1")));

    private static Arbitrary<int[]> Histories =>
        Gen.Choose(-40, 40).ArrayOf().Select(steps => steps.Take(12).ToArray()).ToArbitrary();

    private static async Task RefusedAfterAsync(string reason, Action<Issuer, ManualClock> happens)
    {
        var (validator, issuer, clock) = New();
        Assert.IsType<TokenVerdict.Valid>(await validator.ValidateAsync(Token(), default));
        happens(issuer, clock);
        Assert.Equal(new TokenVerdict.Invalid(reason), await validator.ValidateAsync(Token(), default));
    }

    private static string Token(TestKey? key = null) => key == Second ? OfSecond.Value : OfFirst.Value;

    private static (TokenValidator, Issuer, ManualClock) New()
    {
        var (issuer, clock) = (new Issuer { Keys = TestKey.SetOf(First.Jwk()) }, new ManualClock(Start));
        return (new(Rules, issuer, clock), issuer, clock);
    }

    private static string Payload(string subject) => $$"""
        {"iss":"https://issuer.example","aud":"records","sub":"{{subject}}","client_id":"bau-app",
         "iat":{{Start.ToUnixTimeSeconds()}},"exp":{{Start.AddMinutes(15).ToUnixTimeSeconds()}},"roles":["clerk"]}
        """;

    private static string Shown(TokenVerdict verdict) => verdict is TokenVerdict.Valid { Claims: var claims }
        ? $"valid {claims.Subject} {string.Join(' ', claims.Roles)} {claims.ExpiresAt}"
        : $"{verdict}";

    private sealed class Issuer : ITokenKeys
    {
        public KeySet? Keys { get; set; }
        public int Asked { get; private set; }

        public ValueTask<KeyAnswer> FindAsync(string keyId, TokenAlgorithm algorithm, CancellationToken cancel)
        {
            Asked++;
            return new(Keys is null ? new KeyAnswer.Unavailable()
                : Keys.Find(keyId, algorithm) is { } key ? new KeyAnswer.Found(key)
                : new KeyAnswer.Unknown());
        }
    }
}
