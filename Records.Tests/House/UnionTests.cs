using System.Reflection;
using Records.Actors;
using Records.Api.Commands;
using Records.Core.Deciding;
using Records.Storage.Json;
using Xunit;

namespace Records.Tests.House;

/// <summary>
/// Closed hierarchies are closed: a switch over their cases can be complete because nobody can add one elsewhere.
/// </summary>
public sealed class UnionTests : Suite<UnionTests>, ISuite
{
    private static readonly Type[] Types =
    [
        .. new[] { typeof(Refusal), typeof(HistoryCheck), typeof(StoredJson), typeof(RecordsCommand) }
            .SelectMany(type => type.Assembly.GetTypes()),
    ];

    private static readonly Type[] Unions = [.. Types.Where(type => type.IsAbstract && CasesOf(type).Any())];

    public static Test Tests => TestList("unions",
        TestCase("are found", () => Assert.Superset(
            new HashSet<string>
            {
                "CaseFileEvent",
                "CaseFileCommand",
                "FilePlanEvent",
                "CaseFile",
                "Decision`1",
                "AppendOutcome",
                "TextOutcome"
            },
            Unions.Select(union => union.Name).ToHashSet())),
        TestEach("have sealed cases only", Unions, union =>
            Assert.All(CasesOf(union), type => Assert.True(type.IsSealed, type.Name))),
        // A family of cases may have a room of its own: a union again, in a namespace below.
        TestEach("have no cases elsewhere but families", Unions, union => Assert.All(
            Types.Where(type => Unbound(type.BaseType) == union && Unbound(type.DeclaringType) != union), family =>
            {
                Assert.Contains(family, Unions);
                Assert.StartsWith($"{union.Namespace}.", family.Namespace, StringComparison.Ordinal);
            })),
        TestEach("cannot be made from outside", Unions, union => Assert.All(
            union.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(maker =>
                !IsCopying(maker, union)),
            maker => Assert.True(
                maker.IsPrivate || (maker.IsFamilyAndAssembly && HasFamilies(union)), maker.ToString()))));

    private static bool HasFamilies(Type union) =>
        Types.Any(type => Unbound(type.BaseType) == union && Unions.Contains(type));

    private static IEnumerable<Type> CasesOf(Type union) => union
        .GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)
        .Where(type => Unbound(type.BaseType) == union);

    private static Type? Unbound(Type? type) =>
        type is { IsGenericType: true } ? type.GetGenericTypeDefinition() : type;

    // What the compiler adds to every record for `with`.
    private static bool IsCopying(ConstructorInfo maker, Type union) =>
        maker.GetParameters() is [var only] && Unbound(only.ParameterType) == union;
}
