using System.Diagnostics;
using Npgsql;
using Records.Core.InTray;
using Records.Core.Ports;
using Records.Storage.Json;
using static Records.Core.InTray.InTrayEvent;
using static Records.Storage.Views.ViewStatements;

namespace Records.Storage.Views;

/// <summary>What each event of the in-tray does to its table. An entry stays there when it has left the tray.</summary>
internal static class InTrayViews
{
    public static IEnumerable<NpgsqlBatchCommand> For(InTrayEvent happened, ViewedEvent viewed)
    {
        var (entry, stored) = (viewed.Stored.Stream.Value, viewed.Stored);
        return happened switch
        {
            InTrayEntryPut e =>
            [
                Class(e.Place),
                Sql("""
                    insert into in_tray (id, revision, state, source, received_at, unit, person, fields, object, key,
                        media_type, size_bytes, sha256, original_name, put_at, put_by, position, access_class)
                    select $1, 1, 'waiting', $2, $3, $4, $5, jsonb_strip_nulls($6), $7, $8, $9, $10, $11, $12, $13,
                           $14, $15, access_class.id
                      from access_class where unit = $4
                    """, entry, StoredWord.Of(e.Source), Moment.From(e.ReceivedAt).UnixMicros, e.Place.Unit.Value,
                    Uuid(e.Place.Person?.Value), Fields(e.Fields), e.Content.Object.Value, stored.Key.Value,
                    e.Content.Type.Name, e.Content.SizeBytes, e.Content.Sha256.ToBytes(), e.Content.OriginalName,
                    stored.RecordedAt.UnixMicros, viewed.Stamp!.Actor.Person.Value, stored.Position.Value),
            ],
            InTrayEntryReassigned e =>
            [
                Class(e.New),
                Sql("""
                    update in_tray set revision = revision + 1, unit = $2, person = $3, reason = $4,
                           access_class = access_class.id
                      from access_class
                     where in_tray.id = $1 and access_class.unit = $2
                    """, entry, e.New.Unit.Value, Uuid(e.New.Person?.Value), ViewStatements.Text(e.Reason)),
            ],
            InTrayEntryRegistered e =>
            [
                Sql("""
                    update in_tray set revision = revision + 1, state = 'registered', case_file = $2, document = $3,
                           reason = null
                     where id = $1
                    """, entry, e.CaseFile.Value, e.Document.Value),
            ],
            InTrayEntryRejected e =>
            [
                Sql("update in_tray set revision = revision + 1, state = 'rejected', reason = $2 where id = $1",
                    entry, e.Reason),
            ],
            _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
        };
    }

    private static NpgsqlBatchCommand Class(InTrayPlace place) => Sql(
        "insert into access_class (id, unit) select (select coalesce(max(id), 0) + 1 from access_class), $1 "
        + "where not exists (select from access_class where unit = $1)",
        place.Unit.Value);
}
