using System.Text.Json.Nodes;
using Records.Api.Commands;
using Xunit;

namespace Records.Tests.Commands;

/// <summary>The command line as somebody meets it who types, and as a script meets it.</summary>
public sealed class CommandLineTests : Suite<CommandLineTests>, ISuite
{
    private static readonly string[] Verbs =
        [
            "up", "serve", "migrate", "rebuild", "check", "sweep-objects", "check-config", "show-config", "demo",
            "token",
        ];

    private static readonly string[] NoPorts = ["0", "65536", "http"];

    public static Test Tests => TestList("records",
        TestCase("without a verb lists them all", async () =>
        {
            var told = await RunAsync();
            Assert.Equal(ExitCode.Done, told.Code);
            Assert.All(Verbs, verb => Assert.Contains($"  {verb} ", told.Output));
        }),
        TestList("explains", [.. Verbs.Select(verb => TestCase(verb, async () =>
        {
            var told = await RunAsync(verb, "--help");
            Assert.Equal((ExitCode.Done, ""), (told.Code, told.Errors));
            Assert.Contains($"records {verb} ", told.Output);
        }))]),
        TestCase("refuses a verb nobody knows, in a sentence and with where to look", async () =>
        {
            var told = await RunAsync("delete");
            Assert.Equal((ExitCode.NotUsable, ""), (told.Code, told.Output));
            Assert.Contains("'delete'", told.Errors);
            Assert.Contains("records --help", told.Errors);
        }),
        TestList("refuses a port", [.. NoPorts.Select(port => TestCase(port, async () =>
        {
            var told = await RunAsync("up", "--port", port);
            Assert.Equal(ExitCode.NotUsable, told.Code);
            Assert.Contains($"--port is '{port}'; it must be a number from 1 to 65535.", told.Errors);
        }))]),
        TestCase("says that there is nothing to work on, rather than making an empty installation", async () =>
        {
            using var folder = new TestFolder();
            var told = await RunAsync("check", "--data", folder.Folder);
            Assert.Equal(ExitCode.Failed, told.Code);
            Assert.Contains($"{folder.Folder} holds no embedded installation", told.Errors);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Folder));
        }),
        TestCase("names every problem of a settings file, one JSON object a line for programs", async () =>
        {
            using var file = new TemporaryFile("""{ "Records": { "Tenants": [], "Colour": "red" } }""");
            var told = await RunAsync("check-config", "--json", "--config", file.Path);
            Assert.Equal(ExitCode.NotUsable, told.Code);
            var lines = told.Output.Trim().Split('\n').Select(line => JsonNode.Parse(line)!).ToArray();
            Assert.All(lines, line => Assert.Equal("settings-problem", (string)line["happening"]!));
            Assert.Contains("Records:Colour is not known", told.Output);
        }),
        TestCase("shows settings with their secrets masked", async () =>
        {
            using var file = new TemporaryFile("""
                { "Records": { "Tenants": [ { "Database": "Host=db;Password=geheim" } ] } }
                """);
            var told = await RunAsync("show-config", "--config", file.Path);
            Assert.Contains("Records:Tenants:0:Database = ", told.Output);
            Assert.DoesNotContain("geheim", told.Output);
        }));

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using StringWriter output = new(), errors = new();
        var code = await RecordsCommand.RunAsync(args, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
