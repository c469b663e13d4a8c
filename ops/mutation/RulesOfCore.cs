using System.Runtime.CompilerServices;
using Records.Core.Deciding;
using Records.Tests.House;
using Records.Tests.Model;
using Records.Tests.Testing;

namespace Records.Mutation;

/// <summary>
/// Which tests judge a mutant of Core: all that Mutation.csproj takes over from Records.Tests, and no others. They are
/// quick and need nothing but memory: whoever reads that a mutant was killed may take it that a rule was missed and not
/// that a server did not start.
/// </summary>
internal static class RulesOfCore
{
    /// <summary>
    /// Every leaf, under the name of its suite too, for its own need not be the only one of that name. Quick ones come
    /// first, and a suite is made when its turn comes: most mutants are dead before the first property is tried.
    /// </summary>
    public static IEnumerable<(string Name, Func<Task> Body)> Leaves() =>
        LeavesOf(typeof(RefusalTests)).Concat(Quick()).Concat(Slow()).Select(leaf => (leaf.Name, leaf.Body));

    /// <summary>Makes now what is made once, in Core and in its tests.</summary>
    public static void MakeStatics()
    {
        foreach (var type in typeof(Refusal).Assembly.GetTypes().Concat(Suites()))
        {
            if (!type.ContainsGenericParameters)
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
    }

    private static IEnumerable<Test.Case> Quick() =>
        Suites().Where(suite => suite != typeof(RefusalTests) && suite != typeof(ModelTests))
            .SelectMany(LeavesOf).Where(leaf => !leaf.IsProperty);

    private static IEnumerable<Test.Case> Slow() =>
        Suites().Where(suite => suite != typeof(ModelTests)).SelectMany(LeavesOf).Where(leaf => leaf.IsProperty)
            .Concat(LeavesOf(typeof(ModelTests)));

    private static IEnumerable<Test.Case> LeavesOf(Type suite) =>
        from leaf in ((Test)suite.GetProperty(nameof(ISuite.Tests))!.GetValue(null)!).Leaves().OfType<Test.Case>()
        where leaf is { From: Level.Quick, Needs: null }
        select leaf with { Name = $"{suite.Name}: {leaf.Name}" };

    private static IEnumerable<Type> Suites() =>
        from type in typeof(ISuite).Assembly.GetTypes()
        where type.IsAssignableTo(typeof(ISuite)) && type is { IsAbstract: false, ContainsGenericParameters: false }
        orderby type.FullName
        select type;
}
