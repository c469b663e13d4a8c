using System.Reflection;
using System.Runtime.Loader;

namespace Records.Mutation;

/// <summary>
/// A copy of the house with everything in it that is made once: Core, its tests, and what these need. Two copies share
/// nothing but the platform.
/// </summary>
internal sealed class House : IDisposable
{
    private readonly Copy copy = new();

    /// <summary>The tests, bound to this copy; made as they are asked for.</summary>
    public IEnumerable<Leaf> Leaves() =>
        ((IEnumerable<(string Name, Func<Task> Body)>)Ask(nameof(RulesOfCore.Leaves))!)
            .Select(leaf => new Leaf(leaf.Name, leaf.Body));

    /// <summary>Makes now what is made once.</summary>
    public void MakeStatics() => Ask(nameof(RulesOfCore.MakeStatics));

    public void Dispose() => copy.Unload();

    private object? Ask(string method) =>
        copy.LoadFromAssemblyPath(typeof(House).Assembly.Location)
            .GetType(typeof(RulesOfCore).FullName!)!.GetMethod(method)!.Invoke(null, null);

    private sealed class Copy() : AssemblyLoadContext(isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var file = Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll");
            return assemblyName.Name!.StartsWith("Records.", StringComparison.Ordinal) && File.Exists(file)
                ? LoadFromAssemblyPath(file)
                : null;
        }
    }
}
