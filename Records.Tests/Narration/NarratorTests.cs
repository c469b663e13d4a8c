using System.Text.Json.Nodes;
using Records.Api.Narration;
using Spectre.Console;
using Xunit;

namespace Records.Tests.Narration;

/// <summary>How a long piece of work is told, to a person and to a program.</summary>
public sealed class NarratorTests : Suite<NarratorTests>, ISuite
{
    public static Test Tests => TestList("narrator",
        TestCase("tells programs time, happening, text and figures", () =>
        {
            using var output = new StringWriter();
            new JsonNarrator(output, Clock()).Tell("migrated", "Müllstadt ist aktuell.", new Figure("tenants", 2));
            Assert.Equal("""
                {"time":"2026-03-02T07:30:00.000Z","happening":"migrated","text":"Müllstadt ist aktuell.","tenants":2}

                """, output.ToString());
        }),
        TestCase("keeps several lines of text on one line for programs", () =>
        {
            using var output = new StringWriter();
            new JsonNarrator(output, Clock()).Tell("ready", "one\ntwo");
            var line = Assert.Single(output.ToString().Trim().Split('\n'));
            Assert.Equal("one\ntwo", (string)JsonNode.Parse(line)!["text"]!);
        }),
        TestCase("reports progress to programs at most once a second", async () =>
        {
            using var output = new StringWriter();
            var clock = Clock();
            var result = await new JsonNarrator(output, clock).FollowAsync("Rebuilding", 100, progress =>
            {
                for (var done = 1; done <= 100; done++)
                {
                    progress.Report(done);
                    clock.Advance(TimeSpan.FromMilliseconds(50));
                }
                return Task.FromResult("done");
            });

            var lines = output.ToString().Trim().Split('\n').Select(line => JsonNode.Parse(line)!).ToArray();
            Assert.Equal("done", result);
            Assert.Equal([1, 21, 41, 61, 81], lines.SkipLast(1).Select(line => (long)line["done"]!));
            Assert.Equal(("finished", 5000L), ((string)lines[^1]["happening"]!, (long)lines[^1]["durationMs"]!));
        }),
        TestCase("tells a file sentences and draws no bars into it", async () =>
        {
            using var output = new StringWriter();
            var narrator = new TerminalNarrator(AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) }));
            await narrator.FollowAsync("Rebuilding [all]", 3, progress =>
            {
                progress.Report(3);
                narrator.Tell("rebuilt", "Rebuilt.");
                return Task.FromResult(0);
            });
            Assert.Equal("Rebuilding [all] ...\nRebuilt.\n", output.ToString());
        }));

    private static ManualClock Clock() => new(new(2026, 3, 2, 7, 30, 0, TimeSpan.Zero));
}
