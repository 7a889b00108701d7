"""Many pictures at once: what the machine is used for, and what a job costs beside its frames."""
import json
import os
import re
import shutil
import subprocess
import threading
import time
from pathlib import Path

import peers
import pictures
from camera import likeness
from machine import PROGRAM, measured, run, say
from peers import ZOOM, ffmpeg

KINDS = ["photograph", "sharp"]
# The lowest crf at which no video of the queue is larger than zoompan's at crf 20: that one's pictures jump from pixel to pixel
# and stand still between, which takes few bytes.
SMALLER = 24

# Seconds after which a file that was found is settled (IntakeRules.swift), and a little more.
SETTLED = 6


class Sampler(threading.Thread):
    """The most MiB that the program's processes held at once, looked at five times a second."""

    def __init__(self):
        super().__init__(daemon=True)
        self.most, self.over = 0, threading.Event()

    def run(self):
        while not self.over.wait(0.2):
            self.most = max(self.most, sum(self.sizes()))

    def sizes(self):
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if os.readlink(process / "exe") == str(PROGRAM.resolve()):
                    yield int(re.search(r"VmRSS:\s+(\d+)", (process / "status").read_text())[1]) / 1024
            # It has ended meanwhile, or is about to.
            except (OSError, TypeError):
                continue

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join()


def root_of(bench, name, defaults, **configuration):
    """A folder to run a batch on; pictures go into its inbox."""
    root = bench.path(name)
    (root / "inbox").mkdir(parents=True)
    (root / "soframe.json").write_text(json.dumps(
        {"defaults": defaults, "intake": {"sidecar_wait": "0"}, "receipts": True, **configuration}))
    return root


def queue(bench):
    """A full queue of JPEGs at 1080p against the best loop over ffmpeg zoompan, with no larger videos."""
    for form, name, goal in [("444", "4:4:4", 2.2), ("420", "4:2:0", 1.6)]:
        count = 4 if bench.options.quick else 100
        say(f"{count} pictures at 1080p, {name}")
        _queue(bench, form, f"{count} pictures, {name}", count, goal)


