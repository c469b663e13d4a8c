using System.Diagnostics;
using System.Globalization;
using Microsoft.Net.Http.Headers;
using Records.Api.Tenants;
using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Routing;
using Records.Core.Deciding;
using Records.Core.People;
using Records.Core.Ports;

namespace Records.Api.Calls;

/// <summary>
/// One request of a known caller at one tenant: what every handler starts from. Nothing in it can reach another tenant.
/// </summary>
internal sealed class Call(HttpContext http, Tenant tenant, Caller caller)
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private byte[]? body;

    public HttpContext Http => http;
    public Tenant Tenant => tenant;
    public Caller Caller => caller;
    public Actor Actor => caller.Actor;

    /// <summary>
    /// Who acts on steps and versions: with every role of the token, for a step may ask for any of them.
    /// </summary>
    public Handler Handler => new(Actor.Person, Actor.OnBehalfOf, Actor.Unit, [.. caller.Roles]);

    public CancellationToken Cancel => http.RequestAborted;

    /// <summary>Today where German law counts its days.</summary>
    public DateOnly Today => DayOf(tenant.Clock.GetUtcNow());

    /// <summary>The day of that moment where German law counts its days.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Berlin).DateTime);

    /// <summary>The moment at which the day begins where German law counts its days.</summary>
    public static Moment StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // In ticks, for the first days there are have no beginning in UTC.
        return new((midnight.Ticks - Berlin.GetUtcOffset(midnight).Ticks - DateTime.UnixEpoch.Ticks)
            / TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>A new identifier (UUIDv7): sorted by time, so that indexes grow at one end.</summary>
    public Guid NewId() => Guid.CreateVersion7(tenant.Clock.GetUtcNow());

    /// <summary>Whether the caller may do this besides what the route asked for; for links.</summary>
    public bool May(Act act) => Access.AccessRule.Against(caller, act) is null;

    public Stamp Stamp(ICommandContract contract) =>
        new(Actor, NewId(), null, contract.Effective, contract.LegalBasis);

    /// <summary>What the caller may not see does not exist for them; neither does what does not exist.</summary>
    public Refusal? Hides(CaseFile state) =>
        state is CaseFile.Unopened || !Sees(state.Contents) ? CaseFileRefusals.NotOpened : null;

    /// <summary>The object of a case file that the route names.</summary>
    public ObjectRef Object => (Http.GetRouteValue("matter"), Http.GetRouteValue("document")) switch
    {
        (_, string document) => ObjectRef.Of(new DocumentId(Guid.Parse(document))),
        (string matter, _) => ObjectRef.Of(new MatterId(Guid.Parse(matter))),
        _ => ObjectRef.CaseFile,
    };

    /// <summary>
    /// The body as this contract. Read once and kept, because the fingerprint of an Idempotency-Key covers the very
    /// bytes.
    /// </summary>
    public async Task<T> ReadAsync<T>() where T : notnull => ContractJson.Read<T>(await BodyAsync());

    public async Task<byte[]> BodyAsync() => body ??= await ContractJson.ReadBytesAsync(http, Cancel);

    /// <summary>The revision the caller has seen, from If-Match (RFC 9110, 13.1.1).</summary>
    public (Revision Seen, Problem? Problem) IfMatch() => http.Request.Headers.IfMatch switch
    {
        [] => (default, CallProblems.IfMatchMissing),
        [{ } value] when EntityTagHeaderValue.TryParse(value, out var tag) && !tag.IsWeak
            && int.TryParse(
                tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) =>
            (new(revision), null),
        _ => (default, CallProblems.IfMatchMalformed),
    };

    /// <summary>Binds the parameter of a handler.</summary>
    public static ValueTask<Call?> BindAsync(HttpContext context)
    {
        var tenant = (Tenant)(context.Features.Get<Access.ITenantIdentity>()
            ?? throw new UnreachableException("The route is open to everybody."));
        tenant.Call();
        return new(new Call(
            context, tenant,
            context.Features.Get<Caller>() ?? throw new UnreachableException("The route is open to everybody.")));
    }

    private bool Sees(CaseFileBody file) => Permissions.MaySee(Actor, new AccessClass(file.LeadUnit));
}
