using Records.Actors;
using Records.Api.Calls;
using Records.Core.CaseFiles;
using Records.Core.Ports;
using Records.Storage.Views;

namespace Records.Api.CaseFiles;

/// <summary>
/// Reading the past: what the file was at a moment, made from its events. Today's rights apply to the past too (R56).
/// </summary>
internal static class CaseFileHistory
{
    /// <summary>The problem to answer when the caller sees no such file; null when they do.</summary>
    public static async Task<IResult?> HiddenAsync(Call call, Guid id)
    {
        var (state, _, _, _) = await call.Tenant.Files.LookAsync(new(id), call.Cancel);
        return call.Hides(state)?.ToProblem();
    }

    /// <summary>
    /// The file as far as its events can be read, and the first that cannot; null when all can. Where one cannot,
    /// nobody knows whether it changed who may read what came after it.
    /// </summary>
    public static async Task<(CaseFile State, StreamVersion? Unreadable)> ReadableAsync(Call call, Guid id)
    {
        try
        {
            return ((await call.Tenant.Files.LookAsync(new(id), call.Cancel)).State, null);
        }
        catch (Exception fault) when (EventFault.Of(fault) is not null)
        {
            return await FoldAsync(call, id);
        }
    }

    private static async Task<(CaseFile State, StreamVersion? Unreadable)> FoldAsync(Call call, Guid id)
    {
        var (state, journal, version) = (CaseFileDecider.Initial, call.Tenant.Files.Journal, StreamVersion.None);
        try
        {
            await foreach (var recorded in journal.ReadAsync(new(id), StreamVersion.None, call.Cancel))
                (state, version) = (CaseFileDecider.Evolve(state, recorded.Event), recorded.Stored.Version);
            return (state, null);
        }
        catch (Exception fault) when (EventFault.Of(fault) is not null)
        {
            return (state, version.Plus(1));
        }
    }

    public static async Task<IResult> AsOfAsync(Call call, Guid id, Moment moment)
    {
        if (await HiddenAsync(call, id) is { } hidden)
            return hidden;

        var (sheet, position) = (default(CaseFileSheet), Position.None);
        await foreach (var recorded in call.Tenant.Files.Journal.ReadAsync(
            new StreamId(id), StreamVersion.None, call.Cancel))
        {
            if (recorded.Stored.RecordedAt > moment)
                break;
            sheet = SheetFold.Apply(sheet, recorded.Event, recorded.Stored, recorded.Stamp);
            position = recorded.Stored.Position;
        }

        if (sheet is null)
            return CaseFileRefusals.NotOpened.ToProblem();
        call.Reflects(position.Value);
        return Answers.Json(CaseFileContracts.Answer(
            sheet, position.Value, KeepingAnswer.Of(sheet.CaseFile, null, null), links: null));
    }
}
