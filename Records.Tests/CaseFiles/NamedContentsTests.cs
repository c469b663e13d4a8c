using System.Collections;
using System.Reflection;
using Records.Core.CaseFiles;
using Records.Core.History;
using Records.Core.Ports;
using Records.Tests.InTray;
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
        TestEach("are all put in the place of others when they are sealed anew",
            WholeLife.DistinctBy(e => e.GetType()), happened =>
            {
                var anew = ObjectsIn(happened).Distinct().ToDictionary(
                    id => new ObjectId(id), id => new SealedAnew(new(Guid.NewGuid()), Digest.Of("anew"u8)));
                var resealed = NamedContents.Resealed(happened, anew);
                Assert.Equal(
                    ObjectsIn(happened).Select(id => anew[new(id)].Object.Value), ObjectsIn(resealed));
                Assert.Equal(NamedContents.Of(happened).Select(named => named.Sha256),
                    NamedContents.Of(resealed).Select(named => named.Sha256));
            }),
        TestEach("are all said for the in-tray too", InTraySamples.All, happened =>
            Assert.Equal(
                ObjectsIn(happened).Order(),
                NamedContents.Of(happened).Select(named => named.Object.Value).Order())),
        TestCase("there are some", () =>
        {
            Assert.NotEmpty(WholeLife.SelectMany(ObjectsIn));
            Assert.NotEmpty(InTraySamples.All.SelectMany(ObjectsIn));
        }));

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
