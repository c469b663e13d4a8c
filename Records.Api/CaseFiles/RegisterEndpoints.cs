using Records.Api.Access;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Registers;
using static Records.Core.CaseFiles.Registers.RegisterCommand;

namespace Records.Api.CaseFiles;

/// <summary>Register sheets (Registerblätter): divide the matters of a file (R13).</summary>
internal static class RegisterEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        public void MapRegisters()
        {
            var sheets = routes.MapGroup("/case-files/{id:guid}/sheets").WithTags("Registerblätter");
            sheets.MapPost("", AddAsync).Needs(Act.Arrange).Takes<SheetRequest>().Gives<Receipt>(201)
                .WithName("addSheet").WithSummary("Registerblatt anlegen (add a register sheet)");
            sheets.MapPut("/{sheet:guid}/title", RenameAsync)
                .Needs(Act.Arrange).Takes<SheetRequest>().Gives<Receipt>()
                .WithName("renameSheet").WithSummary("Registerblatt umbenennen (rename a register sheet)");
            sheets.MapDelete("/{sheet:guid}", DeleteAsync)
                .Needs(Act.Arrange).Takes<PlainRequest>().Gives<Receipt>()
                .WithName("deleteSheet").WithSummary("Leeres Registerblatt löschen (delete an empty register sheet)");

            var matters = routes.MapGroup("/case-files/{id:guid}/matters/{matter:guid}").WithTags("Registerblätter");
            matters.MapPut("/sheet", PutOnAsync).Needs(Act.Arrange).Takes<PutOnSheetRequest>().Gives<Receipt>()
                .WithName("putOnSheet").WithSummary("Vorgang auf ein Registerblatt legen (put a matter on a sheet)");
            matters.MapDelete("/sheet", TakeOffAsync).Needs(Act.Arrange).Takes<PlainRequest>().Gives<Receipt>()
                .WithName("takeOffSheet").WithSummary("Vorgang vom Registerblatt nehmen (take a matter off its sheet)");
        }
    }

    private static async Task<IResult> AddAsync(Call call, Guid id)
    {
        var request = await call.ReadAsync<SheetRequest>();
        var sheet = new RegisterSheetId(call.NewId());
        return await CaseFileCommands.MakeAsync(
            call, id, request, new AddSheet(sheet, request.Title), [],
            state => CaseFileCommands.ReceiptOf(call, id, call.Object, state) with { Id = sheet.Value });
    }

    private static Task<IResult> RenameAsync(Call call, Guid id, Guid sheet) =>
        CaseFileCommands.ChangeAsync<SheetRequest>(
            call, id, (request, seen) => new RenameSheet(new(sheet), seen, request.Title),
            state => CaseFileCommands.ReceiptOf(call, id, call.Object, state) with { Id = sheet });

    private static Task<IResult> DeleteAsync(Call call, Guid id, Guid sheet) =>
        CaseFileCommands.ChangeAsync<PlainRequest>(
            call, id, (_, seen) => new DeleteSheet(new(sheet), seen),
            state => CaseFileCommands.ReceiptOf(call, id, call.Object, state) with { Id = sheet });

    private static Task<IResult> PutOnAsync(Call call, Guid id, Guid matter) =>
        CaseFileCommands.ChangeAsync<PutOnSheetRequest>(
            call, id, (request, seen) => new PutOnSheet(new(matter), seen, new(request.Sheet)),
            state => CaseFileCommands.ReceiptOf(call, id, call.Object, state));

    private static Task<IResult> TakeOffAsync(Call call, Guid id, Guid matter) =>
        CaseFileCommands.ChangeAsync<PlainRequest>(
            call, id, (_, seen) => new TakeOffSheet(new(matter), seen),
            state => CaseFileCommands.ReceiptOf(call, id, call.Object, state));
}

/// <param name="Title">At most 200 characters; no two sheets of a file have the same.</param>
internal sealed record SheetRequest(string Title, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<SheetRequest>
{
    public static SheetRequest Example { get; } = new("Genehmigungen");
}

/// <param name="Sheet">A register sheet of the same file.</param>
internal sealed record PutOnSheetRequest(Guid Sheet, DateOnly? Effective = null, string? LegalBasis = null)
    : ICommandContract, IExampled<PutOnSheetRequest>
{
    public static PutOnSheetRequest Example { get; } = new(Sheet: new("7d2f6e1a-90b4-4c7d-a3c4-5b1e8c40d3f2"));
}

/// <summary>A register sheet of the file.</summary>
internal sealed record SheetAnswer(Guid Id, string Title);
