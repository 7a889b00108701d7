"""Small pictures, each unlike every other."""
import random
import struct
import zlib


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(number, padding=0):
    """Sixty-four by forty-eight pixels in one of many colours; the number is in it, and bytes that mean nothing before
    the pixels."""
    width, height = 64, 48
    color = bytes([number % 251, number // 251 % 251, number * 7 % 256])
    rows = b"".join(b"\0" + color * width for _ in range(height))
    ballast = chunk(b"paDd", random.Random(number).randbytes(padding)) if padding else b""
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"tEXt", b"Comment\0" + str(number).encode()) + ballast + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def rubbish(number):
    return f"This is no picture, and the {number}th of its kind.".encode()
