"""What is measured with: photographs where they can be had, and pictures made of them."""
import random
import shutil
import struct
import subprocess
import zlib

from machine import ROOT, run, say

PACKAGE = "mate-backgrounds"
# Different kinds: soft and sharp, colourful and plain, one subject and texture all over, and a painting scanned sharp to the
# pixel.
PHOTOGRAPHS = ["nature/Wood.jpg", "nature/Garden.jpg", "nature/Storm.jpg", "nature/LadyBird.jpg", "nature/FreshFlower.jpg",
               "abstract/Elephants_5640x3172.jpg"]


def photographs(folder):
    """Six photographs of Debian's package; where that cannot be had, the samples."""
    if shutil.which("apt-get") and shutil.which("dpkg"):
        folder.mkdir()
        try:
            subprocess.run(["apt-get", "-qq", "download", PACKAGE], cwd=folder, check=True, capture_output=True)
            run("dpkg", "-x", next(folder.glob("*.deb")), folder)
            return [folder / "usr/share/backgrounds/mate" / name for name in PHOTOGRAPHS]
        except (subprocess.CalledProcessError, StopIteration):
            say(f"bench: {PACKAGE} cannot be downloaded; the samples take its place")
    return sorted((ROOT / "Samples").glob("*.jpg"))


def scaled(source, target, width, height, form="yuvj420p"):
    """A JPEG of that size, the source cut to its shape."""
    size = f"{width}:{height}"
    run("ffmpeg", "-v", "error", "-y", "-i", source, "-map_metadata", "-1", "-vf",
        f"scale={size}:force_original_aspect_ratio=increase:flags=lanczos,crop={size},format={form}", "-q:v", "3", target)


def prepare(bench):
    """JPEGs of 12 megapixels of a photograph and of the sharp painting, and one of 24."""
    say("Preparing pictures")
    bench.photographs = photographs(bench.path("debian"))
    kinds = {"photograph": bench.photographs[0], "sharp": bench.photographs[-1]}
    for kind, source in kinds.items():
        for form in ["444", "420"]:
            scaled(source, bench.path(f"{kind}-{form}.jpg"), 4000, 3000, f"yuvj{form}p")
    scaled(kinds["photograph"], bench.path("24.jpg"), 6000, 4000)
    return ", ".join(f"{kind}: {path.name}" for kind, path in kinds.items())


def png(width, height, color, rows):
    """A PNG of eight bits a sample. Its colour is 0 for grey and 2 for red, green and blue."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, color, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))) + chunk(b"IEND", b""))


def tiny(number):
    """A PNG of one pixel, and of other bytes for every number."""
    return png(1, 1, 2, [number.to_bytes(3, "big")])


def three_depths(width, height):
    """Depth of a thing that stands before another one, before a ground."""
    farther, nearer = bytes([130]), bytes([220])
    rows = [bytearray([40]) * width for _ in range(height)]
    for level, left, top, right, bottom in [(farther, 0.3, 0.2, 0.6, 0.8), (nearer, 0.45, 0.35, 0.75, 0.7)]:
        first, end = int(width * left), int(width * right)
        for y in range(int(height * top), int(height * bottom)):
            rows[y][first:end] = level * (end - first)
    return png(width, height, 0, rows)


def many_edges(width, height, count):
    """Depth as of balls before a floor: that many discs, the nearer ones before the others, at the same places each time."""
    chance = random.Random(1)
    rows = [bytearray([20 + 70 * y // height]) * width for y in range(height)]
    for level in sorted(chance.randrange(60, 256) for _ in range(count)):
        left, top, radius = chance.randrange(width), chance.randrange(height), chance.randrange(width // 130, width // 22)
        for y in range(max(0, top - radius), min(height, top + radius + 1)):
            half = int((radius**2 - (y - top)**2)**0.5)
            begin, end = max(0, left - half), min(width, left + half + 1)
            rows[y][begin:end] = bytes([level]) * (end - begin)
    return png(width, height, 0, rows)
