"""interop/v1 values: one plain MessagePack document (keys.md, section 4)."""

import datetime

import msgpack

import bounds
import documents
from errors import Refused
from tagged import Ticks

PACKER = msgpack.Packer(use_bin_type=True, strict_types=True)


def refuse(message):
    raise Refused("Value", message)


def sentinel(name, text):
    return PACKER.pack({name: True, "value": text})


def encode(value):
    if value is None or isinstance(value, (bool, float, bytes)):
        return PACKER.pack(value)
    if isinstance(value, int):
        if not -(2**63) <= value <= 2**64 - 1:
            refuse("an integer outside 64 bits")
        return PACKER.pack(value)
    if isinstance(value, str):
        try:
            return PACKER.pack(value)
        except UnicodeEncodeError:
            refuse("a surrogate without its partner")
    if isinstance(value, Ticks):
        value = value.to_datetime()
    if isinstance(value, datetime.datetime):
        return sentinel("__datetime__", value.isoformat())
    if isinstance(value, datetime.date):
        return sentinel("__date__", value.isoformat())
    if isinstance(value, datetime.time):
        return sentinel("__time__", value.isoformat())
    if isinstance(value, list):
        return PACKER.pack_array_header(len(value)) + b"".join(encode(item) for item in value)
    if isinstance(value, dict):
        return PACKER.pack_map_header(len(value)) + b"".join(encode(key) + encode(value[key]) for key in sorted(value))
    refuse(f"no value type: {type(value).__name__}")


def encode_loosely(value):
    """A valid document that is not canonical: widest headers, float32 where it is exact, members in the order they come."""
    if isinstance(value, bool) or value is None:
        return PACKER.pack(value)
    if isinstance(value, int):
        return b"\xcf" + value.to_bytes(8, "big") if value >= 0 else b"\xd3" + value.to_bytes(8, "big", signed=True)
    if isinstance(value, float):
        narrow = msgpack.packb(value, use_single_float=True)
        return narrow if msgpack.unpackb(narrow) == value else PACKER.pack(value)
    if isinstance(value, str):
        text = value.encode()
        return b"\xdb" + len(text).to_bytes(4, "big") + text
    if isinstance(value, bytes):
        return b"\xc6" + len(value).to_bytes(4, "big") + value
    if isinstance(value, list):
        return b"\xdd" + len(value).to_bytes(4, "big") + b"".join(encode_loosely(item) for item in value)
    if isinstance(value, dict):
        pairs = [encode_loosely(key) + encode_loosely(value[key]) for key in sorted(value, reverse=True)]
        return b"\xdf" + len(pairs).to_bytes(4, "big") + b"".join(pairs)
    return encode(value)


def revive(members):
    """A time, where the map is one; any text that is no time leaves the map what it is."""
    text = members.get("value")
    if isinstance(text, str):
        for mark, kind in (("__datetime__", datetime.datetime), ("__date__", datetime.date), ("__time__", datetime.time)):
            if members.get(mark) is True:
                try:
                    return kind.fromisoformat(text)
                except ValueError:
                    return members
    return members


def decode(data):
    if data[:2] == b"CK":
        raise Refused("Container", "a frame of the Python SDK")
    if data[:2] == b"\xc1\x02":
        raise Refused("Container", "a container of interop/v2")
    bounds.check(data)
    return documents.Reader(data, revive).read()
