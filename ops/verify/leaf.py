#!/usr/bin/env python3
"""Recomputes the hashes of events, without Records: commitment, body hash, chain and leaf (docs/history.md).

  ops/verify/leaf.py Records.Tests/vectors/event-chain.json     the worked example
  ops/verify/leaf.py -                                          rows from standard input, one JSON object a line

Rows of a stream must come in order. Exit code 0: all hashes are as stated; 1: one is not, and which; 2: wrong call.
"""
import hashlib
import json
import struct
import sys
import uuid


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def leaf_bytes(row, previous_chain):
    name = row["type"].encode()
    return b"".join([
        b"records-ev1\0",
        uuid.UUID(row["tenant"]).bytes,
        uuid.UUID(row["stream"]).bytes,
        struct.pack(">Q", row["version"]),
        uuid.UUID(row["eventId"]).bytes,
        struct.pack(">q", row["recordedAtUnixMicros"]),
        struct.pack(">H", len(name)), name,
        struct.pack(">H", row["form"]),
        uuid.UUID(row["keyId"]).bytes,
        bytes.fromhex(row["contentCommit_hex"]),
        sha256(row["metadata_utf8"].encode()),
        bytes.fromhex(row["bodyHash_hex"]),
        previous_chain])


def faults(row, previous_chain):
    leaf = leaf_bytes(row, previous_chain)
    if sha256(b"\2", leaf).hex() != row["chain_hex"]:
        yield "chain"
    if sha256(b"\0", leaf).hex() != row["merkleLeafHash_hex"]:
        yield "leaf"
    if row["body_hex"] is None:
        return
    body = bytes.fromhex(row["body_hex"])
    if sha256(body).hex() != row["bodyHash_hex"]:
        yield "body hash"
    if uuid.UUID(row["keyId"]).int == 0 and sha256(b"records-content1\0", bytes(32), body).hex() != row["contentCommit_hex"]:
        yield "commitment"


def main(source):
    if source == "-":
        rows = [json.loads(line) for line in sys.stdin if line.strip()]
    else:
        with open(source, encoding="utf-8") as file:
            rows = json.load(file)["events"]

    chains, wrong = {}, 0
    for row in rows:
        for fault in faults(row, chains.get(row["stream"], bytes(32))):
            wrong += 1
            print(f"{row['stream']} version {row['version']}: {fault} is not as stated")
        chains[row["stream"]] = bytes.fromhex(row["chain_hex"])
    print(f"{len(rows)} events of {len(chains)} streams, {wrong} not as stated.")
    return 0 if rows and not wrong else 1


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        print(__doc__.strip())
        sys.exit(0 if sys.argv[1:] in (["-h"], ["--help"]) else 2)
    sys.exit(main(sys.argv[1]))
