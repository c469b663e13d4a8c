using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Core;

namespace Records.Tests.Testing;

/// <summary>
/// How FsCheck tries values: other ones in every run, so that many runs see much. <c>RECORDS_TEST_SEED</c>, a number,
/// makes it try the same ones again, for runs that are compared with each other, and <c>RECORDS_TEST_TRIES</c> sets how
/// many it tries at the most, for runs that come by the thousand.
/// </summary>
public static class Chance
{
    public const string SeedVariable = "RECORDS_TEST_SEED";
    public const string TriesVariable = "RECORDS_TEST_TRIES";

    private static readonly ulong? Seed = Number(SeedVariable);
    private static readonly int AtMost = (int?)Number(TriesVariable) ?? int.MaxValue;

    /// <summary>So many values, and a failure throws.</summary>
    public static Config Tries(int number)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Math.Min(number, AtMost)).WithQuietOnSuccess(true);
        return Seed is { } seed
            ? config.WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None)))
            : config;
    }

    private static ulong? Number(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
        ? ulong.Parse(text, CultureInfo.InvariantCulture)
        : null;
}
