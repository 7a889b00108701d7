"""Metadata as cameras and editors leave it, and its place in each container."""
import struct
import zlib


def exif():
    """A TIFF header and one directory: a description, and the orientation of a camera held upright."""
    text = b"a description\0"
    entries = struct.pack(">HHII", 0x010E, 2, len(text), 38) + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 2) + entries + struct.pack(">I", 0) + text


def profile():
    """A colour profile of three primaries and a gamma (ICC.1:2001-04)."""
    def point(*values):
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))

    curve = b"curv\0\0\0\0" + struct.pack(">IHxx", 1, 0x0233)
    tags = {b"wtpt": point(0.9642, 1, 0.8249), b"rXYZ": point(0.6097, 0.3111, 0.0195),
            b"gXYZ": point(0.2053, 0.6257, 0.0609), b"bXYZ": point(0.1492, 0.0632, 0.7446),
            b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    directory, data = struct.pack(">I", len(tags)), b""
    for name, body in tags.items():
        directory += name + struct.pack(">II", 128 + 4 + 12 * len(tags) + len(data), len(body))
        data += body
    header = struct.pack(">I4xI4s4s4s12x4s28x", 128 + len(directory) + len(data), 0x02400000, b"mntr", b"RGB ", b"XYZ ",
                         b"acsp") + point(0.9642, 1, 0.8249)[8:]
    return header.ljust(128, b"\0") + directory + data


def jpeg(file):
    def segment(marker, body):
        return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body

    return (file[:2] + segment(0xE1, b"Exif\0\0" + exif()) + segment(0xE2, b"ICC_PROFILE\0\1\1" + profile())
            + segment(0xFE, b"a comment") + file[2:] + b"behind the end")


def png_chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(file):
    """Ancillary chunks go behind the signature and the header, 33 bytes together."""
    return (file[:33] + png_chunk(b"iCCP", b"name\0\0" + zlib.compress(profile())) + png_chunk(b"eXIf", exif())
            + png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a comment")) + file[33:] + b"behind the end")


def webp(file, width, height):
    """The extended form of one that has the simple form."""
    def chunk(name, body):
        return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)

    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    content = (b"WEBP" + chunk(b"VP8X", b"\x28\0\0\0" + size) + chunk(b"ICCP", profile()) + file[12:]
               + chunk(b"EXIF", exif()))
    return b"RIFF" + struct.pack("<I", len(content)) + content


def jpeg_xl(codestream):
    """In boxes, the codestream in two parts."""
    def box(name, body):
        return struct.pack(">I", len(body) + 8) + name + body

    middle = len(codestream) // 2
    return (box(b"JXL ", b"\r\n\x87\n") + box(b"ftyp", b"jxl \0\0\0\0jxl ") + box(b"Exif", b"\0\0\0\0" + exif())
            + box(b"jxlp", b"\0\0\0\0" + codestream[:middle]) + box(b"jxlp", b"\x80\0\0\1" + codestream[middle:]))
