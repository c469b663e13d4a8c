namespace Records.Api.Configuration;

/// <summary>Where the program answers.</summary>
/// <param name="Url">Scheme, address and port. TLS ends at the reverse proxy in front.</param>
public sealed record ListenSettings(Uri Url)
{
    internal static ListenSettings Read(SettingsSection section)
    {
        var url = section.Address("Url", "the address to listen on", "http://127.0.0.1:8080", "http");
        if (url.PathAndQuery != "/")
            section.Object("Url", $"is '{url}'; it must end after the port, without a path.");
        return new(url);
    }
}
