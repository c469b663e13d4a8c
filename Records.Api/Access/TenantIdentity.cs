using Records.Api.Tokens;
using Records.Core.Ports;

namespace Records.Api.Access;

/// <summary>
/// What must be known of a tenant (Mandant) before anything of it may be touched: whom it recognises, and how.
/// </summary>
internal interface ITenantIdentity
{
    TenantId Id { get; }

    /// <summary>The name in the address, <c>/t/{name}/v1</c>.</summary>
    string Name { get; }

    /// <summary>Judges tokens by this tenant's rules and its issuer's keys.</summary>
    TokenValidator Validator { get; }

    /// <summary>Whether everybody may read its log: hashes and times, and nothing of what happened.</summary>
    bool PublishesLog { get; }

    /// <summary>This tenant's people.</summary>
    IPersonDirectory People { get; }
}

/// <summary>The tenants this process serves.</summary>
internal interface ITenantIdentities
{
    /// <summary>The tenant of that name, compared as an exact string, or null.</summary>
    ITenantIdentity? Find(string name);
}
