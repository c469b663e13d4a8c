using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Records.Api.Access;
using Records.Core.People;

namespace Records.Api.Tokens;

/// <summary>
/// The issuer that comes with <c>ops/up</c>, for the demo towns and for nobody else. It takes everybody on this
/// machine at their word, so it is mapped in the embedded mode only; a real town brings its own issuer.
/// </summary>
internal sealed class LocalIssuer : IDisposable
{
    /// <summary>The audience of its tokens.</summary>
    public const string Audience = "records";

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string folder;
    private readonly Func<string> address;
    private readonly TimeProvider clock;
    private readonly FrozenDictionary<string, LocalKey> keys;
    private readonly FrozenDictionary<string, byte[]> robotSecrets;

    /// <summary>
    /// Opens the keys and secrets of all demo towns, and makes those that are missing. Throws as <see
    /// cref="OwnerFile"/> does.
    /// </summary>
    /// <param name="folder">Where keys and secrets lie, in files of their owner.</param>
    /// <param name="address">
    /// Scheme, host and port of this server; asked when needed, because port 0 is known only after the start.
    /// </param>
    /// <param name="clock">Tells when tokens are issued.</param>
    public LocalIssuer(string folder, Func<string> address, TimeProvider clock)
    {
        (this.folder, this.address, this.clock) = (folder, address, clock);
        keys = DemoPeople.Towns.Keys.ToFrozenDictionary(
            tenant => tenant, tenant => new LocalKey(Path.Combine(folder, $"{tenant}.pem")));
        robotSecrets = DemoPeople.Towns.Keys.ToFrozenDictionary(
            tenant => tenant, tenant => Hash(OwnerFile.ReadOrCreate(RobotSecretFile(tenant), MakeSecret)));
    }

    /// <summary>How long a token lives.</summary>
    public static TimeSpan TokenLife { get; } = TimeSpan.FromMinutes(15);

    /// <summary>What an application gets that asks for nothing in particular.</summary>
    public static IReadOnlyList<string> AllScopes { get; } = [AccessRule.ReadScope, AccessRule.WriteScope];

    /// <summary>The identifier of the tenant's issuer: each tenant has its own, with its own key.</summary>
    public string IssuerOf(string tenant) => $"{address().TrimEnd('/')}/issuer/{tenant}";

    /// <summary>What the tenant's validator goes by.</summary>
    public TokenRules RulesFor(string tenant) => new(IssuerOf(tenant), Audience, TokenAlgorithm.ES256);

    /// <summary>The tenant's public keys as a JWK Set, or null when there is no such tenant.</summary>
    public string? PublicSet(string tenant) => keys.GetValueOrDefault(tenant)?.PublicSet;

    /// <summary>The same keys for a validator in this process, which need not ask over HTTP what it knows.</summary>
    public KeySet KeysFor(string tenant) => KeySet.Read(Encoding.ASCII.GetBytes(keys[tenant].PublicSet))!;

    /// <summary>Where the client secret of the tenant's robots lies.</summary>
    public string RobotSecretFile(string tenant) => Path.Combine(folder, $"{tenant}.robot-secret");

    /// <summary>
    /// Whether this is the secret of the tenant's robots. Takes as long for a wrong one as for the right one.
    /// </summary>
    public bool IsRobotSecret(string tenant, string secret) =>
        CryptographicOperations.FixedTimeEquals(Hash(secret), robotSecrets[tenant]);

    /// <summary>A token for somebody of the tenant, through this application, with these scopes.</summary>
    public string Issue(string tenant, DemoPerson person, string clientId, IEnumerable<string> scopes)
    {
        var now = clock.GetUtcNow();
        var payload = new Payload(
            IssuerOf(tenant), Audience, person.Subject, clientId, now.ToUnixTimeSeconds(),
            (now + TokenLife).ToUnixTimeSeconds(), Guid.NewGuid(), string.Join(' ', scopes),
            person.Unit.Id.Value, [person.Role], person.Name, person.Kind is ActorKind.Robot ? "robot" : "person");
        return keys[tenant].Sign(JsonSerializer.SerializeToUtf8Bytes(payload, Form));
    }

    public void Dispose()
    {
        foreach (var key in keys.Values)
            key.Dispose();
    }

    private static string MakeSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret.Trim()));

    private sealed record Payload(
        string Iss, string Aud, Guid Sub, string ClientId, long Iat, long Exp, Guid Jti, string Scope,
        Guid Unit, string[] Roles, string Name, string Kind);
}
