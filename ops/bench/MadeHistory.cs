using Records.Core.CaseFiles;
using Records.Core.Documents;
using Records.Core.FilePlan;
using Records.Core.History;
using Records.Core.People;
using Records.Core.Ports;
using Records.Core.Retention;

namespace Records.Bench;

/// <summary>
/// What happens to a busy case file: matters with a dozen documents each; every document is filed, read, described and
/// replaced by a better scan, and the matter is closed before the next one begins.
/// </summary>
internal static class MadeHistory
{
    private const int DocumentsOfAMatter = 12;

    public static Stamp Stamp { get; } = new(
        new(new(Guid.NewGuid()), null, new(Guid.NewGuid()), Role.Clerk, "bauportal", ActorKind.Person),
        Guid.NewGuid(), null, null, null);

    /// <summary>The first so many events of such a file.</summary>
    public static IReadOnlyList<CaseFileEvent> OfFile(int events, int seed) => [.. Endless(new(seed)).Take(events)];

    private static IEnumerable<CaseFileEvent> Endless(Ids ids)
    {
        var rule = RetentionRule.Default;
        yield return new CaseFileEvent.CaseFileOpened(
            new("63.2-2026/0417"), new(ids.Next()), rule, new(ids.Next()), new(3), new(ids.Next()),
            [new("subject", null, "Brückensanierung Südring, Los 2"), new("remark", null, "Landesmittel bewilligt")]);
        for (var number = 1; ; number++)
        {
            var matter = new MatterId(ids.Next());
            yield return new CaseFileEvent.MatterOpened(
                matter, number, [new("subject", null, $"Anhörung der Anlieger, Abschnitt {number}")], null,
                new($"63.2-2026/0417-{number:00}"));
            for (var i = 1; i <= DocumentsOfAMatter; i++)
                foreach (var happened in OfDocument(matter, new(ids.Next()), i, ids))
                    yield return happened;
            yield return new CaseFileEvent.MatterClosed(
                matter, new(2026, 3, 5), rule, new(new(2036, 12, 31), new DateOnly(2046, 12, 31)));
        }
    }

    private static IEnumerable<CaseFileEvent> OfDocument(MatterId matter, DocumentId id, int number, Ids ids)
    {
        yield return new CaseFileEvent.DocumentFiled(
            matter, id, DocumentKind.Incoming,
            [
                new("subject", null, $"Stellungnahme zum Lageplan, Blatt {number}"),
                new("letterDate", null, "2026-03-01"), new("receivedOn", null, "2026-03-05"),
            ],
            Content(ids));
        yield return new CaseFileEvent.TextNoted(id, 1, new(
            new(ids.Next()), 2, 2, 94, 5120, Digest.Of(ids.Next().ToByteArray()), Digest.Of(ids.Next().ToByteArray()),
            "tesseract 5.3.0 deu"));
        yield return new CaseFileEvent.DocumentDescribed(id, [new("letterDate", "2026-03-01", "2026-03-02")]);
        yield return new CaseFileEvent.VersionAdded(id, 2, Content(ids), "besser gescannt");
    }

    private static DocumentContent Content(Ids ids) => new(
        new(ids.Next()), MediaType.Pdf, 972_356, Digest.Of(ids.Next().ToByteArray()),
        Digest.Of(ids.Next().ToByteArray()), "Stellungnahme Südring.pdf");

    /// <summary>Ids that are the same in every run.</summary>
    private sealed class Ids(int seed)
    {
        private int last;

        public Guid Next()
        {
            var digest = Digest.Of([.. BitConverter.GetBytes(seed), .. BitConverter.GetBytes(++last)]);
            return new(digest.ToBytes().AsSpan(0, 16));
        }
    }
}
