namespace Records.Api.Narration;

/// <summary>
/// Tells whoever started a command what it is doing: sentences and progress bars for a person, one JSON object a
/// line for a program (<c>--json</c>). Standard output belongs to the narrator; logs go to standard error.
/// </summary>
public interface INarrator
{
    /// <summary>Something happened or was found out.</summary>
    /// <param name="happening">A stable name for programs: <c>ready</c>, <c>migrated</c>.</param>
    /// <param name="sentence">The same for a person; may have several lines.</param>
    /// <param name="figures">What the sentence speaks of, as named values for programs.</param>
    void Tell(string happening, string sentence, params ReadOnlySpan<Figure> figures);

    /// <summary>
    /// Does a long piece of work and shows how far it has come. The work reports how much is done of the total.
    /// </summary>
    Task<T> FollowAsync<T>(string title, long total, Func<IProgress<long>, Task<T>> work);
}

/// <summary>
/// A named value of a sentence, with the unit at the end of its name: <c>events</c>, <c>durationMs</c>.
/// </summary>
public readonly record struct Figure(string Name, object Value);
