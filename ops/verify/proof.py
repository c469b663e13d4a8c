#!/usr/bin/env python3
"""Checks proof files (docs/history.md) with nothing but Python: no network, no database, none of our code.

  ops/verify/proof.py KEY FILE ...

KEY is the log's public key as text (name+id+key), or a file that holds it. For each file it prints what is proved and
ends with 0; for the first that proves nothing it says why and ends with 1.
"""
import base64
import datetime
import hashlib
import os
import sys
import uuid


class Refused(Exception):
    """What is wrong, as a sentence."""


def demand(holds, sentence):
    if not holds:
        raise Refused(sentence)


def unbase64(text):
    """Standard base64 in its one spelling."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused(f"'{text[:40]}' is no base64.") from None
    demand(base64.b64encode(raw).decode() == text, f"'{text[:40]}' is base64 in another spelling.")
    return raw


# Ed25519 (RFC 8032, 5.1): the curve -x² + y² = 1 + d x² y² over the field of P elements; B is its base point.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def recover(encoded):
    """The point of 32 bytes: y, and the sign of x in the highest bit."""
    number = int.from_bytes(encoded, "little")
    y, odd = number & (2**255 - 1), number >> 255
    demand(y < P, "A point of a signature is malformed.")
    squared = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(squared, (P + 3) // 8, P)
    if (x * x - squared) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    demand((x * x - squared) % P == 0 and (x or not odd), "A point of a signature is not on the curve.")
    return (P - x if x & 1 != odd else x), y


def add(one, other):
    (x1, y1), (x2, y2) = one, other
    product = D * x1 * x2 * y1 * y2 % P
    return ((x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P)


def times(scalar, point):
    result = (0, 1)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


BASE = recover((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signed(public, message, signature):
    demand(len(public) == 32 and len(signature) == 64, "Key or signature has not the length of Ed25519.")
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return times(scalar, BASE) == add(recover(signature[:32]), times(challenge, recover(public)))


def read_key(text):
    name, key_id, encoded = (text.strip().split("+", 2) + ["", ""])[:3]
    raw = unbase64(encoded)
    demand(raw[:1] == b"\x01", "This is not the public Ed25519 key of a log.")
    made = hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8]
    demand(key_id == made, "The key's id is not that of the key.")
    return name, bytes.fromhex(key_id), raw[1:]


def read_checkpoint(note, key):
    """Size and root, when the key has signed them."""
    name, key_id, public = key
    text, empty, signatures = note.rpartition("\n\n")
    demand(empty and signatures.endswith("\n"), "The checkpoint is no signed note.")
    good = False
    for line in signatures[:-1].split("\n"):
        dash, signer, encoded = (line.split(" ") + ["", ""])[:3]
        demand(dash == "\u2014", "A signature line is malformed.")
        raw = unbase64(encoded)
        if (signer, raw[:4]) == (name, key_id):
            good = is_signed(public, (text + "\n").encode(), raw[4:])
            demand(good, "The log's signature is not good.")
    demand(good, f"The log {name} has not signed this.")
    lines = text.split("\n")
    demand(len(lines) >= 3 and "" not in lines and lines[0] == name, "This is no checkpoint of the log.")
    demand(lines[1].isascii() and lines[1].isdigit() and str(int(lines[1])) == lines[1], "The size is malformed.")
    root = unbase64(lines[2])
    demand(len(root) == 32, "The root has not 32 bytes.")
    return int(lines[1]), root


def demand_inclusion(leaf, index, size, root, proof):
    """RFC 9162, 2.1.3.2."""
    demand(index < size, "The log is not that long.")
    at, last, value = index, size - 1, leaf
    for beside in proof:
        demand(last, "There are more hashes than the way up has.")
        if at & 1 or at == last:
            value = hashlib.sha256(b"\1" + beside + value).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            value = hashlib.sha256(b"\1" + value + beside).digest()
        at, last = at >> 1, last >> 1
    demand(last == 0 and value == root, "The entry is not in the log that was signed.")


def check(path, key):
    with open(path, encoding="utf-8", newline="") as file:
        head, empty, note = file.read().partition("\n\n")
    demand(empty, "This is no proof file.")
    lines = head.split("\n")
    demand(lines[0] == "c2sp.org/tlog-proof@v1" and len(lines) >= 3 and lines[1].startswith("extra ")
           and lines[2].startswith("index "), "This is no proof file with an entry.")
    entry, place = unbase64(lines[1][6:]), lines[2][6:]
    demand(place.isascii() and place.isdigit() and str(int(place)) == place, "The index is malformed.")
    size, root = read_checkpoint(note, key)
    demand_inclusion(hashlib.sha256(b"\0" + entry).digest(), int(place), size, root, [unbase64(x) for x in lines[3:]])

    demand(entry[:12] == b"records-ev1\0" and len(entry) > 224, "The entry has not the form records-ev1.")
    named = 78 + int.from_bytes(entry[76:78], "big")
    happened = datetime.datetime(1970, 1, 1) + datetime.timedelta(
        microseconds=int.from_bytes(entry[68:76], "big", signed=True))
    print(f"{path}: event {int.from_bytes(entry[44:52], 'big')} of {uuid.UUID(bytes=entry[28:44])}, "
          f"'{entry[78:named].decode()}', recorded {happened.isoformat(timespec='seconds')}Z, "
          f"is entry {place} of {size} of {key[0]}.")


def main(arguments):
    if arguments in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        key = arguments[0]
        if os.path.exists(key):
            with open(key, encoding="utf-8") as file:
                key = file.read()
        key = read_key(key)
        for path in arguments[1:]:
            try:
                check(path, key)
            except (Refused, UnicodeDecodeError) as refused:
                print(f"{path}: {refused}")
                return 1
    except Refused as refused:
        print(f"The key: {refused}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
