using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Records.Actors.Sweeping;
using Records.Storage.Postgres;
using Records.Storage.Uploads;
using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

public sealed class UploadTests : Suite<UploadTests>, ISuite
{
    // A house of its own: these tests count what lies on the disk.
    private static readonly Lazy<Task<TestHouse>> House = new(TestHouse.StartAsync);

    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7 % 256))];

    private static readonly string[] NamesTaken =
    [
        "../../x", "..\\..\\x", "CON", "nul.txt", "/etc/passwd", "a.", ".", "..", "Gebührenbescheid.pdf", "文書.pdf",
        "a;b=c", "a%00b", "a%2fb", "💾.txt", "o'brien \"x\"", "<script>",
    ];

    private static readonly string[] NamesRefused =
    [
        "a\0b", "a\r\nX-Evil: 1", "a\u202efdp.exe", new('n', 300), "   ", "\u0007", "\u2067x"
    ];

    private static readonly (byte[] Bytes, string Name, string Type)[] Kinds =
    [
        ([.. "%PDF-1.7\n"u8], "bild.png", "application/pdf"),
        ([.. "<html><script>alert(1)</script></html>"u8], "brief.pdf", "application/octet-stream"),
        ([.. "MZ\0\u0003"u8, 0xff, 0xfe], "brief.docx", "application/octet-stream"),
        ([], "leer.pdf", "application/x-empty"),
    ];

    public static Test Tests => TestList("uploads",
        TestCase("201 means stored: hash, size and type of the very bytes, sealed on the disk", StoredAsync),
        TestCase("bytes that are not what was promised are refused, and nothing of them stays",
            () => LeavesNothingAsync(async file =>
            {
                (await SendAsync(file, Bytes, ("Repr-Digest", Promise([1, 2, 3])))).Expect(422, "hash-mismatch");
                foreach (var wrong in new[]
                {
                    "sha-256=", "sha-256=:AAAA:", "md5=:AAAA:", $"sha-256=:{new string('!', 44)}:", "x"
                })
                    (await SendAsync(file, Bytes, ("Repr-Digest", wrong))).Expect(400, "digest-malformed");
            })),
        TestCase("more than the longest document is refused, told or not, and nothing of it stays",
            () => LeavesNothingAsync(async file =>
            {
                var tooLong = new byte[TestHouse.UploadBytes + 1];
                await RefusedWhileSendingAsync(() => SendAsync(file, tooLong));
                using var untold = new StreamContent(new InPieces(tooLong, [64_000]));
                await RefusedWhileSendingAsync(() =>
                    file.Clerk.SendAsync(
                        HttpMethod.Post, $"{file.Path}/uploads", HouseApp.Upload(untold, "attachment; filename=a")));
            })),
        TestCase("the longest document is taken", async () =>
            (await SendAsync(await NewFileAsync(), new byte[TestHouse.UploadBytes])).Expect(201)),
        TestEach("a strange name is metadata and nothing else", NamesTaken, StrangeNameAsync),
        TestEach("a name that cannot be shown is refused",
            NamesRefused.Select(Shown), name => LeavesNothingAsync(async file =>
            {
                var disposition =
                    $"attachment; filename*=UTF-8''{Uri.EscapeDataString(NamesRefused.First(n => Shown(n) == name))}";
                (await file.Clerk.SendAsync(
                    HttpMethod.Post, $"{file.Path}/uploads", HouseApp.Upload(new ByteArrayContent([1]), disposition)))
                        .Expect(422, "name-missing");
            })),
        TestCase("a name is needed", () => LeavesNothingAsync(async file =>
        {
            foreach (var none in new[]
            {
                null, "attachment", "attachment; filename=\"\"", "attachment; filename*=UTF-8''", "\"", ";;"
            })
                (await file.Clerk.SendAsync(
                    HttpMethod.Post, $"{file.Path}/uploads", HouseApp.Upload(new ByteArrayContent([1]), none)))
                        .Expect(422, "name-missing");
        })),
        TestEach("the type is told by the bytes",
            Kinds.Select(kind => $"{kind.Name} that is {kind.Type}"), async kind =>
            {
                var (bytes, name, type) = Kinds.First(k => $"{k.Name} that is {k.Type}" == kind);
                var file = await NewFileAsync();
                var answer = await file.Clerk.SendAsync(
                    HttpMethod.Post, $"{file.Path}/uploads",
                    HouseApp.Upload(new ByteArrayContent(bytes), $"attachment; filename=\"{name}\""));
                Assert.Equal(type, (string?)answer.Expect(201).Body["mediaType"]);
            }),
        TestCase("what was uploaded to one file cannot be filed in another", async () =>
        {
            var (file, other) = (await NewFileAsync(), await NewFileAsync());
            var upload = await file.Clerk.UploadAsync(file.Path, Bytes);
            (await file.Clerk.PostAsync($"{other.Matter}/documents", Filing(upload)))
                .Expect(422, "unknown-upload", "/upload");
            (await file.Clerk.PostAsync($"{file.Matter}/documents", Filing(upload))).Expect(201);
        }),
        TestCase("filed by twenty at once it is one document", FiledByManyAsync),
        TestCase("after a day it cannot be filed, after two its bytes are gone", ExpiryAsync),
        TestCase("the sweep leaves what was filed, whatever its row says", SweptFiledAsync),
        TestSlow("a client that hangs up leaves no bytes and no row", AbortAsync));

    private static async Task StoredAsync()
    {
        var file = await NewFileAsync();
        await WhenAllIsReadAsync(file);
        var objects = file.Clerk.Town.Objects;
        var stored = (await SendAsync(file, Bytes, ("Repr-Digest", Promise(Bytes)))).Expect(201);
        Assert.Equal(
            (Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(Bytes))),
            ((int)stored.Body["sizeBytes"]!, (string)stored.Body["sha256"]!));
        var added = Assert.Single(file.Clerk.Town.Objects.Except(objects));
        Assert.Equal(((Guid)stored.Body["upload"]!).ToString("N"), Path.GetFileName(added));
        Assert.True(
            File.ReadAllBytes(added).AsSpan().IndexOf(Bytes.AsSpan(0, 64)) < 0, "the bytes lie in clear on the disk");
    }

    private static async Task StrangeNameAsync(string name)
    {
        var file = await NewFileAsync();
        var disposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(name)}";
        var upload =
            (await file.Clerk.SendAsync(
                HttpMethod.Post, $"{file.Path}/uploads", HouseApp.Upload(new ByteArrayContent([1]), disposition)))
                    .Expect(201);
        Assert.Equal(name, (string?)upload.Body["originalName"]);
        var document = $"{file.Path}/documents/{(await file.Clerk.PostAsync($"{file.Matter}/documents", Filing((string)upload.Body["upload"]!))).Expect(201).Id}";

        var content = (await file.Clerk.GetAsync($"{document}/versions/1/content")).Expect(200);
        var told = ContentDispositionHeaderValue.Parse(content.Header("Content-Disposition")!);
        Assert.Equal(("attachment", name), (told.DispositionType, told.FileNameStar));
    }

    private static async Task FiledByManyAsync()
    {
        var file = await NewFileAsync();
        var upload = await file.Clerk.UploadAsync(file.Path, Bytes);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => file.Clerk.PostAsync($"{file.Matter}/documents", Filing(upload))));
        Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers, answer =>
            Assert.True(
                answer.Status == 201 || answer.Code is "upload-already-filed" or "unknown-upload", answer.Text));
        Assert.Equal(2, (await file.Clerk.GetAsync(file.Matter)).Body["documents"]!.AsArray().Count);
    }

    private static async Task ExpiryAsync()
    {
        var file = await NewFileAsync();
        var upload = await file.Clerk.UploadAsync(file.Path, Bytes);
        var clock = new SetClock { Offset = TimeSpan.FromHours(24.5) };
        var house = await House.Value;
        var tenant = house.Tenant("musterstadt");
        await using var database = file.Clerk.Town.Database.Open();
        var uploads = new PostgresUploads(database, clock);
        var sweeper = new UploadSweeper(
            uploads, new ObjectClaims(tenant.Store, tenant.Id), tenant.ObjectStore, TimeSpan.FromDays(1), clock,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var lease = (await new PostgresLeases(database).TakeAsync(
            $"{Guid.NewGuid()}", TimeSpan.FromHours(1), CancellationToken.None))!;

        Assert.Null(await uploads.FindAsync(new(Guid.Parse(file.Id)), new(Guid.Parse(upload)), CancellationToken.None));
        await sweeper.SweepAsync(lease, CancellationToken.None);
        Assert.Contains(file.Clerk.Town.Objects, path =>
            path.EndsWith(Guid.Parse(upload).ToString("N"), StringComparison.Ordinal));
        clock.Offset = TimeSpan.FromHours(48.5);
        var over = lease with { Term = new(lease.Term.Value + 1) };
        Assert.False(await uploads.RemoveAsync(over, new(Guid.Parse(upload)), CancellationToken.None));
        Assert.True(await sweeper.SweepAsync(lease, CancellationToken.None) > 0);
        Assert.DoesNotContain(file.Clerk.Town.Objects, path =>
            path.EndsWith(Guid.Parse(upload).ToString("N"), StringComparison.Ordinal));
        (await file.Clerk.PostAsync($"{file.Matter}/documents", Filing(upload)))
            .Expect(422, "unknown-upload", "/upload");

        var aged = await file.Clerk.UploadAsync(file.Path, Bytes);
        await file.Clerk.Town.Database.AsAdministratorAsync(
            $"update upload set uploaded_at = uploaded_at - interval '25 hours' where object = '{aged}'");
        (await file.Clerk.PostAsync($"{file.Matter}/documents", Filing(aged))).Expect(422, "unknown-upload", "/upload");
    }

    // A crash between the event and the end of the row: the claim keeps the bytes.
    private static async Task SweptFiledAsync()
    {
        var file = await NewFileAsync();
        var upload = await file.Clerk.UploadAsync(file.Path, Bytes);
        await file.Clerk.Town.Database.AsAdministratorAsync(
            $"create table kept as select * from upload where object = '{upload}'");
        var document = $"{file.Path}/documents/{(await file.Clerk.PostAsync($"{file.Matter}/documents", Filing(upload))).Expect(201).Id}";
        await file.Clerk.Town.Database.AsAdministratorAsync("insert into upload select * from kept; drop table kept");
        (await file.Clerk.PostAsync($"{file.Matter}/documents", Filing(upload)))
            .Expect(409, "upload-already-filed", "/upload");

        var tenant = (await House.Value).Tenant("musterstadt");
        await using var database = file.Clerk.Town.Database.Open();
        var clock = new SetClock { Offset = TimeSpan.FromDays(3) };
        var sweeper = new UploadSweeper(
            new PostgresUploads(database, clock), new ObjectClaims(tenant.Store, tenant.Id), tenant.ObjectStore,
            TimeSpan.FromDays(1), clock, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var lease = (await new PostgresLeases(database).TakeAsync(
            $"{Guid.NewGuid()}", TimeSpan.FromHours(1), CancellationToken.None))!;
        await sweeper.SweepAsync(lease, CancellationToken.None);
        Assert.Equal(Bytes, (await file.Clerk.GetAsync($"{document}/versions/1/content")).Expect(200).Bytes);
    }

    private static async Task AbortAsync()
    {
        await using var house = await TestHouse.StartAsync();
        var file = await HouseFile.NewAsync(house);
        await WhenAllIsReadAsync(file);
        var objects = file.Clerk.Town.Objects;
        for (var pieces = 1; pieces <= 3; pieces++)
        {
            using var hangUp = new CancellationTokenSource();
            var left = pieces;
            using var content = new StreamContent(
                new InPieces(new byte[1 << 20], [200_000], () =>
                    --left > 0 ? Task.CompletedTask : hangUp.CancelAsync()));
            using var request = new HttpRequestMessage(
                HttpMethod.Post, new Uri($"/t/musterstadt/v1/{file.Path}/uploads", UriKind.Relative))
            {
                Content = HouseApp.Upload(content, "attachment; filename=a"),
                Headers = { Authorization = new("Bearer", file.Clerk.Token) },
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => house.Http.SendAsync(request, hangUp.Token));
        }

        // Stopping waits for the last request, so nothing is left to happen.
        await house.StopAsync();
        Assert.Equal(objects, file.Clerk.Town.Objects);
        Assert.Equal(0L, await file.Clerk.Town.Database.AsAdministratorAsync("select count(*) from upload"));
        await house.StartAgainAsync();
    }

    // The server may hang up before everything is sent; the client then sees the broken connection or the answer.
    private static async Task RefusedWhileSendingAsync(Func<Task<HouseAnswer>> send)
    {
        try
        {
            (await send()).Expect(413, "content-too-large");
        }
        catch (HttpRequestException e) when (e.InnerException is IOException)
        {
        }
    }

    private static async Task LeavesNothingAsync(Func<HouseFile, Task> body)
    {
        var file = await NewFileAsync();
        await WhenAllIsReadAsync(file);
        var objects = file.Clerk.Town.Objects;
        await body(file);
        // Where the server hung up first, it may still be putting things away when the client has its answer.
        for (var round = 0; round < Rounds && !objects.SequenceEqual(file.Clerk.Town.Objects); round++)
            await file.Clerk.GetAsync("case-files?limit=1");
        Assert.Equal(objects, file.Clerk.Town.Objects);
        Assert.Equal(
            0L, await file.Clerk.Town.Database.AsAdministratorAsync(
                $"select count(*) from upload where stream = '{file.Id}'"));
    }

    private const int Rounds = 1000;

    // The robot stores what it reads as objects too; here it must have done its work. Each round waits for its next
    // event.
    private static async Task WhenAllIsReadAsync(HouseFile file)
    {
        for (var round = 0; round < Rounds
            && file.Clerk.Town.Objects.Any(path => path.Contains("/unfinished/", StringComparison.Ordinal)); round++)
            await file.Clerk.GetAsync("case-files?limit=1");
        await file.Clerk.WhenAllIsReadAsync();
    }

    private static Task<HouseAnswer> SendAsync(HouseFile file, byte[] bytes, params (string, string?)[] headers) =>
        file.Clerk.SendAsync(
            HttpMethod.Post, $"{file.Path}/uploads",
            HouseApp.Upload(new ByteArrayContent(bytes), "attachment; filename=\"brief.txt\""), headers);

    private static string Promise(byte[] bytes) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:";

    private static string Shown(string name) => JsonValue.Create(name.Length > 20 ? name[..20] : name).ToJsonString();

    private static async Task<HouseFile> NewFileAsync() => await HouseFile.NewAsync(await House.Value);
}
