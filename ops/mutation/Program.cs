using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Capabilities.TestFramework;
using Records.Mutation;
using Records.Tests.Testing;

// Every run tries the same values: else a mutant could die today and live tomorrow. And a few of them: what survives is
// tried by everything that comes to it, so the survivors set how long a run takes.
Environment.SetEnvironmentVariable(LevelOfThisRun.Variable, "quick");
Environment.SetEnvironmentVariable(Chance.SeedVariable, "20260101");
Environment.SetEnvironmentVariable(Chance.TriesVariable, "40");

var builder = await TestApplication.CreateBuilderAsync(args);
builder.RegisterTestFramework(_ => new TestFrameworkCapabilities(), (_, _) => new RulesFramework());
using var application = await builder.BuildAsync();
return await application.RunAsync();
