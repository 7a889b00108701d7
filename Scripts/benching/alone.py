"""Parts of the program by themselves (Tests/Benching): what each takes of one core, without an encoder or anything else."""
import json
from pathlib import Path
from statistics import mean

import pictures
from camera import encoding, raw_frames
from machine import BENCHING, run, say, together
from peers import FRAMES, ZOOM

# Milliseconds a frame at 1080p, with the loops that this processor is fast with and those that every one runs; on a
# machine on which the encoder alone takes so many on one thread. The share of the encoder's time is what counts.
GOALS, ENCODER = {"AVX2": 8, "portable": 22}, 15.8


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
    """Frames of 1080p without their encoder, and what that takes of the same core: a measure of the machine."""
    say("Rendering alone, 1080p")
    picture = bench.path("photograph-420.jpg")
    frames, _ = raw_frames(bench, picture, "alone", **ZOOM)
    command = encoding(frames, 1920, 1080, bench.path("alone.mp4"), "-threads", 1)
    encoder = together({"encoder": command}, bench.runs)["encoder"].cpu / FRAMES * 1000
    frames.unlink()
    bench.table.add("encoder alone, one thread", f"{encoder:.1f} ms a frame",
                    f"{ENCODER} where rendering's goals come from: 8 ms with AVX2, 22 ms portable")
    for name, (side, depth) in moves(bench).items():
        for loops, option in [("AVX2", []), ("portable", ["--portable"])]:
            if loops == "AVX2" and not has_vectors():
                continue
            span = benching("render", picture, side, *depth, *option, "--frames",
                            10 if bench.options.quick else 50)["milliseconds"]
            bench.table.ratio(f"rendering alone / encoder alone, one thread each: {name}, {loops} loops", span / encoder,
                              f"{span:.1f} ms a frame", most=round(GOALS[loops] / ENCODER, 2))


def preparing(bench):
    """What a depth move takes once, before its first frame."""
    say("Preparing a depth move")
    picture = bench.path("photograph-420.jpg")
    times = ["--times", 3 if bench.options.quick else 9]
    relief = benching("relief", picture, *times)
    span, accuracies = relief["milliseconds"], relief["accuracies"]
    bench.table.add("built-in relief, long side 448", f"{span:.0f} ms", "≤ 80 ms", span <= 80)
    bench.table.add("built-in relief against the true depth of five drawn scenes: ordinal accuracy",
                    f"{min(accuracies):.2f} at least, {mean(accuracies):.2f} on average", "≥ 0.8", min(accuracies) >= 0.8)
    for name, (side, depth) in list(moves(bench).items())[1:]:
        found = benching("layers", picture, side, *depth, *times)
        bench.table.add(f"layers of 1080p, {name}", f"{found['milliseconds']:.0f} ms, after "
                        f"{found['image_milliseconds']:.0f} ms for the image that they are made from")
