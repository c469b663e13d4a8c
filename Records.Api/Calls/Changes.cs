using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Records.Actors;
using Records.Actors.Sweeping;
using Records.Core.Deciding;
using Records.Core.Describing;
using Records.Core.History;
using Records.Core.Ports;

namespace Records.Api.Calls;

/// <summary>
/// The way every change takes: key, body, actor, answer. The same key with the same request gets the stored answer and
/// no second event; the answer is stored with the events. A probe takes it too, up to where something would be written.
/// </summary>
internal static class Changes
{
    private const int MaxKeyLength = 128;
    private const int MaxLegalBasis = 200;

    /// <param name="ask">Puts the wish to the actor, on these terms.</param>
    /// <param name="receipt">
    /// What is answered from the state afterwards: ids, revisions and links, never content.
    /// </param>
    /// <param name="needsKey">
    /// Creating needs an Idempotency-Key, because nothing else tells a repetition from a second wish.
    /// </param>
    /// <param name="looksFirst">
    /// Whether an answer of before is looked up before asking. Where asking does nothing but write one stream it need
    /// not be: a repetition is then refused or not written, and looked up after that.
    /// </param>
    public static async Task<IResult> RunAsync<TState>(
        Call call, ICommandContract contract, int status, bool needsKey,
        Func<Terms<TState>, Task<Outcome<TState>>> ask, Func<TState, Receipt> receipt, bool looksFirst = true)
    {
        var (isProbe, unclear) = Probes.In(call.Http.Request.Query);
        if (unclear is not null)
            return unclear;
        if (contract.LegalBasis is { } basis
            && (basis.Length > MaxLegalBasis || !PlainText.IsClean(basis, linesAllowed: false)))
            return CallProblems.LegalBasisUnclean;
        var stamp = call.Stamp(contract);
        receipt = Once(receipt);
        if (isProbe)
            return await ask(new(stamp) { IsProbe = true }) switch
            {
                Outcome<TState>.Possible possible => new ProbeResult(possible.Events > 0),
                var refused => ToProblem(refused),
            };

        var (key, problem) = KeyOf(call, needsKey);
        if (problem is not null)
            return problem;

        AnswerPlan<TState>? remember = null;
        if (key is { } answerKey)
        {
            var fingerprint = Fingerprint(call.Http.Request, await call.BodyAsync());
            if (looksFirst && await call.Tenant.Store.FindAnswerAsync(answerKey, call.Cancel) is { } before)
                return await ReplayAsync(call, before, fingerprint);
            remember = new(answerKey, fingerprint, state => (status, Write(receipt(state))));
        }

        var outcome = await ask(new(stamp, remember));
        if (outcome is not Outcome<TState>.Done
            && key is { } raced && await call.Tenant.Store.FindAnswerAsync(raced, call.Cancel) is { } answered)
            return await ReplayAsync(call, answered, remember!.Fingerprint);

        return outcome switch
        {
            Outcome<TState>.Done done => Answer(call, status, receipt(done.State), done.Position),
            Outcome<TState>.AnsweredBefore before => await ReplayAsync(call, before.Answer, remember!.Fingerprint),
            _ => ToProblem(outcome),
        };
    }

    // What is remembered and what is answered come from the same state, and asking what is possible next costs most.
    private static Func<TState, Receipt> Once<TState>(Func<TState, Receipt> receipt)
    {
        (TState State, Receipt Receipt)? last = null;
        return state =>
        {
            if (last is not { } made || !ReferenceEquals(made.State, state))
                last = made = (state, receipt(state));
            return made.Receipt;
        };
    }

    private static Problem ToProblem<TState>(Outcome<TState> outcome) => outcome switch
    {
        Outcome<TState>.Refused refused => refused.Reason.ToProblem(),
        Outcome<TState>.ClaimTaken { Claim.Kind: ObjectClaims.Kind } =>
            Documents.UploadProblems.AlreadyFiled.ToProblem(),
        _ => Problems.Internal,
    };

    private static IResult Answer(Call call, int status, Receipt receipt, Position position)
    {
        SetHeaders(call.Http.Response, receipt.Revision, position);
        if (status == StatusCodes.Status201Created && receipt.Links.TryGetValue("self", out var self))
            call.Http.Response.Headers.Location = self.Href;
        return TypedResults.Json(receipt, ContractJson.Options, statusCode: status);
    }

    private static async Task<IResult> ReplayAsync(Call call, RememberedAnswer before, Digest fingerprint)
    {
        if (before.Fingerprint != fingerprint)
            return CallProblems.KeyReused;

        var receipt = JsonSerializer.Deserialize<Receipt>(before.Body, ContractJson.Options)!;
        call.Http.Response.Headers["Idempotency-Replayed"] = "true";
        return Answer(call, before.Status, receipt, await call.Tenant.Store.HeadAsync(call.Cancel));
    }

    private static void SetHeaders(HttpResponse response, int revision, Position position)
    {
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");
        response.Headers["Position"] = position.Value.ToString(CultureInfo.InvariantCulture);
    }

    private static string Write(Receipt receipt) => JsonSerializer.Serialize(receipt, ContractJson.Options);

    // draft-ietf-httpapi-idempotency-key-header: a quoted string; unquoted is accepted too.
    private static (AnswerKey? Key, Problem? Problem) KeyOf(
        Call call, bool isNeeded) => call.Http.Request.Headers["Idempotency-Key"] switch
        {
            [] => (null, isNeeded ? CallProblems.KeyMissing : null),
            [{ } value] when value.Trim('"') is { Length: >= 1 and <= MaxKeyLength } key
                && key.All(c => c is > ' ' and < '\u007f') =>
                (new($"{call.Actor.Person.Value:N}/{call.Actor.Application}", key), null),
            _ => (null, CallProblems.KeyMalformed),
        };

    private static Digest Fingerprint(HttpRequest request, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path} {request.Headers.IfMatch}\n"));
        hash.AppendData(body);
        return Digest.FromBytes(hash.GetHashAndReset());
    }
}

/// <summary>What a change is answered with.</summary>
/// <param name="Id">The object that was made or changed.</param>
/// <param name="Revision">Its revision now; the ETag says the same.</param>
/// <param name="Reference">The reference of the file or matter, where one was given out.</param>
/// <param name="Number">The number of the matter or version, where one was given out.</param>
internal sealed record Receipt(
    Guid Id, int Revision,
    [property: System.Text.Json.Serialization.JsonPropertyName("_links")] IReadOnlyDictionary<string, Link> Links,
    string? Reference = null, int? Number = null);

/// <summary>Where to go next (RFC 8288), and what to send there.</summary>
internal sealed record Link(string Href, string Method = "GET");
