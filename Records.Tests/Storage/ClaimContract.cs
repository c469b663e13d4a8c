using Records.Core.Ports;
using Xunit;
using static Records.Tests.Storage.Appends;

namespace Records.Tests.Storage;

/// <summary>What every event store must do with claims that are read by the page, or made for their own sake.</summary>
internal static class ClaimContract
{
    public static Test For(Func<Func<OpenStore, Task>, Task> with) => TestList("claims",
        TestCase("are read in the order of values, a page at a time", () => with(async open =>
        {
            var (store, stream) = (open.Store, NewStream());
            Claim[] claims = [.. Enumerable.Range(0, 25).Select(_ =>
                new Claim("object", $"{Guid.NewGuid():N}", stream, null, 0))];
            await AppendedAsync(store, To(stream, -1, "a") with { Claims = [.. claims, Reference(stream, 1)] });

            List<Claim> read = [];
            await Patience.UntilAsync(async () =>
            {
                var page = await store.ReadClaimsAsync("object", read.LastOrDefault()?.Value ?? "", 10, Cancel);
                read.AddRange(page);
                return page.Count == 0;
            }, what: "the pages end");
            Assert.Equal(claims.OrderBy(claim => claim.Value, StringComparer.Ordinal), read);
            Assert.Equal(
                Reference(stream, 1), Assert.Single(await store.ReadClaimsAsync("file-reference", "", 10, Cancel)));
        })),

        TestCase("without any event are taken all the same", () => with(async open =>
        {
            var (one, other) = (NewStream(), NewStream());
            await AppendedAsync(open.Store, new([], [Reference(one, 5)], null));
            Assert.Equal(
                new AppendOutcome.ClaimTaken(Reference(other, 5), one),
                await open.Store.AppendAsync(To(other, -1, "a") with { Claims = [Reference(other, 5)] }, Cancel));
        })));
}