def _queue(bench, form, name, count, goal):
    root = root_of(bench, "queue", ZOOM | {"crf": SMALLER})
    for kind in KINDS:
        distinct(bench.path(f"{kind}-{form}.jpg"), root / "inbox", count // len(KINDS))
    # Files that were copied just now wait until they have settled, which is not what is measured.
    time.sleep(SETTLED)
    with Sampler() as sampler:
        ours = measured(PROGRAM, "batch", root)
    videos, names = bench.path("loop"), bench.path("names")
    videos.mkdir()
    names.write_text("\n".join(path.name for path in (root / "inbox").iterdir()))
    # One thread each: as many at once as there are cores is faster than one after the other with all of them.
    *command, video = peers.zoompan(root / "inbox" / "%", videos / "%.mp4")
    theirs = measured("xargs", "-a", names, "-P", os.cpu_count(), "-I%", *command, "-threads", 1, video)
    table = bench.table
    table.ratio(f"{name}: loop over zoompan at crf 20 / batch at crf {SMALLER}", theirs.wall / ours.wall,
                f"{theirs.wall:.0f} s, {ours.wall:.0f} s", least=goal)
    busy = ours.cpu / ours.wall / os.cpu_count() * 100
    table.add(f"{name}: cores busy", f"{busy:.0f} %", "≥ 95 %", busy >= 95)
    table.add(f"{name}: most memory of all processes together", f"{sampler.most:.0f} MiB")
    for kind in KINDS:
        picture = f"{kind}-{form}"
        _likenesses(bench, picture, f"{name}, {kind}", videos / f"{picture}-0.jpg.mp4", root / f"outbox/{picture}-0.mp4")
    shutil.rmtree(root)
    shutil.rmtree(videos)


def _likenesses(bench, picture, name, theirs, ours):
    """What the speed is worth only together with: how large and how like the lossless frames both videos are."""
    exact = bench.path("queue-exact.mp4")
    run(*bench.job(bench.path(f"{picture}.jpg"), bench.sidecar("queue-exact", quality="lossless", **ZOOM), exact))
    bench.table.ratio(f"{name}: bytes of the loop / ours", theirs.stat().st_size / ours.stat().st_size, least=1)
    pair = likeness(theirs, exact), likeness(ours, exact)
    bench.table.add(f"{name}: luma SSIM of ours; the loop", f"{pair[1]:.4f}; {pair[0]:.4f}", "no less", pair[1] >= pair[0])


def mixed(bench):
    """Pictures of all sizes and formats."""
    count = 10 if bench.options.quick else 100
    say(f"{count} pictures of mixed sizes and formats")
    root = root_of(bench, "mixed", {"motion": "zoom_in", "duration": 2, "resolution": "720p"})
    forms = [("jpg", []), ("png", []), ("webp", []), ("tif", []), ("avif", ["-c:v", "libaom-av1", "-still-picture", "1",
                                                                             "-cpu-used", "8"])]
    sizes = [(640, 480), (1600, 1200), (3000, 2000), (1080, 1920), (4000, 3000)]
    made = {}
    for number in range(count):
        (form, options), (width, height) = forms[number % 5], sizes[number // 5 % 5]
        key = f"{width}-{form}"
        if key not in made:
            made[key] = bench.path(f"mixed-{key}.{form}")
            run(*ffmpeg("-i", bench.photographs[number % len(bench.photographs)], "-vf",
                        f"scale={width}:{height}:force_original_aspect_ratio=increase,crop={width}:{height}",
                        "-frames:v", "1", *options, made[key]))
        shutil.copyfile(made[key], root / "inbox" / f"{number}.{form}")
    with Sampler() as sampler:
        ours = measured(PROGRAM, "batch", root)
    bench.table.add(f"{count} mixed pictures to 2 s of 720p", f"{ours.wall:.0f} s, {ours.cpu:.0f} CPU s, "
                    f"{sampler.most:.0f} MiB at most of all processes together")
    shutil.rmtree(root)


def small(bench):
    """Jobs so small that what surrounds them is what counts."""
    count = 50 if bench.options.quick else 1000
    say(f"{count} small jobs")
    root = root_of(bench, "small", {"motion": "zoom_in", "duration": 10 / 12, "fps": 12, "width": 240, "height": 136})
    for number in range(count):
        (root / "inbox" / f"{number}.png").write_bytes(pictures.tiny(number))
    empty = root_of(bench, "empty", {})
    ours, nothing = measured(PROGRAM, "batch", root), measured(PROGRAM, "batch", empty)
    span = (ours.wall - nothing.wall) / count * 1000
    bench.table.add(f"{count} jobs of 10 frames of 240 × 136", f"{span:.1f} ms and "
                    f"{(ours.cpu - nothing.cpu) / count * 1000:.1f} CPU ms each")
    shutil.rmtree(root)
    shutil.rmtree(empty)


def overhead(bench):
    """What a job at 1080p takes beside reading its picture and making its frames."""
    count = 5 if bench.options.quick else 20
    say("What surrounds a job at 1080p")
    root = root_of(bench, "overhead", {"motion": "zoom_in", "duration": 0.5}, jobs=1)
    distinct(bench.path("photograph-420.jpg"), root / "inbox", count)
    batch = subprocess.Popen([PROGRAM, "batch", root], stderr=subprocess.PIPE, text=True)
    # A line for each job that is done; the first has waited for the start of all.
    done = [(line.split(" → ")[1].strip(), time.monotonic()) for line in batch.stderr if " → " in line]
    if batch.wait() != 0 or len(done) != count:
        raise SystemExit("bench: the batch went wrong")
    receipts = [json.loads((root / "outbox" / Path(name).with_suffix(".receipt.json")).read_text()) for name, _ in done[1:]]
    spent = sum(receipt["seconds"]["decoding"] + receipt["seconds"]["rendering"] for receipt in receipts)
    span = (done[-1][1] - done[0][1] - spent) / len(receipts) * 1000
    bench.table.add("overhead of a job at 1080p beside decoding and rendering", f"{span:.0f} ms", "≤ 60 ms", span <= 60)
    shutil.rmtree(root)


def distinct(picture, folder, count):
    """So many copies of a JPEG, each of other bytes behind its end, so that each is a picture of its own."""
    content = picture.read_bytes()
    for number in range(count):
        (folder / f"{picture.stem}-{number}.jpg").write_bytes(content + number.to_bytes(2, "big"))
