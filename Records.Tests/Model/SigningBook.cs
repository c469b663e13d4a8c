using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Signing;
using Records.Core.Documents;
using static Records.Core.CaseFiles.Signing.SigningCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>What persons say of a version, and that it went out (R22 to R24).</summary>
internal sealed class SigningBook(Desk desk)
{
    public string Answer(SigningCommand wish) => wish switch
    {
        ActOnVersion c => Act(c),
        FinalSign c => Sign(c),
        ConfirmDispatch c => Dispatch(c),
        _ => NotModelled,
    };

    public static string? Outdated(DocumentPaper document, int version)
    {
        if (version < 1 || version > document.Versions)
            return "unknown-version";
        return version < document.Versions ? "version-superseded" : null;
    }

    private string Act(ActOnVersion c)
    {
        if (c.Note != null && !Words.IsSentence(c.Note))
            return No("field-unclean");
        if (c.Note == null && (c.Kind == VersionActKind.Comment || c.Kind == VersionActKind.Reject))
            return No("field-required");
        if (desk.Barred(ObjectRef.Of(c.Document), null) is { } bar)
            return No(bar);
        var document = desk.Find(c.Document)!;
        if (Outdated(document, c.Version) is { } fault)
            return No(fault);
        var last = document.Acts.FindLast(act =>
            act.Version == c.Version && act.By == c.By.Person && act.For == c.By.For);
        if (last.Kind is VersionActKind kind && kind == c.Kind && last.Note == c.Note)
            return Nothing;
        document.Acts.Add((c.Version, c.Kind, c.By.Person, c.By.For, c.Note));
        document.Revision++;
        return Yes("version-act-recorded");
    }

    private string Sign(FinalSign c)
    {
        if (desk.Barred(ObjectRef.Of(c.Document), c.Expected) is { } bar)
            return No(bar);
        var document = desk.Find(c.Document)!;
        if (document.FinalSigned.Contains(document.Versions))
            return Nothing;
        if (document.Holder != null)
            return No("checked-out");
        document.FinalSigned.Add(document.Versions);
        document.Revision++;
        return Yes("document-final-signed");
    }

    private string Dispatch(ConfirmDispatch c)
    {
        if (desk.Barred(ObjectRef.Of(c.Document), null) is { } bar)
            return No(bar);
        var document = desk.Find(c.Document)!;
        if (c.Addressees.Count == 0)
            return No("no-addressee");
        if (c.Addressees.Any(name => !Words.IsSentence(name, 200, lines: false)))
            return No("field-unclean");
        if (c.On > c.Today)
            return No("date-in-the-future");
        if (document.Kind != DocumentKind.Outgoing)
            return No("not-outgoing");
        if (Outdated(document, c.Version) is { } fault)
            return No(fault);
        var dispatch = (c.Version, c.On, (object)c.Way, string.Join('\n', c.Addressees));
        if (document.Dispatches.Contains(dispatch))
            return Nothing;
        document.Dispatches.Add(dispatch);
        document.Revision++;
        return Yes("dispatch-confirmed");
    }
}
