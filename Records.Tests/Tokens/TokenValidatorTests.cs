using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Records.Api.Tokens;
using Records.Core.People;
using Xunit;
using static Records.Api.Tokens.TokenAlgorithm;
using static Records.Api.Tokens.TokenFault;

namespace Records.Tests.Tokens;

public sealed class TokenValidatorTests : Suite<TokenValidatorTests>, ISuite
{
    public static Test Tests => TestList("token",
        TestList("accepted",
            [.. Accepted.Select(c => TestCase(c.Name, async () =>
                Assert.IsType<TokenVerdict.Valid>(await ValidateAsync(c.Token(), c.Rules))))]),
        TestList("refused",
            [.. Refused.Select(c => TestCase(c.Name, async () =>
                Assert.Equal(new TokenVerdict.Invalid(c.Reason!), await ValidateAsync(c.Token(), c.Rules))))]),
        TestList("says",
            TestCase("who calls, through what, in which unit and roles", async () =>
            {
                var claims = await ClaimsAsync("""
                    "unit":"61000000-0000-4000-8000-000000000001","roles":["clerk","mayor"],"name":"Jörg Muster","kind":"person"
                    """);
                Assert.Equal("person-1", claims.Subject);
                Assert.Equal("bau-app", claims.ClientId);
                Assert.Equal(new UnitId(new("61000000-0000-4000-8000-000000000001")), claims.Unit);
                Assert.Equal(["clerk", "mayor"], claims.Roles);
                Assert.Equal("Jörg Muster", claims.Name);
                Assert.Equal(ActorKind.Person, claims.Kind);
                Assert.Equal(Now.AddMinutes(15), claims.ExpiresAt);
            }),
            TestCase("nothing it was not told", async () =>
            {
                var claims = await ClaimsAsync("\"x\":1");
                Assert.Empty(claims.Roles);
                Assert.Empty(claims.Scopes);
                Assert.Null(claims.Unit);
                Assert.Null(claims.Name);
            }),
            TestCase("scopes only where a space stands between them", async () =>
                Assert.Equal(
                    ["a", "b\u00a0c", "d\te", "f\u2003g"],
                    (await ClaimsAsync("\"scope\":\"  a b\u00a0c d\\te f\u2003g \"")).Scopes.Order(
                        StringComparer.Ordinal))),
            TestCase("a program calls when the subject is the client", async () =>
                Assert.Equal(ActorKind.Robot, (await ClaimsAsync("\"x\":1", subject: "bau-app")).Kind)),
            TestCase("whom a deputy represents, only where the issuer is trusted to know", async () =>
            {
                Assert.Null((await ClaimsAsync("\"act_for\":\"person-2\"")).ActFor);
                Assert.Equal(
                    "person-2",
                    (await ClaimsAsync("\"act_for\":\"person-2\"", Rules with { TrustsDeputies = true })).ActFor);
            })),
        TestCase("no key to be had is never a yes and never a no", async () =>
            Assert.IsType<TokenVerdict.Undecided>(
                await new TokenValidator(Rules, new NoKeys(), Clock).ValidateAsync(Good, default))),
        TestProperty("a changed character makes a good token bad", ChangesOf(Good), Refuses),
        TestProperty("a changed character makes a good RSA token bad", ChangesOf(GoodRsa), Refuses),
        TestProperty("a cut or lengthened token is bad", ArbMap.Default.ArbFor<NonNegativeInt>(), size =>
            Refuses(Good[..(size.Get % Good.Length)]) && Refuses(Good + new string('A', 1 + size.Get % 9))),
        TestProperty("any text at all gets a verdict", ArbMap.Default.ArbFor<string?>(), text =>
            Refuses(text ?? "")),
        TestProperty("any signed bytes at all get a verdict", ArbMap.Default.ArbFor<byte[]>(), bytes =>
            Refuses(Ec.Sign(ES256, bytes, bytes)) && Refuses(Ec.Sign(ES256, Encoding.UTF8.GetBytes(Header), bytes))),
        TestProperty("a reason is one of ours and never the token's", ArbMap.Default.ArbFor<NonEmptyString>(), text =>
            Verdict(Sign($$"""{"iss":"canary-{{text.Get.Length}}","sub":"canary"}""")) is TokenVerdict.Invalid invalid
            && Reasons.Contains(invalid.Reason)));

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly ManualClock Clock = new(Now);
    private static readonly TestKey Rsa = TestKey.Rsa("rsa");
    private static readonly TestKey Ec = TestKey.Ec("ec");
    private static readonly TokenRules Rules = new("https://issuer.example", "records", RS256, ES256);
    private static readonly KeySet Keys = TestKey.SetOf(
        Rsa.Jwk(), Ec.Jwk(), Rsa.Named("bound").Jwk("\"use\":\"sig\",\"alg\":\"PS256\","),
        Rsa.Named("for-encryption").Jwk("\"use\":\"enc\","), Rsa.Named("no-use").Jwk(""),
        Rsa.Named("twice").Jwk(), Rsa.Named("twice").Jwk(), Rsa.Named("both").Jwk(), Ec.Named("both").Jwk(),
        TestKey.Rsa("weak", 1024).Jwk());

