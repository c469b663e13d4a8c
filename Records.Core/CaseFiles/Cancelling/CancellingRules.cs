using System.Diagnostics;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Documents;
using static Records.Core.CaseFiles.Cancelling.CancellingCommand;
using static Records.Core.CaseFiles.Cancelling.CancellingEvent;
using static Records.Core.CaseFiles.Cancelling.CancellingRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Cancelling;

/// <summary>
/// The rules of cancelling (R42 to R44). Each object keeps its own cancellation and looks upwards for the others
/// (<see cref="Editable"/>), so undoing one brings back what it took down and nothing else.
/// </summary>
internal static class CancellingRules
{
    public static Decision<CaseFileEvent> Decide(CancellingCommand command, CaseFile state) => command switch
    {
        CancelObject c when IsCancelled(state, c.Of) == true => AlreadySo,
        CancelObject c when !PlainText.IsRemark(c.Reason) => Refuse(ReasonUnclean),
        CancelObject c => Editable.Object(state, c.Of, c.Expected, body =>
            Against(c, body) is { } reason ? Refuse(reason) : Accept(new ObjectCancelled(c.Of, c.Reason))),

        UndoCancellation c when IsCancelled(state, c.Of) == false => Refuse(NotCancelled),
        // Whatever else keeps it from being edited keeps it from coming back.
        UndoCancellation c => Editable.Object(Put(state, c.Of, isCancelled: false), c.Of, c.Expected, _ =>
            Accept(new CancellationUndone(c.Of))),

        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFile Evolve(CaseFile state, CancellingEvent happened) => happened switch
    {
        ObjectCancelled e => Put(state, e.Of, isCancelled: true).With(body => body.Touch(e.Of)),
        CancellationUndone e => Put(state, e.Of, isCancelled: false).With(body => body.Touch(e.Of)),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    private static Refusal? Against(CancelObject c, CaseFileBody body)
    {
        var documents = Below.Documents(body, c.Of).ToList();
        return c switch
        {
            { Of.Kind: ObjectKind.CaseFile } when body.Matters.Values.Any(matter => matter.IsClosed) =>
                ClosedMatterInside,
            _ when documents.Any(document => !document.FinalSigned.IsEmpty) => FinalSignedInside,
            { Policy.CancelsIncoming: false } when documents.Any(document =>
                document is { Kind: DocumentKind.Incoming, IsCancelled: false, IsDeleted: false }) =>
                    IncomingNotCancellable,
            _ => null,
        };
    }

    // Null where there is no such object: what becomes of that is the guard's to say.
    private static bool? IsCancelled(CaseFile state, ObjectRef of) => of.Kind switch
    {
        ObjectKind.CaseFile => state is CaseFile.Cancelled,
        ObjectKind.Matter => state.Contents.Find(new MatterId(of.Id!.Value))?.IsCancelled,
        _ => state.Contents.Find(new DocumentId(of.Id!.Value))?.IsCancelled,
    };

    private static CaseFile Put(CaseFile state, ObjectRef of, bool isCancelled) => of.Kind switch
    {
        ObjectKind.CaseFile when isCancelled => new CaseFile.Cancelled(state.Contents),
        ObjectKind.CaseFile => new CaseFile.Active(state.Contents),
        ObjectKind.Matter when state.Contents.Find(new MatterId(of.Id!.Value)) is { } matter =>
            state.With(state.Contents.With(matter with { IsCancelled = isCancelled })),
        ObjectKind.Document when state.Contents.Find(new DocumentId(of.Id!.Value)) is { } document =>
            state.With(state.Contents.With(document with { IsCancelled = isCancelled })),
        _ => state,
    };
}
