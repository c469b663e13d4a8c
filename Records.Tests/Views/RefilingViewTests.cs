using Records.Core.CaseFiles;
using Records.Core.Ports;
using Records.Storage.Views;
using Xunit;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.Views;

/// <summary>What re-filing a case file does to those who look for it.</summary>
public sealed class RefilingViewTests : Suite<RefilingViewTests>, ISuite
{
    public static Test Tests => TestList("R39 a re-filed case file in the views",
        TestCase("is found by its reference of today and by the one before, in lists and in search", async () =>
        {
            await using var house = await ViewHouse.NewAsync();
            await SeeAsync(house, FileRefiled);
            foreach (var reference in (string[])["63.2-2026/0417", "66.1-2026/0003", "63.2", "66.1"])
                Assert.Equal("66.1-2026/0003", Assert.Single((await house.Reader.CaseFilesAsync(
                    All with { Where = new() { Reference = reference } }, ViewHouse.Clerk, Cancel)).Found).Reference);
            Assert.Empty((await house.Reader.CaseFilesAsync(
                All with { Where = new() { Reference = "64" } }, ViewHouse.Clerk, Cancel)).Found);
            foreach (var reference in (string[])["63.2-2026/0417", "66.1-2026/0003"])
                Assert.Contains(
                    (await house.Reader.SearchAsync(new(reference, null, 100), ViewHouse.Clerk, Cancel)).Found,
                    hit => hit is { Kind: "case-file", Reference: "66.1-2026/0003" });
        }),
        TestCase("lies under its new entry with the rule of it, and under the old one no more", async () =>
        {
            await using var house = await ViewHouse.NewAsync();
            await SeeAsync(house, FileRefiled);
            Assert.Empty((await house.Reader.CaseFilesAsync(
                All with { Where = new() { Entry = Entry.Value } }, ViewHouse.Clerk, Cancel)).Found);
            var row = Assert.Single((await house.Reader.CaseFilesAsync(
                All with { Where = new() { Entry = OtherEntry.Value } }, ViewHouse.Clerk, Cancel)).Found);
            Assert.Equal(
                (5, 30, "archive", OtherEntry.Value),
                (row.TransferYears, row.RetentionYears!.Value, row.Disposal, row.RuleFrom!.Value));
        }),
        TestCase("is the new unit's with every row of it, and the old one's with none", async () =>
        {
            await using var house = await ViewHouse.NewAsync();
            var stream = await SeeAsync(house, FileReassigned);
            var theirs = ViewHouse.Clerk with { Unit = OtherUnit };

            Assert.Null((await house.Reader.CaseFileAsync(stream.Value, ViewHouse.Clerk, Cancel)).Found);
            Assert.Empty((await house.Reader.SearchAsync(new("Brückensanierung", null, 9), ViewHouse.Clerk, Cancel))
                .Found);
            Assert.NotEmpty((await house.Reader.SearchAsync(new("Brückensanierung", null, 9), theirs, Cancel)).Found);
            var found = (await house.Reader.CaseFileAsync(stream.Value, theirs, Cancel)).Found!;
            Assert.Equal(OtherUnit.Value, found.CaseFile.Unit);
            Assert.NotEmpty(found.Matters);
            Assert.NotEmpty(found.Documents);
            Assert.NotEmpty(found.Versions);
            Assert.NotEmpty(found.Parts);
            // Whatever table there will be: what carries an access class and lies in a case file changed hands.
            const string held = "case_file,document,document_version,matter,part,passage";
            Assert.Equal(held, await house.Database.AsServerAsync("""
                select string_agg(table_name, ',' order by table_name)
                  from information_schema.columns
                 where table_schema = 'view' and column_name = 'access_class' and table_name <> 'in_tray'
                """));
            Assert.Equal(0L, await house.Database.AsServerAsync($"""
                with rows as (
                    select access_class from view.case_file union all select access_class from view.matter
                    union all select access_class from view.document
                    union all select access_class from view.document_version
                    union all select access_class from view.part union all select access_class from view.passage)
                select count(*) from rows join view.access_class c on c.id = rows.access_class
                 where c.unit <> '{OtherUnit.Value}'
                """));
        }),
        TestCase("and given back is the first unit's again", async () =>
        {
            await using var house = await ViewHouse.NewAsync();
            var stream = await SeeAsync(house, FileReassigned, FileReturned);
            Assert.NotEmpty((await house.Reader.CaseFileAsync(stream.Value, ViewHouse.Clerk, Cancel)).Found!.Documents);
            Assert.Null((await house.Reader.CaseFileAsync(
                stream.Value, ViewHouse.Clerk with { Unit = OtherUnit }, Cancel)).Found);
        }));

    private static readonly CaseFileQuery All = new(CaseFileFilter.None, null, 100);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<StreamId> SeeAsync(ViewHouse house, params CaseFileEvent[] refiled)
    {
        var stream = new StreamId(Guid.NewGuid());
        await house.ApplyAsync(house.See(
            stream, [Opened, MatterBegun, LetterFiled, LetterRead, SheetPut, .. refiled],
            [new(1, "Ein Bescheid.", TextSource.Layer, null)]));
        return stream;
    }
}
