"""Damaged pictures through `soframe render`, two at a time."""
import collections
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from damage import damaged
from report import Report, table
from seeds import DEPTH

# What may be said of a damaged picture: README.md has them all, and the rest would be our own fault.
CODES = ["not-an-image", "unsupported-format", "truncated", "too-many-pixels", "out-of-memory", "render-timeout",
         "depth-invalid"]
VIDEO, CRASHED = "video", "worker-crashed"
FINE = [VIDEO, *CODES]
FRAMES = 6
# So that a picture which damage made huge is refused, or takes seconds.
LIMITS = {"SOFRAME_LIMITS_PIXELS": "20000000", "SOFRAME_LIMITS_JOB_SECONDS": "20", "SOFRAME_ENCODER_THREADS": "1"}
# Longer than a job may take: by then the program hangs.
PATIENCE = 60


def sidecar(path):
    """For every picture and every depth file, and for the depth in some pictures."""
    path.write_text(json.dumps({"duration": FRAMES / 12, "fps": 12, "width": 64, "height": 36, "motion": "horizontal"}))
    return path


def is_whole(video):
    """Whether all its frames are there and decode."""
    done = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0", "-show_entries",
                           "stream=nb_read_frames", "-of", "csv=p=0", video], capture_output=True, text=True)
    return done.returncode == 0 and done.stdout.strip() == str(FRAMES) and not done.stderr


def outcome(program, side, picture, folder):
    """What came of a picture in one word: `video`, a stable code, or what is wrong; and what the program said."""
    video = folder / "video.mp4"
    try:
        done = subprocess.run([program, "render", picture, "-s", side, "-o", video], timeout=PATIENCE, text=True,
                              capture_output=True, errors="replace", env=os.environ | LIMITS)
    except subprocess.TimeoutExpired as hung:
        return "hangs", f"nothing after {hung.timeout} s"
    left = [path.name for path in folder.iterdir()]
    if done.returncode == 0:
        return VIDEO if left == [video.name] and is_whole(video) else "no-whole-video", done.stderr
    sentence = re.fullmatch(r"soframe: [^\n]+ \[([a-z-]+)\]\n", done.stderr)
    if done.returncode != 1 or done.stdout or not sentence:
        return "unforeseen-end", f"exit code {done.returncode}\n{done.stdout}{done.stderr}"
    if left:
        return "leaves-something", f"{left}\n{done.stderr}"
    return sentence[1], done.stderr


class Trials:
    def __init__(self, program, side, pictures, folder, findings, seconds, seed):
        self.program, self.side, self.pictures = program, side, pictures
        self.folder, self.findings, self.seed = folder, findings, seed
        self.end = time.monotonic() + seconds
        self.numbers, self.lock = itertools.count(), threading.Lock()
        self.counts = {form: collections.Counter() for form in pictures}
        self.report = Report()

    def work(self):
        while time.monotonic() < self.end:
            # Counting is a single step for the interpreter.
            self.attempt(next(self.numbers))

    def attempt(self, number):
        chance = random.Random(f"{self.seed} {number}")
        form = list(self.pictures)[number % len(self.pictures)]
        origin, other = (chance.choice(self.pictures[form]) for _ in range(2))
        content, way = damaged(origin.read_bytes(), chance, other.read_bytes())
        with tempfile.TemporaryDirectory(dir=self.folder) as own:
            picture, empty = Path(own) / f"picture.{form}", Path(own) / "out"
            if form == DEPTH:
                picture = Path(own) / "picture.jpg"
                shutil.copyfile(self.pictures["jpg"][0], picture)
                Path(own, f"picture.depth{origin.suffix}").write_bytes(content)
            else:
                picture.write_bytes(content)
            empty.mkdir()
            result, said = outcome(self.program, self.side, picture, empty)
        with self.lock:
            self.counts[form][result] += 1
            words = f"{origin.name}, {way}\n{said}"
            if result == CRASHED:
                self.report.warnings.append(self.keep(f"{result}-{self.seed}-{number}.{form}", content, words))
            elif result not in FINE:
                self.report.failures.append(self.keep(f"{result}-{self.seed}-{number}.{form}", content, words))

    def keep(self, name, content, words):
        """Where the picture is now; what was said of it stands beside it."""
        self.findings.mkdir(parents=True, exist_ok=True)
        kept = self.findings / name
        kept.write_bytes(content)
        kept.with_name(f"{name}.txt").write_text(words)
        return str(kept)


def fuzz(program, side, pictures, folder, findings, seconds, seed):
    started = time.monotonic()
    trials = Trials(program, side, pictures, folder, findings, seconds, seed)
    threads = [threading.Thread(target=trials.work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.monotonic() - started
    total = sum(trials.counts.values(), collections.Counter())
    shown = [*(word for word in FINE if total[word]), *sorted(set(total) - set(FINE))]
    rows = [[form, count.total(), *(count[word] for word in shown)] for form, count in trials.counts.items()]
    rows.append(["all", total.total(), *(total[word] for word in shown)])
    trials.report.text = (f"Damaged pictures through the worker: {total.total()} in {spent:.0f} s "
                          f"({total.total() / spent:.1f}/s).\n\n" + table(["format", "runs", *shown], rows))
    return trials.report
