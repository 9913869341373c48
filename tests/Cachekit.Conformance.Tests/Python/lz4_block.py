"""A reader of LZ4 blocks by the letter of wire.md, section 2: slow, and strict at both ends."""


class Damaged(Exception):
    """The block breaks a rule."""


def extend(block, position, length):
    if length == 15:
        while True:
            if position >= len(block):
                raise Damaged("cut off in a length")
            more = block[position]
            position += 1
            length += more
            if more != 255:
                break
    return position, length


def decode(block, size):
    """The decoded bytes: exactly as many as size says, from all of the block."""
    if not block:
        raise Damaged("empty block")
    output = bytearray()
    position = 0
    while True:
        if position >= len(block):
            raise Damaged("ends behind a match")
        token = block[position]
        position, literals = extend(block, position + 1, token >> 4)
        if position + literals > len(block) or len(output) + literals > size:
            raise Damaged("literals past an end")
        output += block[position:position + literals]
        position += literals
        if position == len(block):
            break
        if position + 2 > len(block):
            raise Damaged("cut off in an offset")
        offset = int.from_bytes(block[position:position + 2], "little")
        position, match = extend(block, position + 2, token & 15)
        match += 4
        if offset == 0 or offset > len(output):
            raise Damaged("offset before the output")
        if len(output) + match > size:
            raise Damaged("match past the end")
        start = len(output) - offset
        for index in range(match):
            output.append(output[start + index])
    if len(output) != size:
        raise Damaged("another length")
    return bytes(output)
