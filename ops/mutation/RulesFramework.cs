using Microsoft.Testing.Platform.Extensions.Messages;
using Microsoft.Testing.Platform.Extensions.TestFramework;
using Microsoft.Testing.Platform.Requests;

namespace Records.Mutation;

/// <summary>
/// Runs the tests of the rules for Stryker, one after the other in one process. Every leaf is a test of its own, so that
/// Stryker learns which leaf comes to which mutant; the first failure ends the run, for then the mutant is dead.
/// <para>
/// What is made once in a process (a table, a sample) must not keep a mutant alive into the next run, nor hide one. So
/// there is a copy of the house that was made while no mutant was alive, and all runs share it, except for a mutant in
/// what is made once: Stryker asks of it every test, and it gets a copy of its own.
/// </para>
/// </summary>
internal sealed class RulesFramework : ITestFramework, IDataProducer
{
    private static readonly Lazy<IReadOnlyList<Leaf>> Shared = new(() =>
    {
        IReadOnlyList<Leaf> leaves = [];
        ActiveMutant.Without(() =>
        {
            var house = new House();
            house.MakeStatics();
            leaves = [.. house.Leaves()];
        });
        return leaves;
    });

    public string Uid => "records-rules";
    public string Version => "1";
    public string DisplayName => "Rules of Core";
    public string Description => "The tests of the rules, for mutation testing";
    public Type[] DataTypesProduced => [typeof(TestNodeUpdateMessage)];

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    public Task<CreateTestSessionResult> CreateTestSessionAsync(CreateTestSessionContext context) =>
        Task.FromResult(new CreateTestSessionResult { IsSuccess = true });

    public Task<CloseTestSessionResult> CloseTestSessionAsync(CloseTestSessionContext context) =>
        Task.FromResult(new CloseTestSessionResult { IsSuccess = true });

    public async Task ExecuteRequestAsync(ExecuteRequestContext context)
    {
        var request = (TestExecutionRequest)context.Request;
        var wanted = request.Filter is TestNodeUidListFilter list
            ? list.TestNodeUids.Select(uid => uid.Value).ToHashSet()
            : null;

        if (request is DiscoverTestExecutionRequest)
            foreach (var leaf in Shared.Value)
                await TellAsync(context, leaf, DiscoveredTestNodeStateProperty.CachedInstance);
        else if (ActiveMutant.IsNone || wanted?.Count < Shared.Value.Count)
            await RunAsync(context, Shared.Value.Where(leaf => wanted is null || wanted.Contains(leaf.Name)));
        else
            using (var house = new House())
                await RunAsync(context, house.Leaves());

        context.Complete();
    }

    private async Task RunAsync(ExecuteRequestContext context, IEnumerable<Leaf> leaves)
    {
        foreach (var leaf in leaves)
        {
            var outcome = await OutcomeAsync(leaf);
            await TellAsync(context, leaf, outcome);
            if (outcome is FailedTestNodeStateProperty && !ActiveMutant.IsNone)
                break;
        }
    }

    private static async Task<IProperty> OutcomeAsync(Leaf leaf)
    {
        try
        {
            await leaf.Body();
            return PassedTestNodeStateProperty.CachedInstance;
        }
        catch (Exception fault)
        {
            return new FailedTestNodeStateProperty(fault);
        }
    }

    private Task TellAsync(ExecuteRequestContext context, Leaf leaf, IProperty outcome) =>
        context.MessageBus.PublishAsync(this, new TestNodeUpdateMessage(
            context.Request.Session.SessionUid,
            new TestNode { Uid = leaf.Name, DisplayName = leaf.Name, Properties = new PropertyBag(outcome) }));
}
