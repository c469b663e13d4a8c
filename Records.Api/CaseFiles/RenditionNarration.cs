using System.Diagnostics;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Renditions;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Storage.Json;
using static Records.Api.CaseFiles.EventNarration;
using static Records.Core.CaseFiles.Renditions.RenditionsEvent;

namespace Records.Api.CaseFiles;

/// <summary>What the events of renditions mean to a person.</summary>
internal static class RenditionNarration
{
    public static EventNarration Of(RenditionsEvent happened) => happened switch
    {
        RenditionAdded e => On(
            e.Kind switch
            {
                RenditionKind.CleanCopy => "finalisiert",
                RenditionKind.LongTerm => "in ein Langzeitformat umgewandelt",
                RenditionKind.Searchable => "durchsuchbare Fassung beigelegt",
                _ => throw new UnreachableException($"{e.Kind} has no words."),
            }, e.Document,
            [
                new("rendition", null, $"{e.Rendition.Value}"), new("version", null, Text(e.Version)),
                new("kind", null, StoredWord.Of(e.Kind)), .. Content(e.Content), .. How(e.Making),
            ]),
        RenditionRetired e => On(
            e.Kind is RenditionKind.CleanCopy ? "Finalisierung aufgehoben" : "Formatkopie zurückgezogen", e.Document,
            [new("rendition", $"{e.Rendition.Value}", null)]),
        RedactedFiled e => On("geschwärzte Fassung zum Vorgang genommen", e.Document,
            [
                new("source", null, $"{e.Source.Value}"), new("version", null, Text(e.Version)),
                new("areas", null, Text(e.Areas.Count)), .. Remark("reason", e.Reason),
                new("legalGround", null, e.LegalGround), .. e.Fields, .. Content(e.Content), .. How(e.Making),
            ]),
        _ => throw new UnreachableException($"{happened.GetType().Name} has no words."),
    };

    private static ValueList<FieldChange> How(Making making) =>
    [
        new("format", null, making.Format), new("tool", null, making.Tool),
        .. making.Checks.Select(check => new FieldChange("check", null, check)),
    ];

    private static EventNarration On(string action, DocumentId document, ValueList<FieldChange> changes) =>
        new(action, "document", document.Value, changes);
}
