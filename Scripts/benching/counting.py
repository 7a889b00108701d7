"""Instructions that parts of the program take, counted by valgrind on a processor of its own making: whatever else the machine
does, they stay the same, so that a change of a few in a hundred shows."""
import os
import re
import shutil

import decoding
import peers
import pictures
from machine import BENCHING, ROOT, run, say
from peers import ffmpeg


def counted(bench, program, *words):
    """Instructions of what is measured there (Tests/Benching/Measured.swift). Valgrind knows AVX2 and no later vectors, which
    the libraries are told by the processor that it shows them."""
    said = run("valgrind", "--tool=callgrind", f"--callgrind-out-file={bench.path('callgrind.out')}",
               "--toggle-collect=*8Benching8measured*", program, *words,
               env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}).stderr
    return int(re.search(r"Collected : (\d+)", said)[1])


def instructions(bench):
    if not shutil.which("valgrind"):
        say(f"  valgrind is not here, and instructions are not counted; to have it: {peers.REMEDIES['valgrind']}")
        return
    say("Instructions of rendering and of taking files apart")
    # Valgrind gives up on what Swift writes for debuggers.
    program = bench.path("Benching")
    run("strip", "--strip-debug", "-o", program, BENCHING)
    # A drawn picture, which is the same wherever this runs.
    picture, depth = bench.path("drawn.jpg"), bench.path("drawn.png")
    pictures.scaled(ROOT / "Samples/landscape.jpg", picture, 1600, 1200)
    depth.write_bytes(pictures.many_edges(800, 600, 60))
    small = {"width": 640, "height": 360, "duration": 1, "focus": {"x": 0.5, "y": 0.5}}
    for name, motion, words in [("a camera move", "zoom_in", []), ("a depth move", "circle", ["--depth", depth])]:
        side = bench.sidecar(f"drawn-{motion}", motion=motion, **small)
        frames = 4
        for loops, option in [("", []), (", portable loops", ["--portable"])]:
            count = counted(bench, program, "render", picture, side, *words, *option, "--frames", frames)
            bench.table.count(f"instructions: a frame of {name} at 360p{loops}", count / frames)
    for name, (file, maker) in families(picture).items():
        target = bench.path(f"drawn-{file}")
        run(*maker, target)
        bench.table.count(f"instructions: taking a {name} of 2 MP apart", counted(bench, program, "parse", target))


def families(picture):
    """How to make a picture of each family: those that decoding is measured with, and the rest of what FFmpeg writes."""
    others = {"WebP": "webp", "GIF": "gif", "BMP": "bmp", "JPEG XL": "jxl"}
    return decoding.makers(picture) | {name: (f"other.{form}", ffmpeg("-i", picture)) for name, form in others.items()}
