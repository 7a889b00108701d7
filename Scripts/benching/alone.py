"""Parts of the program by themselves (Tests/Benching): what each takes of one core, without an encoder or anything else."""
import json
from pathlib import Path

import pictures
from machine import BENCHING, run, say
from peers import ZOOM

# Milliseconds a frame at 1080p, with the loops that this processor is fast with and with those that every one runs.
GOALS = {"AVX2": 8, "portable": 22}


def has_vectors():
    return " avx2 " in Path("/proc/cpuinfo").read_text()


def benching(*words):
    return json.loads(run(BENCHING, *words).stdout)


def moves(bench):
    """A camera move and moves through depth: the sidecar and the depth file of each, by name."""
    files = {name: bench.path(f"alone-{name}.png") for name in ["three", "many"]}
    files["three"].write_bytes(pictures.three_depths(2000, 1500))
    files["many"].write_bytes(pictures.many_edges(2000, 1500, 300))
    side = bench.sidecar("alone-circle", motion="circle")
    return {"zoom_in": (bench.sidecar("alone-zoom", **ZOOM), []), "circle, relief": (side, []),
            "circle, three depths": (side, ["--depth", files["three"]]),
            "circle, many edges": (side, ["--depth", files["many"]])}


def rendering(bench):
    """Frames of 1080p without their encoder."""
    say("Rendering alone, 1080p")
    picture = bench.path("photograph-420.jpg")
    for name, (side, depth) in moves(bench).items():
        for loops, option in [("AVX2", []), ("portable", ["--portable"])]:
            if loops == "AVX2" and not has_vectors():
                continue
            span = benching("render", picture, side, *depth, *option, "--frames",
                            10 if bench.options.quick else 50)["milliseconds"]
            bench.table.add(f"rendering alone, {name}, {loops} loops, of one core", f"{span:.1f} ms a frame",
                            f"≤ {GOALS[loops]} ms", span <= GOALS[loops])


def preparing(bench):
    """What a depth move takes once, before its first frame."""
    say("Preparing a depth move")
    picture = bench.path("photograph-420.jpg")
    times = ["--times", 3 if bench.options.quick else 9]
    span = benching("relief", picture, *times)["milliseconds"]
    bench.table.add("built-in relief, long side 448", f"{span:.0f} ms", "≤ 80 ms", span <= 80)
    for name, (side, depth) in list(moves(bench).items())[1:]:
        found = benching("layers", picture, side, *depth, *times)
        bench.table.add(f"layers of 1080p, {name}", f"{found['milliseconds']:.0f} ms, after "
                        f"{found['image_milliseconds']:.0f} ms for the image that they are made from")
