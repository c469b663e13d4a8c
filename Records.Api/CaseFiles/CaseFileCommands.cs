using Records.Actors;
using Records.Api.Calls;
using Records.Api.FilePlan;
using Records.Core.CaseFiles;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.Ports;

namespace Records.Api.CaseFiles;

/// <summary>
/// How every change of a case file reaches its actor: guarded by what the caller may see, with the revision seen.
/// </summary>
internal static class CaseFileCommands
{
    /// <summary>Changes something that exists: needs If-Match.</summary>
    public static async Task<IResult> ChangeAsync<TRequest>(
        Call call, Guid file, Func<TRequest, Revision, CaseFileCommand> wish, Func<CaseFile, Receipt> receipt)
        where TRequest : ICommandContract
    {
        var (seen, problem) = call.IfMatch();
        if (problem is not null)
            return problem;
        var request = await call.ReadAsync<TRequest>();
        return await AskAsync(call, file, request, 200, needsKey: false, wish(request, seen), [], receipt);
    }

    /// <summary>Makes something new in a case file: needs an Idempotency-Key.</summary>
    public static Task<IResult> MakeAsync(
        Call call, Guid file, ICommandContract request, CaseFileCommand command, ValueList<Claim> claims,
        Func<CaseFile, Receipt> receipt) =>
        AskAsync(call, file, request, 201, needsKey: true, command, claims, receipt);

    private static Task<IResult> AskAsync(
        Call call, Guid file, ICommandContract request, int status, bool needsKey,
        CaseFileCommand command, ValueList<Claim> claims, Func<CaseFile, Receipt> receipt) =>
        Changes.RunAsync(call, request, status, needsKey,
            async terms => await call.Tenant.Files.AskAsync(
                new(file),
                new(await WithFieldsAsync(call, file, command), terms)
                {
                    Guard = call.Hides,
                    Claims = claims,
                },
                call.Cancel),
            receipt, looksFirst: needsKey);

    /// <summary>With what the plan asks for now, where anything below it asks for anything at all.</summary>
    public static async Task<CaseFileCommand> WithFieldsAsync(Call call, Guid file, CaseFileCommand command) =>
        command.Describes is { } kind && await FieldsAskedAsync(call, file, kind) is { Count: > 0 } asked
            ? command with { Extra = asked }
            : command;

    /// <summary>The fields besides the usual ones that the plan asks for now on objects of that file.</summary>
    public static async Task<ValueList<FieldRule>> FieldsAskedAsync(Call call, Guid file, ObjectKind kind)
    {
        if (await call.PlanAsync() is not { AsksForFields: true } plan)
            return [];
        var (state, _, _, _) = await call.Tenant.Files.LookAsync(new(file), call.Cancel);
        return state is CaseFile.Unopened ? [] : plan.FieldsFor(state.Contents.Entry, kind);
    }

    /// <summary>What a change of this object is answered with.</summary>
    public static Receipt ReceiptOf(Call call, Guid file, ObjectRef of, CaseFile state) => of switch
    {
        { Kind: ObjectKind.Matter, Id: { } id } when state.Contents.Find(new MatterId(id)) is { } matter =>
            new(id, matter.Revision.Value, call.LinksOf(file, state, matter), matter.Reference.Value, matter.Number),
        { Kind: ObjectKind.Document, Id: { } id } when state.Contents.Find(new DocumentId(id)) is { } document =>
            new(id, document.Revision.Value, call.LinksOf(file, state, document), Number: document.Newest),
        _ => new(
            file, state.Contents.Revision.Value, call.LinksOf(file, state), state.Contents.Reference.Value),
    };

    public static ValueList<FieldValue> FieldsOf(IReadOnlyDictionary<string, string?> fields) =>
        [.. fields.Select(field => new FieldValue(field.Key, field.Value))];
}

internal static class CaseFileProblems
{
    public static Problem ForeignUnit { get; } = new(403, "foreign-unit", "Nicht erlaubt",
        "Akten einer anderen Organisationseinheit legt die Registratur an.");

    /// <summary>A file of a unit that is none would be seen by no clerk.</summary>
    public static Refusal UnknownUnit { get; } = new(RefusalKind.Invalid, "unknown-unit",
        "Diese Organisationseinheit gibt es nicht.", "/unit");

    /// <summary>Nobody of that pseudonym, or nobody who still has a name.</summary>
    public static Refusal UnknownPerson { get; } = new(RefusalKind.Invalid, "unknown-person",
        "Diese Person gibt es nicht.", "/for/person");
}
