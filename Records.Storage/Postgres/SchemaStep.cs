using System.Text;
using Records.Core.Deciding;
using Records.Core.History;

namespace Records.Storage.Postgres;

/// <summary>One step of a schema: a numbered SQL file, never edited once it was released.</summary>
internal sealed record SchemaStep(string Name, string Sql)
{
    /// <summary>Says that the file is the one that was applied.</summary>
    public Digest Hash => Digest.Of(Encoding.UTF8.GetBytes(Sql));

    /// <summary>The steps of a folder of this assembly, in the order of their numbers.</summary>
    public static ValueList<SchemaStep> In(string folder) =>
    [
        .. from name in typeof(SchemaStep).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
           where name.StartsWith(folder, StringComparison.Ordinal)
           select new SchemaStep(name[folder.Length..], Read(name)),
    ];

    private static string Read(string name)
    {
        using var reader = new StreamReader(
            typeof(SchemaStep).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
