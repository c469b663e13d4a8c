using Xunit;
using static Records.Tests.Api.House.HouseSteps;

namespace Records.Tests.Api.House;

/// <summary>The inner structure of a case file through the running server: one way through each act.</summary>
public sealed class StructureTests : Suite<StructureTests>, ISuite
{
    public static Test Tests => TestList("the structure of a case file",
        TestCase("R9 sub-matters are numbered, shown as a tree and closed before what holds them", SubMattersAsync));

    private static async Task SubMattersAsync()
    {
        var file = await NewFileAsync();
        var opened = (await file.Clerk.PostAsync($"{file.Matter}/matters", Subject("Teil"))).Expect(201);
        Assert.EndsWith("-01.01", (string)opened.Body["reference"]!, StringComparison.Ordinal);
        var sub = $"{file.Path}/matters/{opened.Id}";

        var tree = (await file.Clerk.GetAsync(file.Path, ("Minimum-Position", $"{opened.Position}"))).Expect(200).Body;
        var matter = Assert.Single(tree["matters"]!.AsArray())!;
        Assert.Equal($"{tree["reference"]}-01", (string)matter["reference"]!);
        var below = Assert.Single(matter["subMatters"]!.AsArray())!;
        Assert.Equal((opened.Id, (string)matter["id"]!), ((string)below["id"]!, (string)below["parent"]!));

        (await file.Clerk.PostAsync($"{sub}/matters", Subject("zu tief"))).Expect(409, "too-deep");
        (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(409, "open-matters");
        (await file.Clerk.PutAsync($"{sub}/closing", "\"1\"", Nothing)).Expect(200);
        (await file.Clerk.PutAsync($"{file.Matter}/closing", "\"1\"", Nothing)).Expect(200);
    }

    private static async Task<HouseFile> NewFileAsync() => await HouseFile.NewAsync(await TestHouse.SharedAsync());
}
