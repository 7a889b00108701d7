"""Moves through depth: the whole job against the encoder alone on the very frames, and against DepthFlow."""
from pathlib import Path

import peers
import pictures
from camera import encoding, raw_frames
from machine import run, say, together
from peers import FRAMES, OWN_OPTIONS

MOVES = ["circle", "orbit", "dolly_in", "dolly_out", "dolly_zoom", "horizontal", "vertical", "drift"]


def depth(bench):
    """Through a relief that is made up, and through files: a few subjects, and as many edges as any will have."""
    picture, file = bench.path("photograph-420.jpg"), bench.path("photograph-420.depth.png")
    for motion in MOVES[:1] if bench.options.quick else MOVES:
        _move(bench, f"{motion}, relief", picture, motion=motion, depth={"source": "relief"})
    file.write_bytes(pictures.three_depths(2000, 1500))
    _move(bench, "circle, depth file with three depths", picture, motion="circle", depth={"source": "file"})
    file.write_bytes(pictures.many_edges(2000, 1500, 300))
    ours = _move(bench, "circle, depth file with many edges", picture, motion="circle", depth={"source": "file"})
    if bench.options.quick:
        return
    if peers.DEPTHFLOW.exists():
        _depthflow(bench, picture, file, ours)
    else:
        say(f"  DepthFlow is not here and left out; to have it: {peers.REMEDIES['DepthFlow']}")


def _move(bench, name, picture, **settings):
    say(f"A move through depth: {name}")
    frames, _ = raw_frames(bench, picture, "depth", **settings)
    found = together({
        "encoder": encoding(frames, 1920, 1080, bench.path("encoder.mp4")),
        "own": encoding(frames, 1920, 1080, bench.path("own.mp4"), *OWN_OPTIONS),
        "job": bench.job(picture, bench.sidecar("depth", **settings), bench.path("depth.mp4"))}, bench.runs)
    frames.unlink()
    alone, ours = found["encoder"], found["job"]
    bench.table.ratio(f"{name}: whole job / encoder alone", ours.wall / alone.wall,
                      f"{ours.wall:.2f} s, {ours.cpu:.2f} CPU s, {ours.peak:.0f} MiB", most=1.6)
    bench.table.add(f"{name}: CPU of the job beyond its encoder's, a frame",
                    f"{(ours.cpu - found['own'].cpu) / FRAMES * 1000:.1f} ms")
    return ours


def _depthflow(bench, picture, file, ours):
    """The same picture and depth, for as many frames as there is patience for."""
    say("The same by DepthFlow")
    frames = 6
    said = run(peers.DEPTHFLOW, Path(__file__).with_name("depthflow_circle.py"), picture, file, bench.path("depthflow.mp4"),
               1920, 1080, 30, frames / 30).stdout
    theirs = float(said.split()[-1]) / frames
    bench.table.ratio("circle, depth file: a frame of DepthFlow's / one of a whole job", theirs / (ours.wall / FRAMES),
                      f"{theirs:.2f} s", least=20)
