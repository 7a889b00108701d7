"""Ways of damaging a file, as zzuf and careless transfers do; the same random numbers damage in the same way."""
import struct

import blocks


def flip_many(data, random, _):
    """Bits anywhere, one in a thousand to one in a hundred."""
    for _ in range(max(1, int(len(data) * 8 * random.uniform(0.001, 0.01)))):
        flip(data, random.randrange(len(data) * 8))
    return data


def flip_few(data, random, _):
    for _ in range(random.randint(1, 8)):
        flip(data, random.randrange(len(data) * 8))
    return data


def flip_header(data, random, _):
    """Where sizes and kinds are stated."""
    for _ in range(random.randint(1, 4)):
        flip(data, random.randrange(min(len(data), 128) * 8))
    return data


def flip(data, bit):
    data[bit // 8] ^= 1 << bit % 8


def number(data, random, _):
    """Numbers that are easily forgotten, one behind the other, where there may be a size."""
    bits, letter = random.choice([(16, "H"), (32, "I")])
    value = random.choice([0, 1, 0x7F, 0x80, 0xFF, (1 << bits - 1) - 1, 1 << bits - 1, (1 << bits) - 1])
    text = struct.pack(random.choice("<>") + letter, value) * random.randint(1, 3)
    at = random.randrange(max(1, min(len(data), 256) - len(text)))
    data[at:at + len(text)] = text
    return data


def cut(data, random, _):
    return data[:random.randrange(len(data))]


def swap(data, random, _):
    """Two parts change places."""
    first, second, third, fourth = sorted(random.randrange(len(data) + 1) for _ in range(4))
    return data[:first] + data[third:fourth] + data[second:third] + data[first:second] + data[fourth:]


def repeat(data, random, _):
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:]


def splice(data, random, other):
    """It begins as one file and goes on as another of its format."""
    at = random.randrange(min(len(data), len(other)))
    return data[:at] + other[at:]


WAYS = [flip_many, flip_few, flip_header, number, cut, swap, repeat, splice]


def damaged(data, random, other):
    """A damaged copy, and the name of the way. Half of the PNGs get checksums that fit, or nothing behind them would be
    reached."""
    way = random.choice(WAYS)
    made = bytes(way(bytearray(data), random, bytearray(other)))
    if made[:4] == b"\x89PNG" and random.random() < 0.5:
        return mended(made), f"{way.__name__}, mended"
    return made, way.__name__


def mended(file):
    made, at = file[:8], 8
    while at + 12 <= len(file):
        length = struct.unpack_from(">I", file, at)[0]
        if at + 12 + length > len(file):
            break
        made += blocks.png_chunk(file[at + 4:at + 8], file[at + 8:at + 8 + length])
        at += 12 + length
    return made + file[at:]
