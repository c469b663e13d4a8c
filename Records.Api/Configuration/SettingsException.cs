using Records.Core.Deciding;

namespace Records.Api.Configuration;

/// <summary>The settings cannot be used. Each problem is one sentence that begins with the key it is about.</summary>
public sealed class SettingsException(ValueList<string> problems) : Exception(string.Join('\n', problems))
{
    public ValueList<string> Problems { get; } = problems;
}
