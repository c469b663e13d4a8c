using System.Text;
using System.Text.Json.Nodes;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.FilePlan;
using Records.Core.Ports;
using Records.Core.Retention;
using Records.Storage.Json;
using Records.Tests.CaseFiles;
using Records.Tests.InTray;
using Xunit;

namespace Records.Tests.Storage;

/// <summary>
/// Every event ever stored stays readable, byte for byte. Files in <c>golden/</c> are added to, never changed: one for
/// each type and form ever released. A new one is written by running the tests with RECORDS_WRITE_GOLDEN=1.
/// </summary>
public sealed class StoredFormTests : Suite<StoredFormTests>, ISuite
{
    public static Test Tests => TestList("stored form",
        TestList("case file",
            [.. CaseFileSamples.WholeLife.DistinctBy(e => e.GetType()).Select(e =>
                Golden(new CaseFileEventCodec(), e))]),
        TestList("in-tray", [.. InTraySamples.All.Select(e => Golden(new InTrayEventCodec(), e))]),
        TestList("file plan", [.. FilePlanLife.Select(e => Golden(new FilePlanEventCodec(), e))]),

        TestCase("every file in golden/ is read by a test", () =>
            Assert.Equal(
                Directory.GetFiles(GoldenFolder).Select(Path.GetFileNameWithoutExtension).Order(),
                CaseFileSamples.WholeLife.Select(e => new CaseFileEventCodec().Encode(e).Type)
                    .Concat(InTraySamples.All.Select(e => new InTrayEventCodec().Encode(e).Type))
                    .Concat(FilePlanLife.Select(e => new FilePlanEventCodec().Encode(e).Type))
                    .Concat(OldForms.Select(old => old.Type))
                    .Distinct().Select(type => $"{type.Name}.{type.Form}").Order())),
        TestList("an old form is read as the present one says it", [.. OldForms.Select(old =>
            TestCase(old.Type.ToString(), () => Assert.Equal(
                old.Present, Decoded(old.Type, File.ReadAllBytes(
                    Path.Combine(GoldenFolder, $"{old.Type.Name}.{old.Type.Form}.json"))))))]),

        TestCase("every kind of rendition has its word", () =>
        {
            foreach (var (happened, word) in ((CaseFileEvent, string)[])[
                (CaseFileSamples.LetterFinal, "clean-copy"), (CaseFileSamples.LetterConverted, "long-term"),
                (CaseFileSamples.LetterSearchable, "searchable")])
            {
                var (type, _, content) = new CaseFileEventCodec().Encode(happened);
                Assert.Contains(
                    $"\"kind\":\"{word}\"", Encoding.UTF8.GetString(content.Span), StringComparison.Ordinal);
                Assert.Equal(happened, new CaseFileEventCodec().Decode(type, content.Span));
            }
        }),
        TestCase("an unknown event stops the reader", () =>
            Assert.Throws<UnknownEventException>(() =>
                new CaseFileEventCodec().Decode(new("case-file-teleported", 1), "{}"u8))),
        TestCase("a form from the future stops the reader", () =>
            Assert.Throws<UnknownEventException>(() =>
                new CaseFileEventCodec().Decode(new("case-file-closed", 2), "{}"u8))),
        TestEach("damage is not read as something else",
        [
            """{"matter":"01900000-0000-7000-8000-000000000002","number":1}""",
            """{"matter":"01900000-0000-7000-8000-000000000002","number":1,"fields":[],"colour":"red"}""",
            """{"matter":"01900000-0000-7000-8000-000000000002","number":1,"number":2,"fields":[]}""",
            """{"matter":null,"number":1,"fields":[]}""",
            """{"matter":"01900000-0000-7000-8000-000000000002","number":1,"fields":null}""",
            "null", "[]", "",
        ], json =>
            Assert.ThrowsAny<System.Text.Json.JsonException>(() =>
                new CaseFileEventCodec().Decode(new("matter-opened", 1), Encoding.UTF8.GetBytes(json)))),

        TestCase("an old form is lifted a form at a time", () =>
        {
            var upcasters = new Upcasters(new Dictionary<EventType, Func<JsonObject, JsonObject>>
            {
                [new("retitled", 1)] = old => new() { ["name"] = old["title"]!.DeepClone() },
                [new("retitled", 2)] = old => new() { ["value"] = $"{old["name"]!}!" },
            });
            var codec = new LiftedCodec(upcasters);

            Assert.Equal("x!", codec.Decode(new("retitled", 1), """{"title":"x"}"""u8).Value);
            Assert.Equal("x!", codec.Decode(new("retitled", 2), """{"name":"x"}"""u8).Value);
            Assert.Equal("x", codec.Decode(new("retitled", 3), """{"value":"x"}"""u8).Value);
        }),
        TestCase("an old form without its upcaster stops the reader", () =>
            Assert.Throws<UnknownEventException>(() =>
                new LiftedCodec(Upcasters.None).Decode(new("retitled", 1), "{}"u8))));

