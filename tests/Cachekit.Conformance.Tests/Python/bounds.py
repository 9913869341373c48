"""The walk over the headers of untrusted MessagePack (wire.md, section 6)."""

from errors import Refused

LENGTHS = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4, 0xC7: 1, 0xC8: 2, 0xC9: 4}
COUNTS = {0xDC: (2, 1), 0xDD: (4, 1), 0xDE: (2, 2), 0xDF: (4, 2)}
SCALARS = {0xCA: 4, 0xCB: 8, 0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD0: 1, 0xD1: 2, 0xD2: 4, 0xD3: 8}
FIXED_EXTENSIONS = {0xD4: 2, 0xD5: 3, 0xD6: 5, 0xD7: 9, 0xD8: 17}


def refuse(message):
    raise Refused("DecodeBounds", message)


def check(data, max_depth=64):
    """Checks that the bytes are one document and nothing else."""
    position = 0
    slots = 0
    waiting = []

    def number(width):
        nonlocal position
        if position + width > len(data):
            refuse("cut off in a header")
        value = int.from_bytes(data[position:position + width], "big")
        position += width
        return value

    def claim(count):
        nonlocal slots
        slots += count
        if slots > len(data) - 1:
            refuse("more slots than bytes")

    def skip(count):
        nonlocal position
        position += count
        if position > len(data):
            refuse("cut off in an item")

    while True:
        code = number(1)
        children = None
        if code <= 0x7F or code >= 0xE0 or code in (0xC0, 0xC2, 0xC3):
            pass
        elif code <= 0x8F:
            children = 2 * (code & 15)
        elif code <= 0x9F:
            children = code & 15
        elif code <= 0xBF:
            claim(code & 31)
            skip(code & 31)
        elif code == 0xC1:
            refuse("c1")
        elif code in LENGTHS:
            length = number(LENGTHS[code])
            claim(length)
            skip(length + (1 if 0xC7 <= code <= 0xC9 else 0))
        elif code in COUNTS:
            width, each = COUNTS[code]
            children = each * number(width)
        elif code in SCALARS:
            skip(SCALARS[code])
        else:
            skip(FIXED_EXTENSIONS[code])

        if children is not None:
            claim(children)
            if len(waiting) + 1 > max_depth:
                refuse("too deep")
            if children:
                waiting.append(children)
                continue
        while waiting:
            waiting[-1] -= 1
            if waiting[-1]:
                break
            waiting.pop()
        if not waiting:
            break

    if position != len(data):
        refuse("bytes behind the document")
