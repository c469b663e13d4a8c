using Records.Core.Ports;
using Records.Core.Sealing;
using Xunit;

namespace Records.Tests.Ports;

/// <summary>What whoever reads a log is told: the thing that is wrong, by its id or number.</summary>
public sealed class ExceptionTests : Suite<ExceptionTests>, ISuite
{
    public static Test Tests => TestList("an exception says", [.. Said.Select(row =>
        TestCase(row.Words, () => Assert.Equal(row.Words, row.Fault().Message))),
        TestCase("nothing until all writing is stopped, and then each time", () =>
        {
            var stop = new WriteStop();
            stop.Demand();
            stop.Stop();
            Assert.Throws<HistoryStoppedException>(stop.Demand);
            Assert.Throws<HistoryStoppedException>(stop.Demand);
        })]);

    private const string Id = "01900000-0000-7000-8000-000000000001";
    private static readonly Guid Known = new(Id);

    private static readonly (string Words, Func<Exception> Fault)[] Said =
    [
        ("Unknown event 'document-filed/2'.", () => new UnknownEventException(new("document-filed", 2))),
        ("The event store's queue is full.", () => new StoreOverloadedException()),
        ($"Data key {Id}: not there", () => new KeyMissingException(new(Known), "not there")),
        ("Term 4 of the work 'views' is over.", () => new TermOverException(new("views", new(4)))),
        ($"Object {Id} exists already.", () => new ObjectExistsException(new(Known))),
        ("The object store: Full (507).", () => new ObjectStoreException(ObjectStoreFault.Full, "507")),
        ("The content has more than 5 bytes.", () => new ContentTooLargeException(5)),
        ($"Object {Id}: cut", () => new SealBrokenException(new(Known), "cut")),
        ("The event at position 7 does not fit the query tables.",
            () => new EventNotShownException(new(7), new InvalidOperationException())),
        ($"The event at position 7 (stream {Id}, version 3) is damaged: opens.",
            () => new DamagedEventException(new(7), new(Known), new(3), "opens")),
        ("The event at position 7 is not what was written there: linked.",
            () => new HistoryBrokenException(new(7), "linked")),
        ("The history is not the one that was signed.", () => new HistoryStoppedException()),
        ("'tile/0/001.p/2' was published with other bytes.", () => new TileConflictException(new(0, 1, 2))),
    ];
}
