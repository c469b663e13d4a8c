using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Cancelling;
using Records.Core.CaseFiles.Deleting;
using Records.Core.CaseFiles.Editing;
using Records.Core.CaseFiles.Inspections;
using Records.Core.CaseFiles.Keeping;
using Records.Core.CaseFiles.Locking;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.Participants;
using Records.Core.CaseFiles.PuttingAway;
using Records.Core.CaseFiles.References;
using Records.Core.CaseFiles.Registers;
using Records.Core.CaseFiles.Renditions;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.CaseFiles.Routing;
using Records.Core.CaseFiles.Signing;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Tests.Model.Outcome;

namespace Records.Tests.Model;

/// <summary>
/// The rule book of the case file once more, as slowly and plainly as it can be written: papers that are changed in
/// place, one question after the other. Shares nothing with the deciders but the commands. Limits that only
/// thousands of objects reach are left out; they have cases of their own.
/// </summary>
internal sealed class RuleBook
{
    private readonly Desk desk = new();
    private readonly FilingBook filing;
    private readonly ClosingBook closing;
    private readonly ErasingBook erasing;
    private readonly SheetBook sheets;
    private readonly PeopleBook people;
    private readonly ReferenceBook references;
    private readonly RouteBook routes;
    private readonly StepBook steps;
    private readonly SigningBook signing;
    private readonly EditingBook editing;
    private readonly RenditionBook renditions;
    private readonly KeepingBook keeping;
    private readonly ReminderBook reminders;
    private readonly MovingBook moving;
    private readonly InspectionBook inspections;

    public RuleBook()
    {
        filing = new(desk);
        closing = new(desk);
        erasing = new(desk);
        sheets = new(desk);
        people = new(desk);
        references = new(desk, filing);
        routes = new(desk);
        steps = new(desk);
        signing = new(desk);
        editing = new(desk);
        renditions = new(desk, filing);
        keeping = new(desk);
        reminders = new(desk);
        moving = new(desk, filing);
        inspections = new(desk);
    }

    /// <summary>The wish, made by somebody who has just looked.</summary>
    public CaseFileCommand Looked(CaseFileCommand wish) => Seen.Now(wish, desk);

    /// <summary>What comes of the wish; the model stands as it stands after it.</summary>
    public string Answer(CaseFileCommand wish)
    {
        if (wish is OpenCaseFile opening)
            return filing.Open(opening);
        if (desk.File == null)
            return No("unknown-case-file");
        return wish switch
        {
            CloseCaseFile c => closing.Close(c),
            ReopenCaseFile c => closing.Reopen(c),
            CloseMatter c => closing.Close(c),
            ReopenMatter c => closing.Reopen(c),
            LockingCommand c => erasing.Lock(c),
            CancellingCommand c => erasing.Cancel(c),
            DeletingCommand c => erasing.Delete(c),
            PuttingAwayCommand c => sheets.PutAway(c),
            RegisterCommand c => sheets.Answer(c),
            ParticipantCommand c => people.Answer(c),
            ReferenceCommand c => references.Answer(c),
            RoutingCommand.DoStep c => steps.Do(c),
            RoutingCommand.SkipStep c => steps.Skip(c),
            RoutingCommand c => routes.Answer(c),
            SigningCommand c => signing.Answer(c),
            EditingCommand c => editing.Answer(c),
            RenditionsCommand c => renditions.Answer(c),
            KeepingCommand c => keeping.Answer(c),
            ResubmissionCommand c => reminders.Answer(c),
            MovingCommand c => moving.Answer(c),
            InspectionCommand.GiveInspection c => inspections.Give(c),
            _ => filing.Answer(wish),
        };
    }
}
