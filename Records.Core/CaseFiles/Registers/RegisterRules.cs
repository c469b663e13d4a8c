using System.Diagnostics;
using Records.Core.Deciding;
using Records.Core.Describing;
using static Records.Core.CaseFiles.Registers.RegisterCommand;
using static Records.Core.CaseFiles.Registers.RegisterEvent;
using static Records.Core.CaseFiles.Registers.RegisterRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Registers;

/// <summary>The rules of register sheets (R13).</summary>
internal static class RegisterRules
{
    private const int MaxSheets = 200;

    public static Decision<CaseFileEvent> Decide(RegisterCommand command, CaseFile state) => command switch
    {
        AddSheet c => Editable.File(state, null, body => c switch
        {
            _ when !IsTitle(c.Title) => Refuse(TitleUnclean),
            _ when body.RegisterSheets.ContainsKey(c.Sheet.Value) || IsTaken(body, c.Title) => Refuse(SheetExists),
            _ when body.RegisterSheets.Count >= MaxSheets => Refuse(TooManySheets),
            _ => Accept(new SheetAdded(c.Sheet, c.Title.Trim())),
        }),
        RenameSheet c => Editable.File(state, c.Expected, body => body.RegisterSheets.GetValueOrDefault(c.Sheet.Value) switch
        {
            null => Refuse(UnknownSheet),
            _ when !IsTitle(c.Title) => Refuse(TitleUnclean),
            var old when old == c.Title.Trim() => AlreadySo,
            _ when IsTaken(body, c.Title) => Refuse(SheetExists),
            var old => Accept(new SheetRenamed(c.Sheet, old, c.Title.Trim())),
        }),
        DeleteSheet c => Editable.File(state, c.Expected, body => c switch
        {
            _ when !body.RegisterSheets.ContainsKey(c.Sheet.Value) => Refuse(UnknownSheet),
            _ when body.Matters.Values.Any(matter => matter.Sheet == c.Sheet) => Refuse(SheetNotEmpty),
            _ => Accept(new SheetDeleted(c.Sheet)),
        }),

        PutOnSheet c => Editable.Matter(state, c.Matter, c.Expected, (body, matter) => matter switch
        {
            _ when !body.RegisterSheets.ContainsKey(c.Sheet.Value) => Refuse(UnknownSheet),
            { Parent: { } } => Refuse(SubMatter),
            { Sheet: { } old } when old == c.Sheet => AlreadySo,
            _ => Accept(new MatterPutOnSheet(c.Matter, matter.Sheet, c.Sheet)),
        }),
        TakeOffSheet c => Editable.Matter(state, c.Matter, c.Expected, (_, matter) => matter.Sheet is { } old
            ? Accept(new MatterTakenOffSheet(c.Matter, old))
            : AlreadySo),

        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };

    public static CaseFileBody Evolve(CaseFileBody body, RegisterEvent happened) => happened switch
    {
        SheetAdded e => body.Next() with { RegisterSheets = body.RegisterSheets.Add(e.Sheet.Value, e.Title) },
        SheetRenamed e => body.Next() with { RegisterSheets = body.RegisterSheets.SetItem(e.Sheet.Value, e.New) },
        SheetDeleted e => body.Next() with { RegisterSheets = body.RegisterSheets.Remove(e.Sheet.Value) },
        MatterPutOnSheet e => body.Change(e.Matter, matter => matter with { Sheet = e.Sheet }),
        MatterTakenOffSheet e => body.Change(e.Matter, matter => matter with { Sheet = null }),
        _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
    };

    private static bool IsTitle(string title) =>
        title.Trim().Length is > 0 and <= 200 && PlainText.IsClean(title, linesAllowed: false);

    private static bool IsTaken(CaseFileBody body, string title) => body.RegisterSheets.ContainsValue(title.Trim());
}
