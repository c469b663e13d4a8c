using System.Collections.Immutable;
using Records.Core.Deciding;
using Records.Core.Describing;
using static Records.Core.CaseFiles.CaseFileCommand;
using static Records.Core.CaseFiles.CaseFileEvent;
using static Records.Core.CaseFiles.CaseFileRefusals;
using static Records.Core.Deciding.Decision<Records.Core.CaseFiles.CaseFileEvent>;

namespace Records.Core.CaseFiles.Numbering;

/// <summary>
/// Matters in the file and sub-matters in matters (R9): how deep they lie, and what number each is given.
/// </summary>
internal static class SubMatterRules
{
    internal const int MaxMatters = 10_000;

    /// <param name="above">The matter above, or null for a matter right in the file.</param>
    public static Decision<CaseFileEvent> OpenIn(OpenMatter c, CaseFileBody body, Matter? above) => body switch
    {
        _ when body.Find(c.Matter) is { } || body.MovedOut.ContainsKey(c.Matter.Value) => Refuse(MatterExists),
        // File, matter, sub-matter, document: no level below a sub-matter but its documents.
        _ when above is { Parent: { } } => Refuse(TooDeep),
        _ when CaseFileDecider.IsFull(body, 1, 0) => Refuse(TooManyMatters),
        _ => CaseFileDecider.Describe(c.FieldsBeside(CaseFileFields.OfMatter), Description.Empty, c.Fields, fields => above is null
            ? new MatterOpened(c.Matter, body.MattersOpened + 1, fields, null,
                c.Numbering.Of(body.Reference, body.MattersOpened + 1))
            : new MatterOpened(c.Matter, above.SubMattersOpened + 1, fields, above.Id,
                c.Numbering.Of(above.Reference, above.SubMattersOpened + 1))),
    };

    public static CaseFileBody Evolve(CaseFileBody body, MatterOpened e)
    {
        var opened = body.With(
            new Matter(e.Matter, Revision.First, e.Number, Description.Empty.With(e.Fields), null)
            {
                Parent = e.Parent,
                Reference = e.Reference ?? MatterNumbering.Default.Of(body.Reference, e.Number),
            });
        // A number counts as given whatever becomes of the matter; the one above is not changed by it.
        return e.Parent is { } parent
            ? opened.With(opened.Find(parent)! with { SubMattersOpened = e.Number })
            : opened with { MattersOpened = e.Number };
    }

    /// <summary>What keeps the file, or the matter, from being closed, in the order of their numbers.</summary>
    public static IReadOnlyList<string> StillOpen(CaseFileBody body, Matter? above) =>
        [.. from matter in body.Matters.Values
            where (above is null || matter.Parent == above.Id) && body.IsOpen(matter)
            orderby matter.Reference.Value.Length, matter.Reference.Value
            select matter.Reference.Value];
}
