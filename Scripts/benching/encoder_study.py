"""Compares x264's settings on what this program makes, one still picture in smooth motion, and prints a Markdown table.

Six photographs move in three ways each. Every setting codes every clip at several rate factors; what counts is the CPU time,
and the bytes at the same luma SSIM as plain veryfast. A setting with a * has no other that is both faster and smaller: the
Pareto front. All settings on all clips take some hours of two cores: --only and --clips take less.
"""
import argparse
import math
import os
import random
import re
import sys
import tempfile
from collections import namedtuple
from pathlib import Path

sys.dont_write_bytecode = True

import pictures
from encoder_settings import SETTINGS, words
from machine import PROGRAM, build, described, measured, run, say

MOTIONS = ["zoom_in", "pan_left", "orbit"]
SECONDS, FPS, WIDTH, HEIGHT = 2, 30, 1920, 1080
# Those of the qualities medium and low.
FACTORS = [20, 26]
BASE = "veryfast"

Coded = namedtuple("Coded", "seconds bytes decibels")


def clips(folder, count):
    """Frames as they are before any encoder sees them; by name. Fewer of them are spread over photographs and motions."""
    photographs = pictures.photographs(folder / "debian")
    pairs = [(photograph, MOTIONS[(number + turn) % 3]) for turn in range(3) for number, photograph in enumerate(photographs)]
    for photograph, motion in pairs[:count]:
        side, video = folder / "side.json", folder / "exact.mp4"
        side.write_text(f'{{"motion": "{motion}", "duration": {SECONDS}, "quality": "lossless"}}')
        run(PROGRAM, "render", photograph, "-s", side, "-o", video, "--force")
        frames = folder / f"{photograph.stem.split('_')[0]} {motion}.yuv"
        run("ffmpeg", "-v", "error", "-y", "-i", video, "-pix_fmt", "yuv420p", "-f", "rawvideo", frames)
        yield frames


def coded(frames, factor, setting):
    """One clip by libx264."""
    video = frames.with_suffix(".h264")
    command = ["ffmpeg", "-hide_banner", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p",
               "-s", f"{WIDTH}x{HEIGHT}", "-r", FPS, "-i", frames, *words(setting, factor), "-f", "h264", video]
    done = measured(*command)
    likeness = float(re.search(r"SSIM Mean Y:([\d.]+)", done.said)[1])
    return Coded(done.cpu, video.stat().st_size, -10 * math.log10(1 - likeness))


def mean(ratios):
    """The geometric one."""
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def rate(curve, decibels):
    """The logarithm of the bytes that a likeness costs, by straight lines between what was coded."""
    points = sorted((each.decibels, math.log(each.bytes)) for each in curve)
    for (low, less), (high, more) in zip(points, points[1:]):
        if decibels <= high or (high, more) == points[-1]:
            return less + (more - less) * (decibels - low) / (high - low)


def bytes_ratio(curve, base):
    """Bytes against another setting's at the same likeness: the mean over all likenesses that both reach (Bjøntegaard's
    measure, VCEG-M33, by straight lines and with SSIM for PSNR)."""
    low = max(min(each.decibels for each in one) for one in [curve, base])
    high = min(max(each.decibels for each in one) for one in [curve, base])
    places = [low + (high - low) * step / 20 for step in range(21)]
    return math.exp(sum(rate(curve, place) - rate(base, place) for place in places) / len(places))


def study(names, folder, count):
    """By setting, for each clip: time ratio, bytes ratio at the same likeness, and bytes ratio and decibels more at the same
    rate factor, the first one."""
    rows = {name: [] for name in names}
    for frames in clips(folder, count):
        say(frames.stem)
        tries = [(name, factor) for name in names for factor in FACTORS]
        # So that a busy moment of the machine strikes no setting more than another.
        random.Random(1).shuffle(tries)
        found = {(name, factor): coded(frames, factor, SETTINGS[name]) for name, factor in tries}
        frames.unlink()
        for name in names:
            curve, base = ([found[each, factor] for factor in FACTORS] for each in [name, BASE])
            one, other = curve[0], base[0]
            rows[name].append((sum(each.seconds for each in curve) / sum(each.seconds for each in base),
                               bytes_ratio(curve, base), one.bytes / other.bytes, one.decibels - other.decibels))
    return rows


def table(rows):
    lines = ["| | setting | CPU time | bytes at equal SSIM | of single clips | bytes at crf 20 | dB of SSIM then |",
             "|---|---|---|---|---|---|---|"]
    least = math.inf
    for name, found in sorted(rows.items(), key=lambda row: mean([each[0] for each in row[1]])):
        seconds, equal, fixed = (mean([each[place] for each in found]) for place in range(3))
        likeness = sum(each[3] for each in found) / len(found)
        front, least = "*" if equal < least else "", min(least, equal)
        span = f"{min(each[1] for each in found):.2f}–{max(each[1] for each in found):.2f}"
        lines.append(f"| {front} | {name} | {seconds:.2f} | {equal:.3f} | {span} | {fixed:.2f} | {likeness:+.2f} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(prog="Scripts/study-encoder", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clips", type=int, default=18, help="so many of the eighteen clips; six have each photograph once (18)")
    parser.add_argument("--only", action="append", choices=SETTINGS, metavar="SETTING",
                        help=f"this setting beside {BASE}, unless it is given again: " + "; ".join(SETTINGS))
    options = parser.parse_args()
    names = list(dict.fromkeys([BASE, *(options.only or SETTINGS)]))
    build("soframe")
    # In memory where possible, so that the disk's speed is left out.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="soframe-study-", dir=memory) as folder:
        rows = study(names, Path(folder), options.clips)
    factors = " and ".join(map(str, FACTORS))
    print(f"{options.clips} clips of {SECONDS} s at 1080p{FPS}, crf {factors}; {described()}.\n\n{table(rows)}")


if __name__ == "__main__":
    main()
