"""Keys: the canonical MessagePack of arguments, and BLAKE2b over it (keys.md, sections 2 and 3)."""

import datetime
import hashlib
import math
import re
import uuid

import msgpack

from errors import Refused
from tagged import EPOCH, SetOf, Ticks

SEGMENT = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
PACKER = msgpack.Packer(use_bin_type=True, strict_types=True)


def refuse(message):
    raise Refused("Key", message)


def pack_text(text):
    try:
        return PACKER.pack(text)
    except UnicodeEncodeError:
        refuse("a surrogate without its partner")


def pack_int(value):
    if not -(2**63) <= value <= 2**64 - 1:
        refuse("an integer outside 64 bits")
    return PACKER.pack(value)


def pack_float(value):
    if math.isnan(value) or math.isinf(value):
        refuse("a float that is no number")
    if value == math.floor(value) and -9223372036854775808.0 <= value < 18446744073709551616.0:
        return PACKER.pack(int(value))
    return PACKER.pack(value)


def pack_instant(micros):
    return pack_float(float(micros) / 1000000.0)


def pack(value):
    if value is None or isinstance(value, bool):
        return PACKER.pack(value)
    if isinstance(value, int):
        return pack_int(value)
    if isinstance(value, float):
        return pack_float(value)
    if isinstance(value, str):
        return pack_text(value)
    if isinstance(value, bytes):
        return PACKER.pack(value)
    if isinstance(value, Ticks):
        return pack_instant(value.micros)
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            refuse("an instant without an offset")
        return pack_instant((value - EPOCH) // datetime.timedelta(microseconds=1))
    if isinstance(value, uuid.UUID):
        return pack_text(str(value))
    if isinstance(value, list):
        return PACKER.pack_array_header(len(value)) + b"".join(pack(item) for item in value)
    if isinstance(value, SetOf):
        items = sorted({pack(item) for item in value.items})
        return PACKER.pack_array_header(len(items)) + b"".join(items)
    if isinstance(value, dict):
        parts = [PACKER.pack_map_header(len(value))]
        for key in sorted(value):
            if not isinstance(key, str):
                refuse("a map key that is no string")
            parts.append(pack_text(key) + pack(value[key]))
        return b"".join(parts)
    refuse(f"no argument type: {type(value).__name__}")


def check_segments(namespace, operation):
    for segment in (namespace, operation):
        if not SEGMENT.fullmatch(segment) or ".." in segment:
            raise Refused("Segment", "a bad segment")
    if namespace in ("ns", "nsapi"):
        raise Refused("Segment", "a reserved namespace")


def blake2b(data, size=32):
    return hashlib.blake2b(data, digest_size=size).hexdigest()


def interop_key(namespace, operation, arguments):
    check_segments(namespace, operation)
    return f"{namespace}:{operation}:{blake2b(pack(arguments))}"


def pack_auto(value):
    """Section 2.1: as above, but floats stay floats, and minus zero becomes zero."""
    if isinstance(value, float):
        return PACKER.pack(0.0 if value == 0 else value)
    if isinstance(value, list):
        return PACKER.pack_array_header(len(value)) + b"".join(pack_auto(item) for item in value)
    if isinstance(value, dict):
        parts = [PACKER.pack_map_header(len(value))]
        for key in sorted(value):
            parts.append(pack_text(key) + pack_auto(value[key]))
        return b"".join(parts)
    if isinstance(value, (Ticks, datetime.datetime)):
        instant = value.to_datetime() if isinstance(value, Ticks) else value
        if instant.tzinfo is None:
            refuse("an instant without an offset")
        return pack_text(instant.isoformat())
    if isinstance(value, SetOf):
        refuse("a set")
    return pack(value)


def auto_bytes(positional, named):
    return pack_auto([positional, named])


def finish(key):
    """Section 2.2."""
    key = re.sub("[ \r\n]", "_", key)
    return key if len(key) <= 250 else f"{key[:50]}:{blake2b(key.encode())[:32]}"
