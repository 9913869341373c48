"""Typed values as JSON: the tags of the shared vectors, and a few more for what those cannot say.

A single-member object whose name begins with '$' is a tag; all other JSON stands for itself.
"""

import datetime
import math
import struct
import uuid

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
UNIX_TICKS = 621355968000000000


class SetOf:
    """A set. Its elements need not be hashable here."""

    def __init__(self, items):
        self.items = items


class Ticks:
    """An instant by its count of 100 ns steps in UTC since the year 1, with the offset that it is shown in."""

    def __init__(self, ticks, offset_minutes):
        self.micros = (ticks - UNIX_TICKS) // 10
        self.offset = datetime.timezone(datetime.timedelta(minutes=offset_minutes))

    def to_datetime(self):
        return (EPOCH + datetime.timedelta(microseconds=self.micros)).astimezone(self.offset)


class Ext:
    """A MessagePack extension."""

    def __init__(self, code, data):
        self.code = code
        self.data = data


class Pairs:
    """A map that has keys other than strings."""

    def __init__(self, pairs):
        self.pairs = pairs


def parse(node):
    if isinstance(node, list):
        return [parse(item) for item in node]
    if not isinstance(node, dict):
        return node
    if len(node) == 1:
        (tag, content), = node.items()
        if tag.startswith("$"):
            return TAGS[tag](content)
    return {key: parse(value) for key, value in node.items()}


TAGS = {
    "$set": lambda content: SetOf([parse(item) for item in content]),
    "$bytes": bytes.fromhex,
    "$datetime": datetime.datetime.fromisoformat,
    "$date": datetime.date.fromisoformat,
    "$time": datetime.time.fromisoformat,
    "$uuid": uuid.UUID,
    "$float": float,
    "$bits": lambda content: struct.unpack(">d", bytes.fromhex(content))[0],
    "$int": int,
    "$ticks": lambda content: Ticks(int(content[0]), content[1]),
    "$map": lambda content: Pairs([(parse(key), parse(value)) for key, value in content]),
    "$ext": lambda content: Ext(content[0], bytes.fromhex(content[1])),
}


def show(value):
    """The one JSON form of a decoded value: integers as tagged text, floats by their bits, members sorted."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return {"$int": str(value)}
    if isinstance(value, float):
        # All values that are no number are one here: converting them between widths may change their bits.
        return {"$bits": "fff8000000000000" if math.isnan(value) else struct.pack(">d", value).hex()}
    if isinstance(value, bytes):
        return {"$bytes": value.hex()}
    if isinstance(value, datetime.datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"$date": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"$time": value.isoformat()}
    if isinstance(value, Ext):
        return {"$ext": [value.code, value.data.hex()]}
    if isinstance(value, Pairs):
        return {"$map": [[show(key), show(item)] for key, item in value.pairs]}
    if isinstance(value, list):
        return [show(item) for item in value]
    if len(value) == 1 and next(iter(value)).startswith("$"):
        return {"$map": [[key, show(item)] for key, item in value.items()]}
    return {key: show(value[key]) for key in sorted(value)}
