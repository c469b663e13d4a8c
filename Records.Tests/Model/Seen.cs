using System.Reflection;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Moving;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.CaseFiles.Routing;
using Records.Core.Deciding;

namespace Records.Tests.Model;

/// <summary>Lets a wish be made by somebody who has just looked: with the revisions as the model has them.</summary>
internal static class Seen
{
    private static readonly MethodInfo Clone = typeof(object).GetMethod(
        nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly string[] Names = ["Of", "Route", "Resubmission", "Document", "Outgoing", "Matter"];
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<
        Type, (PropertyInfo Expected, PropertyInfo? Of)?> Known = new();

    public static CaseFileCommand Now(CaseFileCommand wish, Desk desk)
    {
        if (wish is MovingCommand.MergeMatters merge && desk.File != null)
            return merge with
            {
                From = [.. merge.From.Select(seen =>
                    seen with { Expected = new(desk.Find(seen.Matter)?.Revision ?? seen.Expected.Value) })],
            };
        var known = Known.GetOrAdd(wish.GetType(), PropertiesOf);
        if (known is not { } members || desk.File == null || Subject(members.Of?.GetValue(wish), desk) is not { } paper)
            return wish;
        var seen = (CaseFileCommand)Clone.Invoke(wish, null)!;
        members.Expected.SetValue(seen, new Revision(paper.Revision));
        return seen;
    }

    private static (PropertyInfo, PropertyInfo?)? PropertiesOf(Type wish) =>
        wish.GetProperty("Expected") is { } expected
            ? (expected, Names.Select(name => wish.GetProperty(name)).FirstOrDefault(found => found != null))
            : null;

    private static Paper? Subject(object? named, Desk desk) => named switch
    {
        ObjectRef of => desk.Find(of),
        MatterId matter => desk.Find(matter),
        DocumentId document => desk.Find(document),
        RouteId route => desk.File!.Routes.GetValueOrDefault(route.Value)?.Of,
        ResubmissionId reminder => desk.File!.Reminders.GetValueOrDefault(reminder.Value)?.Of,
        _ => desk.File,
    };
}
