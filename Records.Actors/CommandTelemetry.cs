using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Records.Actors;

/// <summary>
/// Watches the commands of one kind of stream of one tenant: a span for each, and a count by how it ended. It says the
/// command's name and never what was asked, by whom or of which record.
/// </summary>
/// <param name="commands">Counts every command once, by <c>tenant</c>, <c>kind</c> and <c>outcome</c>.</param>
/// <param name="kind">The kind of stream, such as <c>case-file</c>.</param>
public sealed class CommandTelemetry(ActivitySource spans, Counter<long> commands, string tenant, string kind)
{
    /// <summary>The outcome of whatever <paramref name="ask"/> does; its exceptions pass through.</summary>
    public async Task<Outcome<TState>> WatchAsync<TState>(string command, Func<Task<Outcome<TState>>> ask)
    {
        using var span = spans.StartActivity($"command {command}");
        span?.SetTag("records.tenant", tenant).SetTag("records.stream.kind", kind);
        var word = "failed";
        try
        {
            var outcome = await ask();
            word = Word(outcome);
            if (outcome is Outcome<TState>.Done done)
                span?.SetTag("records.position", done.Position.Value);
            return outcome;
        }
        catch (OperationCanceledException)
        {
            // Whoever asked left; the command itself goes on.
            word = "abandoned";
            throw;
        }
        finally
        {
            span?.SetTag("records.outcome", word);
            span?.SetStatus(word == "failed" ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
            commands.Add(1, new("tenant", tenant), new("kind", kind), new("outcome", word));
        }
    }

    private static string Word<TState>(Outcome<TState> outcome) => outcome switch
    {
        Outcome<TState>.Done { Events: 0 } => "already-so",
        Outcome<TState>.Done => "done",
        Outcome<TState>.Possible => "possible",
        Outcome<TState>.Refused => "refused",
        Outcome<TState>.ClaimTaken => "claim-taken",
        Outcome<TState>.AnsweredBefore => "answered-before",
        Outcome<TState>.TermOver => "term-over",
        _ => throw new UnreachableException($"No word for {outcome.GetType().Name}."),
    };
}