    private static readonly FilePlanEntryId Entry = new(new Guid("01900000-0000-7000-8000-000000000011"));
    private static readonly FilePlanEntryId Other = new(new Guid("01900000-0000-7000-8000-000000000012"));
    private static readonly RetentionRule Rule = new(5, null, DisposalType.Archive);

    private static readonly ValueList<FilePlanEvent> FilePlanLife =
    [
        new FilePlanEvent.FilePlanCreated(
            new(new Guid("01900000-0000-7000-8000-000000000010")), "Kommunaler Aktenplan", new(2020, 1, 1)),
        new FilePlanEvent.FilePlanEntryAdded(
            Entry, null, new("63.2"), "Bauanträge", Rule, IsLeaf: true, new DateOnly(2026, 1, 1)),
        new FilePlanEvent.FilePlanEntryRetitled(Entry, "Bauanträge", "Bauanträge und Anzeigen"),
        new FilePlanEvent.FilePlanEntryEdited(
            Entry, new("Bauanträge", null, []), new("Bauanträge", "Anträge nach LBO", [Other])),
        new FilePlanEvent.FilePlanEntryRuled(Entry, Rule, null),
        new FilePlanEvent.FilePlanEntryIntakeSet(Entry, null, false),
        new FilePlanEvent.FilePlanEntryFieldsDeclared(Entry, [],
        [
            new(ObjectKind.Matter, "procedure", "Verfahren", FieldKind.Choice, 100, IsRequired: true,
                ["vereinfacht", "Kenntnisgabe"]),
        ]),
        new FilePlanEvent.FilePlanEntryAppraised(
            Entry, DisposalType.Appraise, DisposalType.Archive,
            new(new Guid("01900000-0000-7000-8000-000000000008")), "Stadtbildprägende Bauvorhaben"),
        new FilePlanEvent.FilePlanVersionBegun(2, new(2027, 1, 1), [Other]),
        new FilePlanEvent.FilePlanEntryRemoved(Other, new("63.9")),
        new FilePlanEvent.FilePlanEntryRetired(Entry, new(2026, 12, 31)),
        new FilePlanEvent.FilePlanEntryTookFiles(Entry),
    ];

    // Released once and written no more; their golden files stay for ever.
    private static readonly (EventType Type, object Present)[] OldForms =
    [
        (new("matter-opened", 1), new CaseFileEvent.MatterOpened(
            CaseFileSamples.FirstMatter, 1, [new("subject", null, "Ausschreibung")], null, null)),
        (new("file-plan-entry-added", 1), new FilePlanEvent.FilePlanEntryAdded(
            Entry, null, new("63.2"), "Bauanträge", Rule, IsLeaf: false, ValidFrom: null)),
    ];

    private static object Decoded(EventType type, byte[] golden) =>
        new FilePlanEventCodec().Forms.Any(form => form.Type.Name == type.Name)
            ? new FilePlanEventCodec().Decode(type, golden)
            : new CaseFileEventCodec().Decode(type, golden);

    private static Test Golden<TEvent>(EventCodec<TEvent> codec, TEvent sample) where TEvent : notnull
    {
        var encoded = codec.Encode(sample);
        var path = Path.Combine(GoldenFolder, $"{encoded.Type.Name}.{encoded.Type.Form}.json");
        return TestCase(encoded.Type.ToString(), () =>
        {
            if (Environment.GetEnvironmentVariable("RECORDS_WRITE_GOLDEN") == "1" && !File.Exists(path))
                File.WriteAllBytes(path, encoded.Content.Span);

            var golden = File.ReadAllBytes(path);
            Assert.Equal(Encoding.UTF8.GetString(golden), Encoding.UTF8.GetString(encoded.Content.Span));
            Assert.Equal(sample, codec.Decode(encoded.Type, golden));
        });
    }

    private static string GoldenFolder => Path.Combine(AppContext.BaseDirectory, "../../../../Records.Tests/golden");

    private sealed record Lifted(string Value);

    private sealed class LiftedCodec(Upcasters upcasters)
        : EventCodec<Lifted>([StoredForm.Evidence<Lifted>("retitled", 3)], upcasters);
}
