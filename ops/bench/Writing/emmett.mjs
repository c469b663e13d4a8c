// Drives Emmett as the benchmark drives our store: node emmett.mjs PACKAGES HOST USER DATABASE WRITERS BYTES. A line on
// the standard input says for how many milliseconds to write; the answer is a line of JSON.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { performance } from 'node:perf_hooks';

const [packages, host, user, database, writers, bytes] = process.argv.slice(2);
const need = createRequire(`${packages}/node_modules/`);
const { getPostgreSQLEventStore } = need('@event-driven-io/emmett-postgresql');
const pg = need('pg');

// As many connections as help: more of them than this wait for each other in the database.
const pool = new pg.Pool({ host, user, database, max: Math.min(Number(writers), 64) });
const store = getPostgreSQLEventStore(`postgresql://${user}@localhost/${database}?host=${host}`, {
  schema: { autoMigration: 'None' },
  connectionOptions: { pool },
});
await store.schema.migrate();

const streamOf = () => ({ name: `caseFile-${crypto.randomUUID()}`, version: 0n });
const streams = Array.from({ length: Number(writers) }, streamOf);
const body = 'x'.repeat(Number(bytes));

async function write(stream, until, waits) {
  for (let before = performance.now(); before < until; ) {
    const event = { type: 'CaseFileDescribed', data: { body }, metadata: { request: crypto.randomUUID() } };
    const options = stream.version === 0n ? {} : { expectedStreamVersion: stream.version };
    stream.version = (await store.appendToStream(stream.name, [event], options)).nextExpectedStreamVersion;
    const after = performance.now();
    waits.push(after - before);
    before = after;
  }
}

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const waits = [];
  const start = performance.now();
  await Promise.all(streams.map((stream) => write(stream, start + Number(line), waits)));
  const seconds = (performance.now() - start) / 1000;
  waits.sort((a, b) => a - b);
  const at = (share) => waits[Math.floor(waits.length * share)];
  console.log(JSON.stringify({ events: waits.length, perSecond: waits.length / seconds, p50: at(0.5), p99: at(0.99) }));
}
await store.close();
await pool.end();