    private const string Header = """{"alg":"ES256","typ":"at+jwt","kid":"ec"}""";
    private static readonly long T = Now.ToUnixTimeSeconds();
    private static readonly string Good = Sign(Payload());
    private static readonly string GoodRsa = Rsa.Sign(RS256, Payload());
    private static readonly HashSet<string> Reasons =
        [.. typeof(TokenFault).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    private static Case[] Accepted =>
    [
        new("signed ES256", () => Good),
        new("signed RS256", () => GoodRsa),
        new("signed PS256 where that is allowed", () => Rsa.Sign(PS256, Payload()),
            Rules with { Algorithms = [PS256] }),
        new("signed PS256 with a key bound to it", () => Rsa.Named("bound").Sign(PS256, Payload()),
            Rules with { Algorithms = [RS256, PS256] }),
        new("one name for an RSA and an EC key, RSA meant", () => Rsa.Named("both").Sign(RS256, Payload())),
        new("one name for an RSA and an EC key, EC meant", () => Ec.Named("both").Sign(ES256, Payload())),
        new("typ in full and in capitals", () =>
            Sign("""{"alg":"ES256","typ":"Application/AT+JWT","kid":"ec"}""", Payload())),
        new("a foreign key in the header is not looked at", () =>
            Sign($$"""{"alg":"ES256","typ":"at+jwt","kid":"ec","jwk":{{TestKey.Ec("ec").Jwk()}},"x5u":"http://169.254.169.254/"}""",
                Payload())),
        new("expired within the skew", () => Sign(Payload(iat: T - 900, exp: T - 59))),
        new("issued within the skew", () => Sign(Payload(iat: T + 60, exp: T + 900))),
        new("living exactly one hour", () => Sign(Payload(exp: T + 3600))),
        new("meant for several, us among them", () => Sign(Payload(aud: """["other","records"]"""))),
        new("a subject of 255 characters", () => Sign(Payload(subject: new('ä', 255)))),
        new("white space between the members", () =>
            Sign(" \n{ \"alg\" : \"ES256\" , \"typ\":\"at+jwt\",\"kid\":\"ec\"}\r\n", Payload())),
        new("claims nested as issuers nest them", () => Sign(Payload("""{"a":{"b":{"c":{"d":[1,[2,[3]]]}}}}"""))),
    ];

    private static Case[] Refused =>
    [
        new("longer than 8192 characters", () => Sign(Payload($"\"{new string('x', 9000)}\"")), Reason: TooLong),
        new("empty", () => "", Reason: NotCompact),
        new("two parts", () => Good[..Good.LastIndexOf('.')], Reason: NotCompact),
        new("five parts, as an encrypted one has", () => $"{Good}.AAAA.AAAA", Reason: NotCompact),
        new("an empty signature", () => Good[..(Good.LastIndexOf('.') + 1)], Reason: NotCompact),
        new("a space in front", () => " " + Good, Reason: NotCompact),
        new("a line break at the end", () => Good + "\n", Reason: NotCompact),
        new("padding", () => Good + "=", Reason: NotCompact),
        new("letters that only look like letters", () => Good.Replace('e', 'е'), Reason: NotCompact),
        new("loose bits in the last character", () => Good[..^1] + (char)(Good[^1] + 1), Reason: NotCompact),
        new("a member twice in the header, once escaped", () =>
            Sign("""{"alg":"ES256","typ":"at+jwt","kid":"ec","\u0061lg":"none"}""", Payload()),
            Reason: HeaderUnreadable),
        new("a header that is an array", () => Sign("[]", Payload()), Reason: HeaderUnreadable),
        new("a header behind a byte order mark", () => Sign("\ufeff" + Header, Payload()), Reason: HeaderUnreadable),
        new("a header with a comment", () => Sign("/* */" + Header, Payload()), Reason: HeaderUnreadable),
        new("a header with a trailing comma", () => Sign("""{"alg":"ES256","typ":"at+jwt","kid":"ec",}""", Payload()),
            Reason: HeaderUnreadable),
        new("typ of an ID token", () => Sign("""{"alg":"ES256","typ":"JWT","kid":"ec"}""", Payload()),
            Reason: WrongType),
        new("crit, even empty", () => Sign("""{"alg":"ES256","typ":"at+jwt","kid":"ec","crit":[]}""", Payload()),
            Reason: Extension),
        new("b64, even true", () => Sign("""{"alg":"ES256","typ":"at+jwt","kid":"ec","b64":true}""", Payload()),
            Reason: Extension),
        new("signed PS256 where only RS256 is allowed", () => Rsa.Sign(PS256, Payload()), Reason: AlgorithmRefused),
        new("signed PS256 and called RS256", () =>
            Rsa.Sign(PS256, """{"alg":"RS256","typ":"at+jwt","kid":"rsa"}""", Payload()), Reason: SignatureWrong),
        new("signed RS256 with a key bound to PS256", () =>
            Rsa.Named("bound").Sign(RS256, Payload()), Rules with { Algorithms = [RS256, PS256] }, KeyUnknown),
        new("alg with a space behind", () => Sign("""{"alg":"ES256 ","typ":"at+jwt","kid":"ec"}""", Payload()),
            Reason: AlgorithmRefused),
        new("an empty kid", () => Sign("""{"alg":"ES256","typ":"at+jwt","kid":""}""", Payload()), Reason: KeyIdMissing),
        new("a kid that is a number", () => Sign("""{"alg":"ES256","typ":"at+jwt","kid":1}""", Payload()),
            Reason: KeyIdMissing),
        new("a kid of 129 characters", () => Ec.Named(new('k', 129)).Sign(ES256, Payload()), Reason: KeyIdMissing),
        new("a kid that asks a database", () => Ec.Named("' or 1=1 --").Sign(ES256, Payload()), Reason: KeyUnknown),
        new("a kid in other case", () => Ec.Named("EC").Sign(ES256, Payload()), Reason: KeyUnknown),
        new("a key for encryption", () => Rsa.Named("for-encryption").Sign(RS256, Payload()), Reason: KeyUnknown),
        new("a key that does not say what it is for", () => Rsa.Named("no-use").Sign(RS256, Payload()),
            Reason: KeyUnknown),
        new("a name that two keys have", () => Rsa.Named("twice").Sign(RS256, Payload()), Reason: KeyUnknown),
        new("a weak key the issuer publishes", () => Rsa.Named("weak").Sign(RS256, Payload()), Reason: KeyUnknown),
        new("the right name, another's key", () => TestKey.Ec("ec").Sign(ES256, Payload()), Reason: SignatureWrong),
        new("r zero", () => WithSignature(Good, s => s.AsSpan(0, 32).Clear()), Reason: SignatureWrong),
        new("s of all ones, beyond the order", () => WithSignature(Good, s => s.AsSpan(32).Fill(0xff)),
            Reason: SignatureWrong),
        new("an RSA signature with a zero in front", () => LongerByAZero(GoodRsa), Reason: SignatureWrong),
        new("a payload that is no JSON", () => Sign("nonsense"), Reason: PayloadUnreadable),
        new("a payload of null", () => Sign("null"), Reason: PayloadUnreadable),
        new("a claim twice", () => Sign(Payload("1,\"sub\":\"other\"")), Reason: PayloadUnreadable),
        new("a member twice deep inside", () => Sign(Payload("""{"a":[{"b":1,"b":2}]}""")), Reason: PayloadUnreadable),
        new("a NUL in a text", () => Sign(Payload("\"a\\u0000b\"")), Reason: PayloadUnreadable),
        new("half a surrogate pair", () => Sign(Payload("\"\\ud800\"")), Reason: PayloadUnreadable),
        new("half a surrogate pair in a name", () => Sign(Payload("""{"\udc00":1}""")), Reason: PayloadUnreadable),
        new("bytes that are no UTF-8",
            () => SignBytes([.. Encoding.UTF8.GetBytes(Payload("\"")[..^1]), 0xc0, 0x80, (byte)'"', (byte)'}']),
            Reason: PayloadUnreadable),
        new("an overlong solidus in the payload", () => SignBytes([.. "{\"a\":\""u8, 0xe0, 0x80, 0xaf, .. "\"}"u8]),
            Reason: PayloadUnreadable),
        new("UTF-16", () => SignBytes(Encoding.Unicode.GetBytes(Payload())), Reason: PayloadUnreadable),
        new("nested beyond the bound", () => Sign(Payload(new string('[', 16) + new string(']', 16))),
            Reason: PayloadUnreadable),
        new("something behind the payload", () => Sign(Payload() + " x"), Reason: PayloadUnreadable),
        new("NaN for a number", () => Sign(Payload("NaN")), Reason: PayloadUnreadable),
        new("the issuer in other case", () => Sign(Payload(iss: "https://ISSUER.example")), Reason: WrongIssuer),
        new("several issuers",
            () => Sign(
                Payload()
                    .Replace("\"https://issuer.example\"", "[\"https://issuer.example\"]", StringComparison.Ordinal)),
            Reason: WrongIssuer),
        new("an audience with us and a number", () => Sign(Payload(aud: """["records",1]""")), Reason: WrongAudience),
        new("an audience that only begins like ours", () => Sign(Payload(aud: "\"records2\"")), Reason: WrongAudience),
        new("another tenant's, same issuer", () => Sign(Payload("\"b\"", more: "\"tenant\":\"b\",")),
            Rules with { Tenant = "a" }, WrongTenant),
        new("no tenant, where one issuer serves several", () => Good, Rules with { Tenant = "a" }, WrongTenant),
        new("exp with a decimal point", () => Sign(Payload(expText: $"{T + 900}.0")), Reason: TimesUnreadable),
        new("exp with an exponent", () => Sign(Payload(expText: "1.8e9")), Reason: TimesUnreadable),
        new("exp as text", () => Sign(Payload(expText: $"\"{T + 900}\"")), Reason: TimesUnreadable),
        new("exp beyond 64 bits", () => Sign(Payload(expText: "99999999999999999999999")), Reason: TimesUnreadable),
        new("exp at the end of 64 bits", () => Sign(Payload(expText: $"{long.MaxValue}")), Reason: TimesUnreadable),
        new("exp in milliseconds", () => Sign(Payload(expText: $"{(T + 900) * 1000}")), Reason: TimesUnreadable),
        new("iat missing", () => Sign(Payload().Replace("\"iat\"", "\"was\"", StringComparison.Ordinal)),
            Reason: TimesUnreadable),
        new("iat of zero", () => Sign(Payload(iat: 0)), Reason: TimesUnreadable),
        new("nbf as text", () => Sign(Payload(more: $"\"nbf\":\"{T}\",")), Reason: TimesUnreadable),
        new("nbf beyond the skew", () => Sign(Payload(more: $"\"nbf\":{T + 61},")), Reason: NotYetValid),
        new("iat beyond the skew", () => Sign(Payload(iat: T + 61, exp: T + 900)), Reason: NotYetValid),
        new("expired beyond the skew", () => Sign(Payload(iat: T - 900, exp: T - 60)), Reason: Expired),
        new("living an hour and a second", () => Sign(Payload(exp: T + 3601)), Reason: LifeTooLong),
        new("ending before it begins", () => Sign(Payload(iat: T + 10, exp: T + 5)), Reason: LifeTooLong),
        new("a subject that is a number", () => Sign(Payload().Replace("\"person-1\"", "1", StringComparison.Ordinal)),
            Reason: ClaimUnreadable),
        new("a subject of 256 characters", () => Sign(Payload(subject: new('a', 256))), Reason: ClaimUnreadable),
        new("no application", () => Sign(Payload().Replace("client_id", "azp", StringComparison.Ordinal)),
            Reason: ClaimUnreadable),
        new("scope null", () => Sign(Payload(more: "\"scope\":null,")), Reason: ClaimUnreadable),
        new("roles as one text", () => Sign(Payload(more: "\"roles\":\"clerk\",")), Reason: ClaimUnreadable),
        new("a role that is an object", () => Sign(Payload(more: "\"roles\":[{}],")), Reason: ClaimUnreadable),
        new("a unit that is no UUID", () => Sign(Payload(more: "\"unit\":\"Bauamt\",")), Reason: ClaimUnreadable),
        new("a unit in braces", () => Sign(Payload(more: $"\"unit\":\"{{{Guid.Empty}}}\",")), Reason: ClaimUnreadable),
        new("a kind nobody knows", () => Sign(Payload(more: "\"kind\":\"administrator\",")), Reason: ClaimUnreadable),
        new("a program that calls itself a person",
            () => Sign(Payload(subject: "bau-app", more: "\"kind\":\"person\",")), Reason: ClaimUnreadable),
    ];

    /// <summary>The token with one character, at any place, changed to any other printable one.</summary>
    private static Arbitrary<string> ChangesOf(string token) => Gen.Choose(0, token.Length - 1)
        .SelectMany(at => Gen.Choose(' ', '~').Where(c => c != token[at])
            .Select(c => token[..at] + (char)c + token[(at + 1)..]))
        .ToArbitrary();

    private static string Payload(
        string extra = "0", string iss = "https://issuer.example", string aud = "\"records\"",
        string subject = "person-1",
        long? iat = null, long? exp = null, string? expText = null, string more = "") =>
        $$"""
        {{{more}}"iss":"{{iss}}","aud":{{aud}},"sub":"{{subject}}","client_id":"bau-app",
         "iat":{{iat ?? T}},"exp":{{expText ?? $"{exp ?? T + 900}"}},"extra":{{extra}}}
        """;

    private static string Sign(string payload) => Sign(Header, payload);
    private static string Sign(string header, string payload) => Ec.Sign(ES256, header, payload);
    private static string SignBytes(byte[] payload) => Ec.Sign(ES256, Encoding.UTF8.GetBytes(Header), payload);

    private static string WithSignature(string token, Action<byte[]> change)
    {
        var parts = token.Split('.');
        var signature = StrictBase64Url.Decode(parts[2])!;
        change(signature);
        return $"{parts[0]}.{parts[1]}.{System.Buffers.Text.Base64Url.EncodeToString(signature)}";
    }

    private static string LongerByAZero(string token)
    {
        var parts = token.Split('.');
        byte[] longer = [0, .. StrictBase64Url.Decode(parts[2])!];
        return $"{parts[0]}.{parts[1]}.{System.Buffers.Text.Base64Url.EncodeToString(longer)}";
    }

    private static Task<TokenVerdict> ValidateAsync(string token, TokenRules? rules = null) =>
        new TokenValidator(rules ?? Rules, Keys, Clock).ValidateAsync(token, TestContext.Current.CancellationToken)
            .AsTask();

    private static async Task<TokenClaims> ClaimsAsync(
        string more, TokenRules? rules = null, string subject = "person-1") =>
        Assert.IsType<TokenVerdict.Valid>(
            await ValidateAsync(Sign(Payload(more: more + ",", subject: subject)), rules)).Claims;

    // With keys at hand the validator never waits, so its answer is there at once.
    private static TokenVerdict Verdict(string token) =>
        ValidateAsync(token) is { IsCompletedSuccessfully: true, Result: var verdict }
            ? verdict
            : throw new UnreachableException("The validator waited for something.");

    private static bool Refuses(string token) => Verdict(token) is TokenVerdict.Invalid;

    private sealed record Case(string Name, Func<string> Token, TokenRules? Rules = null, string? Reason = null);
}
