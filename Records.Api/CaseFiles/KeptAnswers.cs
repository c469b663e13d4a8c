using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Records.Api.Calls;
using Records.Core.Access;
using Records.Core.People;
using Records.Core.Ports;
using Records.Storage.Views;

namespace Records.Api.CaseFiles;

/// <summary>
/// Case files and matters as they were answered lately, each for one reader and one day. An answer is given again only
/// while a look at the database says that neither the file nor the file plan has changed since; so it is the answer
/// that would be made anew. Bounded in bytes: when the young half is full it becomes the old half, and what nobody read
/// is let go.
/// </summary>
internal sealed class KeptAnswers(ChangeWatch changes, long mostBytes)
{
    private readonly Lock gate = new();
    private Dictionary<Reader, KeptAnswer> young = [];
    private Dictionary<Reader, KeptAnswer> old = [];
    private long bytes;

    /// <summary>How many answers there are.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return young.Count + old.Keys.Count(reader => !young.ContainsKey(reader));
        }
    }

    /// <summary>What was answered to that reader, if it is what would be answered at that look.</summary>
    public KeptAnswer? Find(Reader reader, StreamId plan, Look look)
    {
        KeptAnswer? kept;
        lock (gate)
            if (!young.TryGetValue(reader, out kept) && old.TryGetValue(reader, out kept))
                Put(reader, kept);
        return kept is not null && kept.Tables == look.Tables
            && kept.Shown >= changes.LastChange(new(reader.File)) && kept.Shown >= changes.LastChange(plan)
            ? kept
            : null;
    }

    public void Keep(Reader reader, KeptAnswer answer)
    {
        if (answer.Length > mostBytes / 16)
            return;
        lock (gate)
            Put(reader, answer);
    }

    /// <summary>Lets go of all of them.</summary>
    public void Clear()
    {
        lock (gate)
            (young, old, bytes) = ([], [], 0);
    }

    private void Put(Reader reader, KeptAnswer answer)
    {
        bytes += answer.Length - (young.TryGetValue(reader, out var before) ? before.Length : 0);
        young[reader] = answer;
        if (bytes > mostBytes / 2)
            (old, young, bytes) = (young, [], 0);
    }
}

/// <summary>
/// Who reads which file, or which matter in it, on which day: all that an answer may depend on besides the file and the
/// plan. Of a caller only the names are left out.
/// </summary>
internal sealed class Reader(Guid file, Guid? matter, DateOnly today, Caller caller) : IEquatable<Reader>
{
    private readonly Guid? matter = matter;
    private readonly DateOnly today = today;
    private readonly Actor actor = caller.Actor with { Application = "" };
    private readonly ImmutableArray<Role> roles = caller.Roles;
    private readonly ImmutableHashSet<string> scopes = caller.Scopes;

    public Guid File => file;

    public bool Equals(Reader? other) => other is not null
        && other.File == File && other.matter == matter && other.today == today && other.actor == actor
        && other.roles.AsSpan().SequenceEqual(roles.AsSpan())
        && (ReferenceEquals(other.scopes, scopes) || other.scopes.SetEquals(scopes));

    public override bool Equals(object? obj) => Equals(obj as Reader);

    public override int GetHashCode() => HashCode.Combine(File, matter, today, actor.Person, actor.Role);
}

/// <summary>An answer as it goes out, in which only the position that it reflects may still change.</summary>
/// <param name="After">What comes after the position; nothing where the answer does not say it.</param>
/// <param name="Shown">The position of the tables it was made from; no later event is in it.</param>
/// <param name="Tables">Which tables these were.</param>
internal sealed record KeptAnswer(
    ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> After, int Revision, Position Shown, long Tables)
{
    public int Length => Before.Length + After.Length;

    public static KeptAnswer Of(CaseFileAnswer answer, Look look)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(answer, ContractJson.Options);
        var (from, to) = PlaceOfPosition(json);
        return new(json.AsMemory(0, from), json.AsMemory(to), answer.Revision, new(answer.Position), look.Tables);
    }

    /// <param name="shown">The position of the tables; the answer itself does not say it.</param>
    public static KeptAnswer Of(MatterAnswer answer, long shown, Look look) => new(
        JsonSerializer.SerializeToUtf8Bytes(answer, ContractJson.Options), default, answer.Revision, new(shown),
        look.Tables);

    /// <summary>The answer at that position of the tables.</summary>
    public IResult At(Position shown) => new Sent(this, shown);

    private static (int From, int To) PlaceOfPosition(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.PropertyName && reader.CurrentDepth == 1
                && reader.ValueTextEquals("position"u8))
            {
                reader.Read();
                return ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
            }
        throw new JsonException("The answer does not say which position it reflects.");
    }

    private sealed class Sent(KeptAnswer kept, Position shown) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            Span<byte> digits = stackalloc byte[20];
            var length = 0;
            if (!kept.After.IsEmpty)
                shown.Value.TryFormat(digits, out length, provider: CultureInfo.InvariantCulture);
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = kept.Length + length;
            response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{kept.Revision}\"");
            response.Headers["Position"] = shown.Value.ToString(CultureInfo.InvariantCulture);

            var writer = response.BodyWriter;
            writer.Write(kept.Before.Span);
            writer.Write(digits[..length]);
            writer.Write(kept.After.Span);
            await writer.FlushAsync(httpContext.RequestAborted);
        }
    }
}
