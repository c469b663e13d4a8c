-- The events of a tenant as ops/verify/leaf.py reads them, one JSON object a line (docs/history.md).
select json_build_object(
           'tenant', head.tenant,
           'stream', event.stream,
           'version', event.version,
           'eventId', event.event_id,
           'recordedAtUnixMicros', event.recorded_at,
           'type', event.type,
           'form', event.form,
           'keyId', event.key_id,
           'contentCommit_hex', encode(event.commitment, 'hex'),
           'metadata_utf8', convert_from(event.metadata, 'UTF8'),
           'bodyHash_hex', encode(event.body_hash, 'hex'),
           'body_hex', encode(event.body, 'hex'),
           'chain_hex', encode(event.chain, 'hex'),
           'merkleLeafHash_hex', encode(event.leaf, 'hex'))
  from event, log_head as head
 order by event.position;
