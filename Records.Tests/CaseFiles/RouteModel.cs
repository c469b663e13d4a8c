using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Routing;
using static Records.Core.CaseFiles.Routing.RoutingEvent;

namespace Records.Tests.CaseFiles;

/// <summary>Routes as somebody sees them who reads the events and nothing else, such as a subscriber.</summary>
internal sealed class RouteModel
{
    private readonly Dictionary<StepId, (RouteStep Step, RouteId Route)> open = [];
    private readonly Dictionary<StepId, StepAddressee> waiting = [];
    private readonly HashSet<StepId> known = [];
    private readonly Dictionary<RouteId, ObjectRef> owners = [];
    private readonly Dictionary<Guid, MatterId> documents = [];
    private readonly HashSet<ObjectRef> cancelled = [];

    /// <summary>The steps not settled yet, but for those on something cancelled, which are at rest.</summary>
    public IReadOnlyCollection<RouteStep> Open =>
        [.. open.Values.Where(placed => !IsAtRest(owners[placed.Route])).Select(placed => placed.Step)];

    /// <summary>The steps whose turn it is.</summary>
    public IReadOnlyCollection<StepId> Waiting => waiting.Keys;

    /// <summary>To whom the step is addressed while it waits; null when it does not.</summary>
    public StepAddressee? Waits(StepId step) => waiting.GetValueOrDefault(step);

    /// <summary>Whether the step's turn has ever come.</summary>
    public bool IsKnown(StepId step) => known.Contains(step);

    public MatterId MatterOf(StepId step) => owners[open[step].Route] switch
    {
        { Kind: ObjectKind.Document, Id: { } id } => documents[id],
        var of => new(of.Id!.Value),
    };

    /// <summary>Whether it holds before each event that the wishes lead to.</summary>
    public static bool Follow(CaseFileCommand[] wishes, Func<RouteModel, CaseFileEvent, bool> holds)
    {
        var model = new RouteModel();
        foreach (var happened in CaseFileProperties.Live(wishes).Events)
        {
            if (!holds(model, happened))
                return false;
            model.See(happened);
        }
        return true;
    }

    public static RouteModel After(IEnumerable<CaseFileEvent> events)
    {
        var model = new RouteModel();
        foreach (var happened in events)
            model.See(happened);
        return model;
    }

    private void See(CaseFileEvent happened)
    {
        switch (happened)
        {
            case CaseFileEvent.DocumentFiled e:
                documents[e.Document.Value] = e.Matter;
                break;
            case CancellingEvent.ObjectCancelled e:
                cancelled.Add(e.Of);
                break;
            case CancellingEvent.CancellationUndone e:
                cancelled.Remove(e.Of);
                break;
            case RouteStarted e:
                owners[e.Route] = e.Of;
                Add(e.Route, e.Steps);
                Wait(e.Steps.Where(step => step.Order == 1));
                break;
            case RouteChanged e:
                e.Removed.ToList().ForEach(Settle);
                Add(e.Route, e.Steps);
                break;
            case StepDone e:
                Settle(e.Step);
                Wait(e.Current);
                break;
            case StepSkipped e:
                Settle(e.Step);
                Wait(e.Current);
                break;
            case StepRejected e:
                Settle(e.Step);
                e.Dropped.ToList().ForEach(Settle);
                break;
            case RouteWithdrawn e:
                e.Dropped.ToList().ForEach(Settle);
                break;
            default:
                break;
        }
    }

    private bool IsAtRest(ObjectRef of) => cancelled.Contains(of) || cancelled.Contains(ObjectRef.CaseFile)
        || (of is { Kind: ObjectKind.Document, Id: { } id } && cancelled.Contains(ObjectRef.Of(documents[id])));

    private void Add(RouteId route, IEnumerable<RouteStep> steps)
    {
        foreach (var step in steps)
            open.Add(step.Id, (step, route));
    }

    private void Wait(IEnumerable<RouteStep> steps)
    {
        foreach (var step in steps)
        {
            waiting.Add(step.Id, step.To);
            known.Add(step.Id);
        }
    }

    private void Settle(StepId step)
    {
        open.Remove(step);
        waiting.Remove(step);
    }
}
