using Records.Api.Access;
using Records.Api.Calls;
using Records.Api.FilePlan;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Keeping;
using Records.Core.FilePlan;
using Records.Core.Retention;
using Records.Storage.Json;
using Records.Storage.Views;
using static Records.Core.CaseFiles.Keeping.KeepingCommand;

namespace Records.Api.CaseFiles;

/// <summary>How long a file is kept and what becomes of it: appraisal in advance (R7), changes by hand (R38).</summary>
internal static class KeepingEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapKeeping()
        {
            var file = routes.MapGroup("/case-files/{id:guid}").WithTags("Aufbewahrung");
            file.MapPut("/appraisal", AppraiseAsync).Needs(Act.Appraise).Takes<AppraiseRequest>().Gives<Receipt>()
                .WithName("appraiseCaseFile").WithSummary("Akte vorbewerten (appraise a case file in advance)");
            file.MapPut("/retention", ChangeAsync)
                .Needs(Act.ChangeRetention).Takes<ChangeRetentionRequest>().Gives<Receipt>()
                .WithName("changeRetention")
                .WithSummary("Fristen und Aussonderungsart von Hand ändern (change periods and type by hand)");
            file.MapPut("/retention-end", SetEndAsync)
                .Needs(Act.SetRetentionEnd).Takes<RetentionEndRequest>().Gives<Receipt>()
                .WithName("setRetentionEnd")
                .WithSummary("Ende der Aufbewahrung von Hand setzen (set the last day of keeping by hand)");
        }
    }

    // The plan is looked at before the file is asked: what stood there then is written down with the decision.
    private static async Task<IResult> AppraiseAsync(Call call, Guid id)
    {
        var plan = await call.Tenant.Plans.LookAsync(call.PlanStream, call.Cancel);
        var (state, _, _, _) = await call.Tenant.Files.LookAsync(new(id), call.Cancel);
        var above = state is CaseFile.Unopened
            ? DisposalType.Appraise
            : plan.State.DisposalFor(state.Contents.Entry).Type;
        return await CaseFileCommands.ChangeAsync<AppraiseRequest>(call, id,
            (request, seen) => new AppraiseCaseFile(
                seen, request.Type, call.Actor.Person, request.Reason, above, plan.Version),
            after => CaseFileCommands.ReceiptOf(call, id, ObjectRef.CaseFile, after));
    }

    private static Task<IResult> ChangeAsync(Call call, Guid id) =>
        CaseFileCommands.ChangeAsync<ChangeRetentionRequest>(call, id,
            (request, seen) => new ChangeRule(seen, request.Rule.ToRule(), request.Reason, request.LegalBasis),
            after => CaseFileCommands.ReceiptOf(call, id, ObjectRef.CaseFile, after));

    private static Task<IResult> SetEndAsync(Call call, Guid id) =>
        CaseFileCommands.ChangeAsync<RetentionEndRequest>(call, id,
            (request, seen) => new SetRetentionEnd(seen, request.RetentionEnds, request.Reason, request.LegalBasis),
            after => CaseFileCommands.ReceiptOf(call, id, ObjectRef.CaseFile, after));
}

/// <param name="Reason">Why; 1 to 1000 characters.</param>
/// <param name="LegalBasis">On what it rests; it must be given here.</param>
internal sealed record ChangeRetentionRequest(
    RuleContract Rule, string Reason, string LegalBasis, DateOnly? Effective = null)
    : ICommandContract, IExampled<ChangeRetentionRequest>
{
    public static ChangeRetentionRequest Example { get; } =
        new(RuleContract.Example, "Gewährleistung läuft länger", "VOB/B § 13");
}

/// <param name="RetentionEnds">The last day; left out when unlimited.</param>
/// <param name="Reason">Why; 1 to 1000 characters.</param>
/// <param name="LegalBasis">On what it rests; it must be given here.</param>
internal sealed record RetentionEndRequest(
    string Reason, string LegalBasis, DateOnly? RetentionEnds = null, DateOnly? Effective = null)
    : ICommandContract, IExampled<RetentionEndRequest>
{
    public static RetentionEndRequest Example { get; } =
        new("Rechtsstreit beendet", "Aktenordnung § 20", new DateOnly(2090, 12, 31));
}

/// <summary>Why a file is kept as it is: the rule of its opening, and what the plan says now.</summary>
/// <param name="Opening">The rule under which the file was opened.</param>
/// <param name="Now">What the plan says today of the entry; left out for a state of the past.</param>
/// <param name="Disposal">What becomes of the file as things stand; left out for a state of the past.</param>
internal sealed record KeepingAnswer(
    OpeningRuleAnswer Opening, RetentionAnswer? Now, DisposalAnswer? Disposal)
{
    public static KeepingAnswer Of(CaseFileRow row, CaseFile? state, FilePlanTree? plan)
    {
        var opening = OpeningRuleAnswer.Of(row, plan);
        if (state is null || plan is null)
            return new(opening, null, null);
        var (rule, from) = plan.RuleFor(state.Contents.Entry);
        var disposal = FileDisposal.Of(state.Contents, plan);
        return new(
            opening, RetentionAnswer.Of(rule, from),
            new(
                StoredWord.Of(disposal.Type), StoredWord.Of(disposal.Source),
                disposal.Source is DisposalSource.Opening ? row.RuleFrom : disposal.From?.Value));
    }
}

/// <param name="StatedBy">The plan entry that stated it; left out where the default held.</param>
/// <param name="PlanRevision">How many changes of the plan had happened when the file was opened.</param>
/// <param name="PlanVersion">The plan version of that day; left out before the first, and for a past state.</param>
internal sealed record OpeningRuleAnswer(
    int TransferYears, int? RetentionYears, string Disposal, Guid? StatedBy, long PlanRevision, int? PlanVersion)
{
    public static OpeningRuleAnswer Of(CaseFileRow row, FilePlanTree? plan)
    {
        var rule = row.Opening;
        return new(
            (int)rule["transferYears"]!, (int?)rule["retentionYears"], (string)rule["disposal"]!,
            (Guid?)rule["statedBy"], (long)rule["planRevision"]!,
            plan?.VersionOn(DateOnly.FromDateTime(row.OpenedAt.UtcDateTime))?.Number);
    }
}

/// <param name="Source">opening, manual, entry or case-file: who says so.</param>
/// <param name="StatedBy">The plan entry, where it is an entry that says so.</param>
internal sealed record DisposalAnswer(string Type, string Source, Guid? StatedBy);

/// <param name="By">Who decided, for the archive.</param>
internal sealed record AppraisalMark(DateTimeOffset At, Guid By, string Type, string Reason);

/// <param name="By">Who changed it by hand.</param>
internal sealed record ByHandMark(DateTimeOffset At, Guid By, string Reason, string LegalGround);
