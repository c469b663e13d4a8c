using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Records.Api;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Resubmissions;
using Records.Core.CaseFiles.Routing;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.FilePlan;
using Records.Core.People;
using Records.Core.Ports;
using Xunit;

namespace Records.Tests.House;

/// <summary>
/// Every way to say no, in the rules and in the API: codes are contract, details are German sentences. What the code
/// can
/// say is found twice, by calling whatever makes a refusal and by reading the source, so that none is overlooked.
/// </summary>
public sealed partial class RefusalTests : Suite<RefusalTests>, ISuite
{
    // One or more values for each type that a maker of refusals takes. Whoever adds a maker with another type adds it
    // here.
    private static readonly Dictionary<Type, object[]> Samples = new()
    {
        [typeof(string)] = ["waiting", "x"],
        [typeof(int)] = [400, 401, 404, 405, 408, 413, 415, 500],
        [typeof(long)] = [5L],
        [typeof(TimeSpan)] = [TimeSpan.FromSeconds(1)],
        [typeof(DateOnly)] = [new DateOnly(2026, 3, 5)],
        [typeof(IEnumerable<string>)] = [new[] { "63.2-2026/0417-01", "63.2-2026/0417-02" }],
        [typeof(IEnumerable<Resubmission>)] =
        [
            new[] { new Resubmission(new(Guid.Empty), ObjectRef.CaseFile, new(2026, 3, 5), default) },
        ],
        [typeof(IEnumerable<RouteStep>)] =
        [
            Enum.GetValues<StepKind>().Select(kind => new RouteStep(
                default, 1, 1, kind, new(default(PersonId), null, null), null, new(2026, 3, 5))).ToArray(),
        ],
        [typeof(Notation)] = [new Notation("63.2")],
        [typeof(FieldRule)] = [new FieldRule("subject", "Betreff", FieldKind.Line, 500, IsRequired: true)],
        [typeof(JsonException)] = [new JsonException()],
        [typeof(Exception)] = [
            new StoreOverloadedException(), new Records.Actors.MailboxFullException(), new ClockJumpedException("x"),
            new ObjectStoreException(ObjectStoreFault.Unavailable, "x"),
            new ObjectStoreException(ObjectStoreFault.Full, "x"), new SealBrokenException(default, "x"),
            new Records.Actors.ContentErasedException(default), new HistoryStoppedException(),
            new UnknownEventException(new("x", 1)),
            new Records.Storage.Text.TextUnavailableException("x"), new TransientException(),
            // Stands for every exception that has no code of its own: a bug of ours, answered as internal.
            new NotSupportedException()],
    };

    // Made anew for each test: what was made once before would not show what has become of the makers since.
    private static Said[] All() =>
        [.. Makers().SelectMany(Call).DistinctBy(said => (said.Code, said.Status, said.Detail))];

    public static Test Tests => TestList("refusals",
        TestCase("are all found, by calling and by reading", () => Assert.Equal(
            Sources.Product.SelectMany(file => CodeInSource().Matches(file.Text))
                .Select(match => match.Groups["code"].Value).Distinct().Order(),
            All().Select(said => said.Code).Distinct().Order())),

        TestList("have a code", [.. All().GroupBy(said => said.Code).Select(same => TestCase(same.Key, () =>
        {
            Assert.Matches(KebabCase(), same.Key);
            Assert.Single(same.Select(said => said.Status).Distinct());
            Assert.All(same, said => Assert.False(said.Title.EndsWith('.'), said.Title));
        }))]),

        TestCase("say a whole sentence", () => Assert.All(All(), said => Assert.Matches(Sentence(), said.Detail))),

        TestCase("of the rules point to the field at fault, or nowhere", () => Assert.All(
            Makers().SelectMany(Made).OfType<Refusal>().Select(no => no.Pointer).OfType<string>(),
            pointer => Assert.Matches(Pointer(), pointer))),

        TestCase("are listed in docs/api.md, each with its status", () => Assert.Equal(
            All().Select(said => $"{said.Code} {said.Status}").Distinct().Order(StringComparer.Ordinal),
            CodeInList().Matches(Sources.Read("docs/api.md").Text)
                .Select(row => $"{row.Groups["code"]} {row.Groups["status"]}").Order(StringComparer.Ordinal))));

    private static IEnumerable<MethodInfo> Makers() =>
        from type in typeof(Refusal).Assembly.GetTypes().Concat(typeof(Problem).Assembly.GetTypes())
        where !type.ContainsGenericParameters
        from method in type.GetMethods(
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where method.ReturnType == typeof(Refusal) || method.ReturnType == typeof(Problem)
        where method.GetParameters().All(parameter => Samples.ContainsKey(parameter.ParameterType))
        select method;

    private static IEnumerable<Said> Call(MethodInfo maker) => Made(maker).SelectMany(made => made switch
    {
        Refusal refusal => SaidBy(refusal.ToProblem()),
        Problem problem => SaidBy(problem),
        _ => [],
    });

    private static IEnumerable<object?> Made(MethodInfo maker)
    {
        IEnumerable<object[]> calls = [[]];
        foreach (var parameter in maker.GetParameters())
            calls = [.. calls.SelectMany(before =>
                SamplesOf(parameter).Select(value => (object[])[.. before, value]))];
        return calls.Select(arguments => maker.Invoke(null, arguments));
    }

    private static object[] SamplesOf(ParameterInfo parameter) =>
        parameter.Name == "pointer" ? ["/waiting"] : Samples[parameter.ParameterType];

    private static IEnumerable<Said> SaidBy(Problem problem) =>
    [
        new(problem.Code, problem.Status, problem.Title, problem.Detail),
        .. problem.Errors.Select(field => new Said(field.Code, problem.Status, problem.Title, field.Detail)),
    ];

    [GeneratedRegex("""(RefusalKind\.\w+,\s*|new\((\d{3}|status), )"(?<code>[^"]+)"[,)]""")]
    private static partial Regex CodeInSource();

    [GeneratedRegex(@"\A[\p{Lu}„].*[^ ]\.\z", RegexOptions.Singleline)]
    private static partial Regex Sentence();

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex KebabCase();

    [GeneratedRegex("^(/[A-Za-z0-9-]+)+$")]
    private static partial Regex Pointer();

    [GeneratedRegex(@"^\| `(?<code>[a-z-]+)` \| (?<status>\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex CodeInList();

    private sealed record Said(string Code, int Status, string Title, string Detail);

    private sealed class TransientException : System.Data.Common.DbException
    {
        public override bool IsTransient => true;
    }
}
