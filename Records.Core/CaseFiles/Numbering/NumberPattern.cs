using System.Globalization;
using System.Text.RegularExpressions;

namespace Records.Core.CaseFiles.Numbering;

/// <summary>
/// How a number follows what stands above it, such as <c>{file}-{number:00}</c>. What is above comes first, and what
/// parts the two holds no digit: so two references can only be equal if both their parts are.
/// </summary>
/// <param name="Separator">What stands between, such as <c>-</c>.</param>
/// <param name="Digits">At least so many, with zeros in front.</param>
public readonly partial record struct NumberPattern(string Separator, int Digits)
{
    /// <summary>The pattern as a person writes it in the settings; null where it is none.</summary>
    /// <param name="above">The word for what stands above: <c>file</c> or <c>matter</c>.</param>
    public static NumberPattern? Parse(string text, string above) =>
        Written().Match(text) is { Success: true } match && match.Groups["above"].Value == above
            ? new(match.Groups["separator"].Value, Math.Max(1, match.Groups["zeros"].Length))
            : null;

    internal string After(string above, int number) =>
        above + Separator + number.ToString($"D{Digits}", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A\{(?<above>[a-z]+)\}(?<separator>[^\p{N}\p{C}\p{Z}{}]{1,10})\{number(:(?<zeros>0{1,6}))?\}\z")]
    private static partial Regex Written();
}
