using Records.Core.CaseFiles;

namespace Records.Api.Configuration;

/// <summary>What a tenant decides where the rules leave it the choice; the stricter where it says nothing.</summary>
/// <param name="CancelIncoming">Whether incoming documents may be cancelled.</param>
/// <param name="Deletion">Whether filing mistakes may be deleted, by two people.</param>
public sealed record RuleSettings(Choice CancelIncoming, Choice Deletion)
{
    /// <summary>The same as the rules take it.</summary>
    public Policy Policy => new(CancelIncoming is Choice.Allowed, Deletion is Choice.Allowed);

    internal static RuleSettings Read(SettingsSection section) => new(
        section.Choice("CancelIncoming", Choice.Forbidden), section.Choice("Deletion", Choice.Forbidden));
}

/// <summary>Whether a tenant has something done or not.</summary>
public enum Choice
{
    /// <summary>It never happens.</summary>
    Forbidden,

    /// <summary>It may happen, as the rules say.</summary>
    Allowed,
}
