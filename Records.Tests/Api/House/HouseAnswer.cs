using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Records.Tests.Api.House;

/// <summary>What the server answered, read to its end.</summary>
internal sealed class HouseAnswer(int status, HttpResponseMessage message, byte[] bytes)
{
    public int Status => status;
    public byte[] Bytes => bytes;
    public string Text => Encoding.UTF8.GetString(bytes);
    public JsonNode Body => JsonNode.Parse(bytes)!;
    public JsonArray Items => Body["items"]!.AsArray();
    public string Id => (string)Body["id"]!;
    public string ETag => message.Headers.ETag!.Tag;
    public long Position => long.Parse(Header("Position")!, System.Globalization.CultureInfo.InvariantCulture);
    public string? MediaType => message.Content.Headers.ContentType?.MediaType;
    public bool IsReplayed => Header("Idempotency-Replayed") == "true";
    public string? Code => MediaType == "application/problem+json" ? (string?)Body["code"] : null;
    public string? Pointer => (string?)Body["errors"]?[0]?["pointer"];

    public string? Header(string name) =>
        message.Headers.TryGetValues(name, out var values) || message.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;

    public bool Offers(string act) => Body["_links"]?[act] is not null;

    /// <summary>Fails with the whole answer when it is another one.</summary>
    public HouseAnswer Expect(int expected, string? code = null, string? pointer = null)
    {
        if (status != expected || (code is not null && Code != code) || (pointer is not null && Pointer != pointer))
            Assert.Fail($"{message.RequestMessage?.Method} {message.RequestMessage?.RequestUri?.PathAndQuery} "
                + $"answered {status}, not {expected} {code} {pointer}:\n{(Text.Length > 2000 ? Text[..2000] : Text)}");
        return this;
    }
}
