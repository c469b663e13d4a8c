using System.Collections;
using System.Reflection;
using Records.Core.CaseFiles;
using Records.Core.Ports;
using Xunit;
using static Records.Tests.CaseFiles.CaseFileSamples;

namespace Records.Tests.CaseFiles;

public sealed class NamedContentsTests : Suite<NamedContentsTests>, ISuite
{
    public static Test Tests => TestList("objects that events name",
        TestEach("are all said in one place, event by event", WholeLife.DistinctBy(e => e.GetType()), happened =>
            Assert.Equal(
                ObjectsIn(happened).Order(),
                NamedContents.Of(happened).Select(named => named.Object.Value).Order())),
        TestCase("there are some", () => Assert.NotEmpty(WholeLife.SelectMany(ObjectsIn))));

    // Whatever the event holds, however deep.
    private static IEnumerable<Guid> ObjectsIn(object? value) => value switch
    {
        null or string => [],
        ObjectId id => [id.Value],
        IEnumerable many => many.Cast<object?>().SelectMany(ObjectsIn),
        _ when value.GetType().Namespace?.StartsWith("Records.", StringComparison.Ordinal) != true => [],
        _ => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.CanWrite)
            .SelectMany(property => ObjectsIn(property.GetValue(value))),
    };
}
