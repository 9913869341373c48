"""The ByteStorage envelope 1.1 and its legacy form (wire.md, sections 1 to 5)."""

import lz4.block
import msgpack
import xxhash

import bounds
import lz4_block
from errors import Refused

MAX_SIZE = 536870912
MAX_RATIO = 1000


def checksum(payload):
    return xxhash.xxh3_64_intdigest(payload).to_bytes(8, "big")


def compress(payload):
    return lz4.block.compress(payload, store_size=False)


def write(payload, legacy=False, text="msgpack"):
    data = compress(payload)
    return msgpack.packb([list(data) if legacy else data, list(checksum(payload)), len(payload), text], use_bin_type=True)


def octets(items):
    if not isinstance(items, list) or any(type(item) is not int or not 0 <= item <= 255 for item in items):
        raise Refused("Structure", "no bytes")
    return bytes(items)


def read(data):
    if len(data) > MAX_SIZE:
        raise Refused("TooLarge", "envelope")
    bounds.check(data)
    try:
        parts = msgpack.unpackb(data, strict_map_key=False, object_pairs_hook=lambda pairs: None)
    except ValueError as error:
        raise Refused("Structure", str(error)) from error
    if not isinstance(parts, list) or len(parts) != 4:
        raise Refused("Structure", "not four elements")
    block, stored, size, text = parts
    block = block if isinstance(block, bytes) else octets(block)
    stored = octets(stored)
    if len(stored) != 8 or type(size) is not int or size < 0 or not isinstance(text, str):
        raise Refused("Structure", "an element of another type")
    if len(block) > MAX_SIZE:
        raise Refused("TooLarge", "compressed data")
    if size > MAX_SIZE:
        raise Refused("OriginalSize", "original size")
    if not block:
        raise Refused("EmptyData", "no compressed data")
    if size > MAX_RATIO * len(block):
        raise Refused("Ratio", "ratio")
    try:
        payload = lz4_block.decode(block, size)
    except lz4_block.Damaged as error:
        raise Refused("Compression", str(error)) from error
    if checksum(payload) != stored:
        raise Refused("Checksum", "checksum")
    return payload
