"""A reader of MessagePack documents by their markers: nothing is lost that the library of the platform would convert."""

import struct

from errors import Refused
from tagged import Ext, Pairs

WIDTHS = {0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD0: 1, 0xD1: 2, 0xD2: 4, 0xD3: 8}
TEXTS = {0xD9: 1, 0xDA: 2, 0xDB: 4}
BINARIES = {0xC4: 1, 0xC5: 2, 0xC6: 4}
ARRAYS = {0xDC: 2, 0xDD: 4}
MAPS = {0xDE: 2, 0xDF: 4}
EXTENSIONS = {0xC7: 1, 0xC8: 2, 0xC9: 4}


class Reader:
    """Reads bytes that have passed the walk over their headers. Maps go through the given function as lists of pairs."""

    def __init__(self, data, revive):
        self.data = data
        self.revive = revive
        self.position = 0

    def take(self, count):
        part = self.data[self.position:self.position + count]
        self.position += count
        return part

    def number(self, width):
        return int.from_bytes(self.take(width), "big")

    def text(self, length):
        try:
            return self.take(length).decode()
        except UnicodeDecodeError as error:
            raise Refused("Document", "a text that is not UTF-8") from error

    def array(self, count):
        return [self.read() for _ in range(count)]

    def map(self, count):
        pairs = [(self.read(), self.read()) for _ in range(count)]
        return self.revive(dict(pairs)) if all(isinstance(key, str) for key, _ in pairs) else Pairs(pairs)

    def extension(self, length):
        code = int.from_bytes(self.take(1), "big", signed=True)
        return Ext(code, self.take(length))

    def read(self):
        code = self.number(1)
        if code <= 0x7F:
            return code
        if code >= 0xE0:
            return code - 256
        if code <= 0x8F:
            return self.map(code & 15)
        if code <= 0x9F:
            return self.array(code & 15)
        if code <= 0xBF:
            return self.text(code & 31)
        if code in (0xC0, 0xC2, 0xC3):
            return {0xC0: None, 0xC2: False, 0xC3: True}[code]
        if code in WIDTHS:
            return int.from_bytes(self.take(WIDTHS[code]), "big", signed=code >= 0xD0)
        if code == 0xCA:
            return struct.unpack(">f", self.take(4))[0]
        if code == 0xCB:
            return struct.unpack(">d", self.take(8))[0]
        if code in TEXTS:
            return self.text(self.number(TEXTS[code]))
        if code in BINARIES:
            return self.take(self.number(BINARIES[code]))
        if code in ARRAYS:
            return self.array(self.number(ARRAYS[code]))
        if code in MAPS:
            return self.map(self.number(MAPS[code]))
        if code in EXTENSIONS:
            return self.extension(self.number(EXTENSIONS[code]))
        return self.extension(1 << (code - 0xD4))
