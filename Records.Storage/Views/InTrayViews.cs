using System.Diagnostics;
using NpgsqlTypes;
using Records.Core.InTray;
using Records.Core.Ports;
using Records.Storage.Json;
using static Records.Core.InTray.InTrayEvent;
using static Records.Storage.Views.ViewStatements;

namespace Records.Storage.Views;

/// <summary>What each event of the in-tray does to its table. An entry stays there when it has left the tray.</summary>
internal static class InTrayViews
{
    public static IEnumerable<ViewWrite> For(InTrayEvent happened, ViewedEvent viewed)
    {
        var (entry, stored) = (viewed.Stored.Stream.Value, viewed.Stored);
        return happened switch
        {
            InTrayEntryPut e =>
            [
                new ViewWrite.AccessClass(e.Place.Unit),
                Alone(stored, """
                    insert into in_tray (id, revision, state, source, received_at, unit, person, fields, object, key,
                        media_type, size_bytes, sha256, original_name, put_at, put_by, position, access_class)
                    select $1, 1, 'waiting', $2, $3, $4, $5, jsonb_strip_nulls($6), $7, $8, $9, $10, $11, $12, $13,
                           $14, $15, access_class.id
                      from access_class where unit = $4
                    """, StoredWord.Of(e.Source), Moment.From(e.ReceivedAt).UnixMicros, e.Place.Unit.Value,
                    Uuid(e.Place.Person?.Value), Typed(NpgsqlDbType.Jsonb, FieldsOf(e.Fields)),
                    e.Content.Object.Value, stored.Key.Value, e.Content.Type.Name, e.Content.SizeBytes,
                    e.Content.Sha256.ToBytes(), e.Content.OriginalName,
                    stored.RecordedAt.UnixMicros, viewed.Stamp!.Actor.Person.Value, stored.Position.Value),
            ],
            InTrayEntryReassigned e =>
            [
                new ViewWrite.AccessClass(e.New.Unit),
                Alone(stored, """
                    update in_tray set revision = revision + 1, unit = $2, person = $3, reason = $4,
                           access_class = access_class.id
                      from access_class
                     where in_tray.id = $1 and access_class.unit = $2
                    """, e.New.Unit.Value, Uuid(e.New.Person?.Value), ViewStatements.Text(e.Reason)),
            ],
            InTrayEntryRegistered e =>
            [
                Alone(stored, """
                    update in_tray set revision = revision + 1, state = 'registered', case_file = $2, document = $3,
                           reason = null
                     where id = $1
                    """, e.CaseFile.Value, e.Document.Value),
            ],
            InTrayEntryRejected e =>
            [
                Alone(
                    stored,
                    "update in_tray set revision = revision + 1, state = 'rejected', reason = $2 where id = $1",
                    e.Reason),
            ],
            _ => throw new UnreachableException($"{happened.GetType().Name} is not known."),
        };
    }
}
