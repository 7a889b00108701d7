"""How near the frames come to an ideal render, and the path to what was declared: by programs that are given from outside."""
import json
import re

from machine import run, say
from peers import ZOOM

MOTIONS = ["zoom_in", "zoom_out", "pan_left", "pan_right", "pan_up", "pan_down", "pan_zoom"]
EASINGS = ["linear", "sine", "cubic", "smooth", "soft"]


def tool(bench, program, *words):
    return run(bench.options.python, bench.options.tools / program, *words).stdout


def fidelity(bench):
    for kind, motion, goal in [("photograph", "zoom_in", 54), ("photograph", "static", 50), ("sharp", "zoom_in", None)]:
        picture, video, path, ideal = (bench.path(name) for name in
                                       [f"{kind}-444.jpg", "exact.mp4", "exact.csv", "ideal.y4m"])
        side = bench.sidecar("exact", **{**ZOOM, "motion": motion, "quality": "lossless", "duration": 1})
        run(*bench.job(picture, side, video, "--path-out", path))
        tool(bench, "ideal.py", picture, ideal, "--path", path, "--matrix", "709")
        said = run("ffmpeg", "-i", video, "-i", ideal, "-lavfi", "[0][1]psnr;[0][1]ssim", "-f", "null", "-").stderr
        luma = float(re.search(r"PSNR y:([\d.]+|inf)", said)[1])
        likeness = float(re.search(r"SSIM Y:([\d.]+)", said)[1])
        bench.table.add(f"{kind}: luma to the ideal render, lossless {motion}", f"{luma:.1f} dB, SSIM {likeness:.4f}",
                        f"≥ {goal} dB" if goal else "", luma >= goal if goal else None)
        ideal.unlink()


def smoothness(bench):
    worst = {}
    for quality, goal in [("lossless", 0.005), ("medium", 0.06)]:
        for motion in MOTIONS:
            for easing in EASINGS:
                video, path = bench.path("smooth.mp4"), bench.path("smooth.csv")
                side = bench.sidecar("smooth", motion=motion, motion_amount=0.25, easing=easing, quality=quality,
                                     duration=2)
                run(*bench.job(bench.path("sharp-420.jpg"), side, video, "--path-out", path))
                error = json.loads(tool(bench, "smoothness.py", video, "--path", path, "--json"))["dev_rms"]
                worst[quality] = max(worst.get(quality, (0, "")), (error, f"{motion}, {easing}"))
                say(f"  {quality} {motion} {easing}: {error:.4f} px")
        error, name = worst[quality]
        bench.table.add(f"worst path error of {len(MOTIONS) * len(EASINGS)} moves, {quality}",
                        f"{error:.4f} px ({name})", f"≤ {goal} px", error <= goal)
