using Microsoft.AspNetCore.Http.Features;
using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.CaseFiles;
using Records.Api.Tenants;
using Records.Core.Access;
using Records.Core.Deciding;
using Records.Core.Ports;
using Records.Core.Proofs;

namespace Records.Api.Log;

/// <summary>
/// The published log of a tenant under the paths of the standard (C2SP tlog-tiles), and the proof of single events. The
/// log tells how much happened and when, and nothing of what; whether everybody may read it is the tenant's choice.
/// </summary>
internal static class LogEndpoints
{
    private const string Text = "text/plain; charset=utf-8", Bytes = "application/octet-stream";

    extension(IEndpointRouteBuilder routes)
    {
        public void MapLog()
        {
            var log = routes.MapGroup("/log").WithTags("Prüfpunkte").WithMetadata(new PublishedWhereAllowed());
            log.MapGet("/checkpoint", CheckpointAsync).Needs(Act.ReadHistory)
                .Produces<string>(200, Text).Produces<ProblemDocument>(400, Problem.MediaType)
                .WithName("getCheckpoint")
                .WithSummary("Der neueste Prüfpunkt, unterschrieben (the newest signed checkpoint)");
            log.MapGet("/key", Key).Needs(Act.ReadHistory)
                .Produces<string>(200, Text).Produces<ProblemDocument>(400, Problem.MediaType)
                .WithName("getLogKey")
                .WithSummary("Der öffentliche Schlüssel der Prüfpunkte (the public key of the checkpoints)");
            log.MapGet("/tile/{**path}", TileAsync).Needs(Act.ReadHistory)
                .Produces<Stream>(200, Bytes).Produces<ProblemDocument>(400, Problem.MediaType)
                .WithName("getTile")
                .WithSummary("Ein Stück des Protokolls: Hashes oder Einträge (a tile of the log: hashes or entries)");
            routes.MapGet("/case-files/{id:guid}/history/{version:int}/proof", ProofAsync)
                .Needs(Act.ReadHistory).WithTags("Prüfpunkte")
                .Produces<string>(200, Text).Produces<ProblemDocument>(400, Problem.MediaType)
                .WithName("getProof")
                .WithSummary("Beweis, dass ein Ereignis im Protokoll steht (proof that an event is in the log)");
        }
    }

    private static async Task<IResult> CheckpointAsync(HttpContext http, CancellationToken cancel)
    {
        var tenant = TenantOf(http);
        if (await tenant.Log.Tiles.NewestAsync(cancel) is not { } note)
            return Problems.NotFound;
        // Nobody is told an older one for longer than a new one takes to come.
        http.Response.Headers.CacheControl = tenant.PublishesLog ? "public, max-age=5" : "private, no-store";
        return Results.Bytes(note.ToBytes(), Text);
    }

    // Convenient and no more: whoever does not trust this server has the key from elsewhere.
    private static IResult Key(HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Text($"{TenantOf(http).Log.Key}\n");
    }

    private static async Task<IResult> TileAsync(HttpContext http, string path, CancellationToken cancel)
    {
        var tenant = TenantOf(http);
        if (!Tile.TryParse($"tile/{path}", out var tile)
            || await tenant.Log.Tiles.ReadAsync(tile, cancel) is not { } bytes)
            return Problems.NotFound;
        http.Response.Headers.CacheControl =
            $"{(tenant.PublishesLog ? "public" : "private")}, max-age=31536000, immutable";
        return Results.Bytes(bytes, Bytes);
    }

    private static async Task<IResult> ProofAsync(Call call, Guid id, int version)
    {
        var (state, _) = await CaseFileHistory.ReadableAsync(call, id);
        if (call.Hides(state) is { } hidden)
            return hidden.ToProblem();
        if (version < 0 || await FindAsync(call, new(id), new(version)) is not { } stored)
            return Problems.NotFound;

        call.Http.Response.Headers.CacheControl = "private, no-store";
        return await call.Tenant.Log.Published.ProveAsync(stored.Position, call.Cancel) is { } proof
            ? Results.Bytes(proof.ToBytes(), Text)
            : NotYetLogged;
    }

    private static async Task<StoredEvent?> FindAsync(Call call, StreamId stream, StreamVersion version)
    {
        await foreach (var stored in call.Tenant.Store.ReadStreamAsync(
            stream, new(version.Value - 1), call.Cancel).Take(1))
            return stored;
        return null;
    }

    private static Tenant TenantOf(HttpContext http) => (Tenant)http.Features.GetRequiredFeature<ITenantIdentity>();

    private static Problem NotYetLogged { get; } = new(503, "not-yet-logged", "Noch ohne Prüfpunkt",
        "Das Ereignis steht fest, aber noch unter keinem unterschriebenen Prüfpunkt; das dauert nur Sekunden.")
    { RetryAfter = TimeSpan.FromSeconds(5) };
}
