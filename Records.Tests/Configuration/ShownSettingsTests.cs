using Microsoft.Extensions.Configuration;
using Records.Api.Configuration;
using Xunit;

namespace Records.Tests.Configuration;

/// <summary>Settings are pasted into tickets: no secret may be in what is shown.</summary>
public sealed class ShownSettingsTests : Suite<ShownSettingsTests>, ISuite
{
    public static Test Tests => TestList("shown settings",
        TestCase("mask the password of a connection string and nothing else of it", () => Assert.Equal(
            "host=db.example;password=***;username=records",
            Shown("Tenants:0:Database", "Host=db.example;Password=geheim;Username=records").ToLowerInvariant())),
        TestCase("mask every spelling of a password", () => Assert.All(
            ["Pwd=geheim", "PASSWORD=geheim", "Ssl Password=geheim", "Passfile=geheim", "Ssl Key=geheim"],
            part => Assert.DoesNotContain("geheim", Shown("Tenants:0:KeyDatabase", $"Host=db;{part}")))),
        TestCase("mask a connection string nobody can read, and a key nobody knows", () =>
        {
            Assert.Equal("***", Shown("Tenants:0:Database", "geheim"));
            Assert.Equal("***", Shown("Tenants:0:Pasword", "geheim"));
        }),
        TestCase("mask the user of an address", () => Assert.DoesNotContain(
            "geheim", Shown("Tenants:0:Issuer", "https://me:geheim@login.example/"))),
        TestCase("show the rest as it was written", () =>
        {
            Assert.Equal("7", Shown("Text:Children", "7"));
            Assert.Equal("None", Shown("Text:Copies", "None"));
        }));

    private static string Shown(string key, string value)
    {
        var setting = KeyValuePair.Create($"Records:{key}", (string?)value);
        return Assert.Single(
            ShownSettings.Of(new ConfigurationBuilder().AddInMemoryCollection([setting]).Build())).Value;
    }
}
