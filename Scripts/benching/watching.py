"""`soframe watch` from outside: what it costs when nothing happens, how soon it begins, and how it bears masses."""
import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import pictures
from machine import PROGRAM, ROOT, measured, say


class Watch:
    """A watch on a folder of its own, and the lines that it logs, each with the time at which it came."""

    def __init__(self, bench, root=None, **settings):
        self.root = root or Path(tempfile.mkdtemp(prefix="watched-", dir=bench.folder))
        self.begun = time.monotonic()
        self.process = subprocess.Popen([PROGRAM, "watch", self.root, "--log-format", "json"],
                                        env={**os.environ, **settings}, stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        # Seconds until it watched.
        self.start = self.until("watching") - self.begun
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def until(self, message):
        """The time at which that message is logged."""
        for line in self.process.stderr:
            if json.loads(line)["message"] == message:
                return time.monotonic()
        raise SystemExit(f"bench: soframe watch ended before it said “{message}”")

    def share(self, span):
        """Per cent of one core over so many seconds."""
        begun, used = time.monotonic(), self.cpu_seconds()
        time.sleep(span)
        return (self.cpu_seconds() - used) / (time.monotonic() - begun) * 100

    def cpu_seconds(self):
        words = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self):
        return self._memory("VmRSS")

    def peak(self):
        return self._memory("VmHWM")

    def _memory(self, kind):
        return int(re.search(kind + r":\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())[1]) / 1024

    def jobs(self):
        """How many the journal knows, done or not."""
        journal = sqlite3.connect(f"file:{self.root}/state/journal.sqlite?mode=ro", uri=True, timeout=60)
        try:
            return journal.execute("SELECT count(*) FROM job").fetchone()[0]
        finally:
            journal.close()


def idle(bench):
    say("Watching an idle inbox")
    with Watch(bench) as watch:
        time.sleep(5)
        share = watch.share(20 if bench.options.quick else 120)
        bench.table.add("watch, idle: of one core", f"{share:.2f} %", "< 0.2 %", share < 0.2)
        memory = watch.resident()
        bench.table.add("watch, idle: resident", f"{memory:.0f} MiB", "< 60 MB", memory * 1.048576 < 60)


def latency(bench):
    say("From the last event to the worker's start, and to the video")
    settings = json.dumps({"duration": 0.5, "resolution": "360p"})
    with Watch(bench) as watch:
        time.sleep(2)
        for name, has_sidecar, goal in [("with its sidecar", True, 2.0), ("without", False, 3.0)]:
            started, delivered = [], []
            for turn in range(bench.runs):
                picture = watch.root / "inbox" / f"{name.replace(' ', '-')}-{turn}.jpg"
                if has_sidecar:
                    Path(f"{picture}.json").write_text(settings)
                shutil.copyfile(ROOT / "Samples/landscape.jpg", picture)
                begun = time.monotonic()
                started.append(watch.until("started") - begun)
                delivered.append(watch.until("delivered") - begun)
            span = statistics.median(started)
            bench.table.add(f"last event to worker's start, {name}", f"{span:.2f} s", f"≤ {goal:.0f} s", span <= goal)
            bench.table.add(f"last event to the video, {name}", f"{statistics.median(delivered):.2f} s")


def full_inbox(bench):
    """An inbox that is full before the start, in folders of a thousand; jobs run meanwhile, one at a time."""
    for count in [10_000] if bench.options.quick else [10_000, 100_000]:
        _full_inbox(bench, count)


def _full_inbox(bench, count):
    say(f"Taking in {count} pictures that are there already")
    root = bench.path("full")
    (root / "state").mkdir(parents=True, mode=0o700)
    for number in range(count):
        folder = root / "inbox" / str(number // 1000)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"picture-{number}.png").write_bytes(pictures.tiny(number))
    begun = time.monotonic()
    with Watch(bench, root, SOFRAME_JOBS="1") as watch:
        while watch.jobs() < count:
            time.sleep(0.5)
        span = time.monotonic() - begun
        bench.table.add(f"{count} pictures at start: until all are queued, beside a job",
                        f"{span:.0f} s, {count / span:.0f} a second")
        bench.table.add(f"{count} pictures queued: soframe status", f"{measured(PROGRAM, 'status', root).wall:.2f} s")
        peak = watch.peak()
        bench.table.add(f"{count} pictures queued: peak memory", f"{peak:.0f} MiB", "≤ 150 MB", peak * 1.048576 <= 150)
    # No job is begun for want of that much space, so that watching alone is measured.
    with Watch(bench, root, SOFRAME_MIN_FREE="1000g") as watch:
        time.sleep(10)
        share = watch.share(20 if bench.options.quick else 310)
        bench.table.add(f"{count} pictures known, idle: of one core; peak memory after another start",
                        f"{share:.2f} %; {watch.peak():.0f} MiB")
    shutil.rmtree(root)
