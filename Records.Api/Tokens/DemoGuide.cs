using System.Text;
using Records.Core.People;

namespace Records.Api.Tokens;

/// <summary>
/// What <c>ops/up</c> says about the demo: who there is and how to get a token. Names the file of a secret, never the
/// secret.
/// </summary>
internal static class DemoGuide
{
    /// <summary>A text for a terminal, in German, without a line break at the end.</summary>
    public static string For(LocalIssuer issuer)
    {
        var text = new StringBuilder(
            "Demo-Konten. Sie gibt es nur in dieser eingebauten Anmeldung und nur auf diesem Rechner.");
        foreach (var town in DemoPeople.Towns.Values.OrderBy(town => town.Tenant, StringComparer.Ordinal))
        {
            text.Append($"\n\n{town.Name} (Mandant {town.Tenant})");
            foreach (var person in town.People)
            {
                text.Append($"\n  {person.User,-11}{person.Name,-15}");
                text.Append($"{person.Unit.Number} {person.Unit.Name,-21}{Work(person)}");
            }
            text.Append(
                $"\n  Token:  curl -d grant_type={LocalIssuerEndpoints.DemoGrant} -d user=clerk -d client_id=demo");
            text.Append($" {issuer.IssuerOf(town.Tenant)}/token");
            text.Append("\n  Robot:  client_credentials, client_id scan-robot,");
            text.Append($" Geheimnis in {issuer.RobotSecretFile(town.Tenant)}");
        }
        return text.ToString();
    }

    private static string Work(DemoPerson person) => (person.Kind, person.Role) switch
    {
        (ActorKind.Robot, _) => "legt Scans ab",
        (_, "registrar") => "Registratur",
        (_, "archivist") => "Archiv",
        (_, "auditor") => "Rechnungsprüfung",
        _ => "Sachbearbeitung",
    };
}
