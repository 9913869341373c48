"""The interop/v2 container (interop-v2.md, sections 2 to 5)."""

import envelope
import lz4_block
import msgpack
from errors import Refused

UNSIGNED = {0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8}
BINARY = {0xC4: 1, 0xC5: 2, 0xC6: 4}


def write(document, method=None):
    block = envelope.compress(document)
    if method is None:
        method = 1 if len(block) < len(document) else 0
    payload = block if method == 1 else document
    return b"\xc1\x02" + msgpack.packb([method, len(document), payload], use_bin_type=True)


class Body:
    """The elements by their markers."""

    def __init__(self, data):
        self.data = data
        self.position = 2

    def take(self, count):
        if self.position + count > len(self.data):
            raise Refused("Body", "cut off")
        part = self.data[self.position:self.position + count]
        self.position += count
        return part

    def number(self, width):
        return int.from_bytes(self.take(width), "big")

    def array(self):
        marker = self.number(1)
        if 0x90 <= marker <= 0x9F:
            return marker & 15
        if marker in (0xDC, 0xDD):
            return self.number(2 if marker == 0xDC else 4)
        raise Refused("Body", "no array")

    def unsigned(self):
        marker = self.number(1)
        if marker <= 0x7F:
            return marker
        if marker in UNSIGNED:
            return self.number(UNSIGNED[marker])
        raise Refused("Body", "no unsigned marker")

    def binary(self):
        marker = self.number(1)
        if marker not in BINARY:
            raise Refused("Body", "no bin")
        return self.take(self.number(BINARY[marker]))


def read(data):
    if data[:2] != b"\xc1\x02":
        raise Refused("Container", "no magic")
    body = Body(data)
    if body.array() != 3:
        raise Refused("Body", "not three elements")
    method = body.unsigned()
    size = body.unsigned()
    payload = body.binary()
    if body.position != len(data):
        raise Refused("Body", "bytes behind the body")
    if method > 1:
        raise Refused("Container", "method")
    if size > envelope.MAX_SIZE:
        raise Refused("OriginalSize", "original size")
    if len(payload) > envelope.MAX_SIZE:
        raise Refused("TooLarge", "payload")
    if method == 0:
        if size != len(payload):
            raise Refused("Size", "another length")
        return payload
    if not payload:
        raise Refused("EmptyData", "no payload")
    if size > envelope.MAX_RATIO * len(payload):
        raise Refused("Ratio", "ratio")
    try:
        return lz4_block.decode(payload, size)
    except lz4_block.Damaged as error:
        raise Refused("Compression", str(error)) from error
