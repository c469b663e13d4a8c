using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Xunit;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

[Rules.RulesOfCore]
public sealed class FieldTests : Suite<FieldTests>, ISuite
{
    public static Test Tests => TestList("R10 fields",
        TestEach("of every object of a kind are in the table:", Enum.GetValues<ObjectKind>(), kind => Assert.Equal(
            [.. Own(kind), .. Everywhere],
            CaseFileFields.Of(kind).Select(rule => (
                rule.Name, rule.German, rule.Kind, rule.MaxLength, rule.IsRequired, string.Join(' ', rule.Choices))))),

        TestEach("take the words of their code list", Choices, choice =>
        {
            foreach (var word in choice.Rule.Choices)
                Given(Opened)
                    .When(new DescribeCaseFile(new(1), [new(choice.Rule.Name, word), new("location", "Keller")]))
                    .Then(new CaseFileDescribed(
                        [new(choice.Rule.Name, null, word), new("location", null, "Keller")]));
        }),
        TestEach("take no other word", Choices, choice =>
        {
            foreach (var word in new[] { "other", choice.Rule.Choices[0].ToUpperInvariant(), "0" })
                Given(Opened).When(new DescribeCaseFile(new(1), [new(choice.Rule.Name, word)]))
                    .ThenRefused("field-not-a-choice", $"/fields/{choice.Rule.Name}");
        }),
        TestEach("what is on paper lies somewhere", ["hybrid", "paper"], medium =>
        {
            Given(Opened).When(new DescribeCaseFile(new(1), [new("medium", medium)])).ThenRefused(LocationMissing);
            Given(Opened, MatterBegun).When(new DescribeMatter(FirstMatter, new(1), [new("medium", medium)]))
                .ThenRefused(LocationMissing);
            Given(Opened, MatterBegun, LetterFiled).When(new DescribeDocument(Letter, new(1), [new("medium", medium)]))
                .ThenRefused(LocationMissing);
            Given(Opened, new CaseFileDescribed([new("medium", null, medium), new("location", null, "Keller")]))
                .When(new DescribeCaseFile(new(2), [new("location", null)])).ThenRefused(LocationMissing);
        }),
        TestCase("what is electronic need not", () =>
            Given(Opened).When(new DescribeCaseFile(new(1), [new("medium", "electronic")]))
                .Then(new CaseFileDescribed([new("medium", null, "electronic")]))),
        TestCase("a period does not end before it begins", () =>
        {
            Given(Opened)
                .When(new DescribeCaseFile(new(1), [new("runsFrom", "2026-02-01"), new("runsTo", "2026-01-31")]))
                .ThenRefused(PeriodReversed);
            Given(Opened)
                .When(new DescribeCaseFile(new(1), [new("runsFrom", "2026-02-01"), new("runsTo", "2026-02-01")]))
                .Then(new CaseFileDescribed([new("runsFrom", null, "2026-02-01"), new("runsTo", null, "2026-02-01")]));
            Given(Opened, new CaseFileDescribed([new("runsTo", null, "2026-01-31")]))
                .When(new DescribeCaseFile(new(2), [new("runsFrom", "2026-02-01")])).ThenRefused(PeriodReversed);
        }),
        TestCase("are wrong together from the first", () =>
            Given(Opened).When(new OpenMatter(FirstMatter, [new("subject", "a"), new("medium", "paper")]))
                .ThenRefused(LocationMissing)));

    private static readonly (string, string, FieldKind, int, bool, string)[] Everywhere =
    [
        ("medium", "Medium", FieldKind.Choice, 10, false, "electronic hybrid paper"),
        ("location", "Standort", FieldKind.Line, 200, false, ""),
        ("secrecy", "Geheimhaltungsgrad", FieldKind.Choice, 20, false, "open restricted confidential secret top-secret"),
        ("dataProtection", "Datenschutzstufe", FieldKind.Choice, 10, false, "low normal high very-high"),
    ];

    private static (string, string, FieldKind, int, bool, string)[] Own(ObjectKind kind) => kind switch
    {
        ObjectKind.CaseFile =>
        [
            ("subject", "Betreff", FieldKind.Line, 500, true, ""),
            ("remark", "Bemerkung", FieldKind.Text, 4000, false, ""),
            ("runsFrom", "Laufzeit von", FieldKind.Date, 10, false, ""),
            ("runsTo", "Laufzeit bis", FieldKind.Date, 10, false, ""),
        ],
        ObjectKind.Matter =>
        [
            ("subject", "Betreff", FieldKind.Line, 500, true, ""),
            ("businessReference", "Geschäftszeichen", FieldKind.Line, 100, false, ""),
            ("remark", "Bemerkung", FieldKind.Text, 4000, false, ""),
            ("runsFrom", "Laufzeit von", FieldKind.Date, 10, false, ""),
            ("runsTo", "Laufzeit bis", FieldKind.Date, 10, false, ""),
        ],
        _ =>
        [
            ("subject", "Betreff", FieldKind.Line, 500, true, ""),
            ("letterDate", "Datum des Schreibens", FieldKind.Date, 10, false, ""),
            ("receivedOn", "Posteingangsdatum", FieldKind.Date, 10, false, ""),
            ("sentOn", "Postausgangsdatum", FieldKind.Date, 10, false, ""),
            ("foreignReference", "Fremdes Geschäftszeichen", FieldKind.Line, 100, false, ""),
            ("remark", "Bemerkung", FieldKind.Text, 4000, false, ""),
        ],
    };

    private static (string Name, FieldRule Rule)[] Choices =>
    [
        ("medium", CaseFileFields.Medium), ("secrecy", CaseFileFields.Secrecy),
        ("data protection", CaseFileFields.DataProtection),
    ];

    private static Given<CaseFileDecider, CaseFile, CaseFileCommand, CaseFileEvent> Given(
        params CaseFileEvent[] events) => new(events);
}
