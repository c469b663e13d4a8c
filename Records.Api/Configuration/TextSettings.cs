namespace Records.Api.Configuration;

/// <summary>How text is read from documents: in child processes, for what they read was written by strangers.</summary>
/// <param name="Sandbox">How the children are shut in.</param>
/// <param name="Children">How many run at once.</param>
/// <param name="WorkFolder">Where a document lies while it is read.</param>
/// <param name="Copies">Whether a scan gets a searchable PDF beside it.</param>
public sealed record TextSettings(
    TextSandbox Sandbox, int Children, string WorkFolder, SearchableCopies Copies = SearchableCopies.Made)
{
    internal static TextSettings Read(SettingsSection section) => new(
        section.Choice("Sandbox", TextSandbox.Bubblewrap),
        (int)section.Number("Children", Environment.ProcessorCount, 1, 256),
        section.Text("WorkFolder", "the folder in which documents lie while their text is read"),
        section.Choice("Copies", SearchableCopies.Made));
}

/// <summary>Whether what was recognised in a scan is put beside it as a searchable PDF.</summary>
public enum SearchableCopies
{
    /// <summary>A copy of each scan: about as many bytes again as the scan has.</summary>
    Made,

    /// <summary>The text is found by search, and the scan stays alone.</summary>
    None,
}

/// <summary>How the programs that read documents are shut in.</summary>
public enum TextSandbox
{
    /// <summary>
    /// Own namespaces, no network, nothing of the machine but what they need; and limits on time and memory.
    /// </summary>
    Bubblewrap,

    /// <summary>Limits on time and memory only, where the kernel forbids namespaces.</summary>
    LimitsOnly,
}
