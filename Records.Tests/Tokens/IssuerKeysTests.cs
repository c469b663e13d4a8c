using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Records.Api.Tokens;
using Xunit;
using static Records.Api.Tokens.TokenAlgorithm;

namespace Records.Tests.Tokens;

public sealed class IssuerKeysTests : Suite<IssuerKeysTests>, ISuite
{
    public static Test Tests => TestList("issuer keys",
        TestCase("are found by discovery", () => With(async w =>
            Assert.IsType<KeyAnswer.Found>(await w.FindAsync("a")))),
        TestCase("are found where the configuration says", () => With(async w =>
        {
            w.Issuer.Instead = context => context.Request.Path == "/keys"
                ? w.AnswerKeys(context)
                : Status(context, 500);
            await using var keys = w.Keys(new(w.Issuer.Address, new Uri($"{w.Issuer.Address}/keys")));
            Assert.IsType<KeyAnswer.Found>(await keys.FindAsync("a", ES256, default));
        })),
        TestCase("are fetched once for many tokens at once", () => With(async w =>
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => w.FindAsync("a")));
            Assert.All(answers, answer => Assert.IsType<KeyAnswer.Found>(answer));
            Assert.Equal(1, w.Issuer.Fetches);
        })),
        TestCase("are asked for at most once a minute, whatever 10,000 tokens name", () => With(async w =>
        {
            for (var minute = 1; minute <= 4; minute++)
            {
                var answers = await Task.WhenAll(
                    Enumerable.Range(0, 2_500).Select(i => w.FindAsync($"unknown-{minute}-{i}")));
                Assert.All(answers, answer => Assert.IsType<KeyAnswer.Unknown>(answer));
                Assert.Equal(minute, w.Issuer.Fetches);
                w.Clock.Advance(TimeSpan.FromSeconds(59));
                Assert.IsType<KeyAnswer.Unknown>(await w.FindAsync("still-unknown"));
                Assert.Equal(minute, w.Issuer.Fetches);
                w.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        })),
        TestCase("are at hand the moment the issuer takes a new one into use", () => With(async w =>
        {
            await w.FindAsync("a");
            w.Clock.Advance(TimeSpan.FromMinutes(1));
            w.Issuer.Keys = [w.A, w.B];
            Assert.IsType<KeyAnswer.Found>(await w.FindAsync("b"));
        })),
        TestCase("are at hand even when an older fetch is still under way", () => With(async w =>
        {
            await w.FindAsync("a");
            var (arrived, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
            w.Issuer.Instead = async context =>
            {
                if (context.Request.Path == "/keys")
                {
                    arrived.TrySetResult();
                    await goOn.Task;
                    w.Issuer.Instead = null;
                    await context.Response.WriteAsync($$"""{"keys":[{{w.A.Jwk()}}]}""");
                }
                else
                {
                    await w.AnswerDiscovery(context);
                }
            };
            w.Clock.Advance(TimeSpan.FromMinutes(5));
            await arrived.Task;
            w.Issuer.Keys = [w.A, w.B];
            var waiting = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => w.FindAsync("b")));
            goOn.SetResult();
            Assert.All(await waiting, answer => Assert.IsType<KeyAnswer.Found>(answer));
            Assert.Equal(3, w.Issuer.Fetches);
        })),
        TestCase("that the issuer removed die with the next refresh", () => With(async w =>
        {
            await w.FindAsync("a");
            w.Issuer.Keys = [w.B];
            w.Clock.Advance(TimeSpan.FromMinutes(5));
            Assert.IsType<KeyAnswer.Found>(await w.FindAsync("b"));
            Assert.IsType<KeyAnswer.Unknown>(await w.FindAsync("a"));
        })),
        TestCase("are kept while the issuer is away, but not for longer than ten minutes", () => With(async w =>
        {
            await w.FindAsync("a");
            w.Issuer.Instead = context => Status(context, 503);
            w.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
            Assert.IsType<KeyAnswer.Found>(await w.FindAsync("a"));
            w.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.IsType<KeyAnswer.Unavailable>(await w.FindAsync("a"));
        })),
        TestCase("are back ten seconds after the issuer is", () => With(async w =>
        {
            w.Issuer.Instead = context => Status(context, 503);
            Assert.IsType<KeyAnswer.Unavailable>(await w.FindAsync("a"));
            w.Issuer.Instead = null;
            Assert.IsType<KeyAnswer.Unavailable>(await w.FindAsync("a"));
            w.Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.IsType<KeyAnswer.Found>(await w.FindAsync("a"));
        })),
        TestList("are not taken from an issuer that",
            [.. Bad.Select(bad => TestCase(bad.Name, () => With(async w =>
            {
                w.Issuer.Instead = context => bad.AnswerAsync(w, context);
                Assert.IsType<KeyAnswer.Unavailable>(await w.FindAsync("a"));
                Assert.Contains(w.Log.Lines, line => line.EndsWith($": {bad.Reason} ", StringComparison.Ordinal));
                Assert.DoesNotContain(w.Log.Lines, line => line.Contains("canary", StringComparison.Ordinal));
            })))]),
        TestCase("are not waited for longer than five seconds", () => With(async w =>
        {
            var arrived = new TaskCompletionSource();
            w.Issuer.Instead = context =>
            {
                arrived.SetResult();
                return NeverAnswer(context);
            };
            var waiting = w.FindAsync("a");
            await arrived.Task;
            Assert.False(waiting.IsCompleted);
            w.Clock.Advance(TimeSpan.FromSeconds(5));
            Assert.IsType<KeyAnswer.Unavailable>(await waiting);
        })),
        TestCase("are not waited for by a caller that has gone", () => With(async w =>
        {
            w.Issuer.Instead = NeverAnswer;
            using var gone = new CancellationTokenSource();
            var waiting = w.FindAsync("a", gone.Token);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        })),
        TestList("are never fetched from",
            [.. Unsafe.Select(address => TestCase(address, () =>
            {
                var refused = Assert.Throws<ArgumentException>(() => new IssuerRules(address));
                Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
            }))]),
        TestCase("are never fetched from here for an issuer elsewhere", () =>
        {
            var rules = new IssuerRules("https://issuer.example");
            Assert.True(rules.MayAsk(new("https://keys.example/jwks")));
            Assert.False(rules.MayAsk(new("http://127.0.0.1:8080/jwks")));
            Assert.False(rules.MayAsk(new("file:///etc/passwd")));
        }),
        TestCase("rotate under load and no good token is refused", () => With(async w =>
        {
            const int rounds = 12;
            var current = w.A;
            var (good, bad) = (0, 0);
            using var done = new CancellationTokenSource();
            var validator = new TokenValidator(new(w.Issuer.Address, "records", ES256), w.Subject, w.Clock);
            var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    var token = Volatile.Read(ref current).Sign(ES256, w.Payload());
                    if (await validator.ValidateAsync(token, default) is TokenVerdict.Valid)
                        Interlocked.Increment(ref good);
                    else
                        Interlocked.Increment(ref bad);
                }
            })).ToList();

            for (var round = 0; round < rounds; round++)
            {
                var before = Volatile.Read(ref good) + Volatile.Read(ref bad);
                await Patience.UntilAsync(() => Volatile.Read(ref good) + Volatile.Read(ref bad) >= before + 200);

                // Keys stay as long as their tokens live, as every issuer has it.
                w.Clock.Advance(TimeSpan.FromSeconds(61));
                var next = TestKey.Ec($"round-{round}");
                w.Issuer.Keys = [.. w.Issuer.Keys, next];
                Volatile.Write(ref current, next);
            }

            await done.CancelAsync();
            await Task.WhenAll(callers);
            Assert.Equal(0, bad);
            Assert.True(good >= 200 * rounds);
        })));

    private static (string Name, string Reason, Func<World, HttpContext, Task> AnswerAsync)[] Bad =>
    [
        ("says it is another", "another-issuer", (w, context) => context.Response.WriteAsync(
            $$"""{"issuer":"{{w.Issuer.Address}}/","jwks_uri":"{{w.Issuer.Address}}/keys"}""")),
        ("says who it is twice", "no-discovery-document", (w, context) => context.Response.WriteAsync(
            $$"""{"issuer":"canary","issuer":"{{w.Issuer.Address}}","jwks_uri":"{{w.Issuer.Address}}/keys"}""")),
        ("sends us to a far address in clear", "unsafe-address", (w, context) => context.Response.WriteAsync(
            $$"""{"issuer":"{{w.Issuer.Address}}","jwks_uri":"http://169.254.169.254/keys"}""")),
        ("sends us to a file", "unsafe-address", (w, context) => context.Response.WriteAsync(
            $$"""{"issuer":"{{w.Issuer.Address}}","jwks_uri":"file:///etc/passwd"}""")),
        ("says no address", "unsafe-address",
            (w, context) => context.Response.WriteAsync($$"""{"issuer":"{{w.Issuer.Address}}"}""")),
        ("redirects", "no-discovery-document", (w, context) =>
        {
            context.Response.Redirect(context.Request.Path + "x");
            return Task.CompletedTask;
        }),
        ("redirects to its keys", "no-key-set", (w, context) =>
        {
            if (context.Request.Path != "/keys")
                return w.AnswerDiscovery(context);
            context.Response.Redirect("/other-keys");
            return Task.CompletedTask;
        }),
        ("talks without end", "no-key-set", async (w, context) =>
        {
            if (context.Request.Path != "/keys")
            {
                await w.AnswerDiscovery(context);
                return;
            }
            for (var i = 0; i < 100 && !context.RequestAborted.IsCancellationRequested; i++)
                await context.Response.WriteAsync(new string(' ', 8192));
            await w.AnswerKeys(context);
        }),
        ("talks nonsense", "no-discovery-document", (_, context) => context.Response.WriteAsync("<html>canary")),
        ("hangs up", "unreachable", (_, context) =>
        {
            context.Abort();
            return Task.CompletedTask;
        }),
    ];

    private static string[] Unsafe =>
    [
        "http://issuer.example", "http://169.254.169.254", "http://127.0.0.1.example", "http://localhost.example",
        "http://[::ffff:10.0.0.1]", "ftp://localhost", "file:///etc/passwd", "https://user:secret@issuer.example",
        "issuer", "",
    ];

    private static async Task NeverAnswer(HttpContext context) =>
        await Task.Delay(Timeout.Infinite, context.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static async Task With(Func<World, Task> body)
    {
        var a = TestKey.Ec("a");
        await using var issuer = await TestIssuer.StartAsync(a);
        var clock = new ManualClock(new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
        var log = new LogLines();
        using var logs = new LoggerFactory([log]);
        await using var keys = new IssuerKeys(new(issuer.Address), clock, logs.CreateLogger<IssuerKeys>());
        await body(new(issuer, clock, log, keys, a, TestKey.Ec("b")));
    }

    private sealed record World(
        TestIssuer Issuer, ManualClock Clock, LogLines Log, IssuerKeys Subject, TestKey A, TestKey B)
    {
        public IssuerKeys Keys(IssuerRules rules) =>
            new(rules, Clock, new LoggerFactory([Log]).CreateLogger<IssuerKeys>());

        public Task<KeyAnswer> FindAsync(string keyId, CancellationToken cancel = default) =>
            Subject.FindAsync(keyId, ES256, cancel).AsTask();

        public Task AnswerKeys(HttpContext context) => context.Response.WriteAsync($$"""{"keys":[{{A.Jwk()}}]}""");

        public Task AnswerDiscovery(HttpContext context) => context.Response.WriteAsync(
            $$"""{"issuer":"{{Issuer.Address}}","jwks_uri":"{{Issuer.Address}}/keys"}""");

        public string Payload()
        {
            var now = Clock.GetUtcNow().ToUnixTimeSeconds();
            return $$"""{"iss":"{{Issuer.Address}}","aud":"records","sub":"p","client_id":"c","iat":{{now}},"exp":{{now + 900}}}""";
        }
    }
}
