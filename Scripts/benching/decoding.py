"""What it takes to read 12 megapixels of each family: they become six small frames, so that decoding is what counts."""
import json
import os
import shutil
from pathlib import Path

import pictures
from machine import PROGRAM, run, say, together
from peers import ffmpeg


def makers(source):
    """How a picture of each family is made of a JPEG, by name: the file, and the command up to it."""
    found = {
        "JPEG": ("jpg-12.jpg", ["cp", source]),
        "PNG 16-bit": ("png-12.png", ffmpeg("-i", source, "-pix_fmt", "rgb48be")),
        "TIFF, LZW": ("tif-12.tif", ffmpeg("-i", source, "-pix_fmt", "rgb24", "-compression_algo", "lzw")),
        "AVIF": ("avif-12.avif", ffmpeg("-i", source, "-pix_fmt", "yuv420p", "-c:v", "libaom-av1", "-still-picture", "1",
                                        "-cpu-used", "8", "-threads", str(os.cpu_count()))),
    }
    if shutil.which("heif-enc"):
        found["HEIC"] = ("heic-12.heic", ["heif-enc", "-q", "80", "-p", "preset=ultrafast", source, "-o"])
    return found


def decoding(bench):
    say("Decoding: 12 MP of each family")
    root = bench.path("decoding")
    (root / "inbox").mkdir(parents=True)
    tiny = {"duration": 0.5, "resolution": "360p", "fps": 12}
    (root / "soframe.json").write_text(
        json.dumps({"receipts": True, "jobs": 1, "defaults": tiny, "intake": {"sidecar_wait": "0"}}))
    families = makers(bench.path("photograph-444.jpg"))
    for file, maker in families.values():
        run(*maker, root / "inbox" / file)
    run(PROGRAM, "batch", root)
    side = bench.sidecar("tiny", **tiny)
    found = together({name: bench.job(root / "inbox" / file, side, bench.path("tiny.mp4"))
                      for name, (file, _) in families.items()}, bench.runs)
    for name, (file, _) in families.items():
        receipt = json.loads((root / "outbox" / f"{Path(file).stem}.receipt.json").read_text())
        bench.table.add(f"{name}, 12 MP: decoding with the working image; whole tiny job; peak",
                        f"{receipt['seconds']['decoding']:.2f} s; {found[name].wall:.2f} s; {found[name].peak:.0f} MiB")


def memory(bench):
    say("Memory: 24 MP")
    bench.path("24.depth.png").write_bytes(pictures.many_edges(2000, 1333, 300))
    for motion, name in [("zoom_in", ""), ("circle", ", a move through a depth file with many edges")]:
        side = bench.sidecar(f"24-{motion}", motion=motion)
        peak = together({"24": bench.job(bench.path("24.jpg"), side, bench.path("24.mp4"))}, bench.runs)["24"].peak
        bench.table.add(f"peak memory, 24 MP at 1080p{name}", f"{peak:.0f} MiB", "≤ 400 MB", peak * 1.048576 <= 400)
