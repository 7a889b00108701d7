"""What the cases of Scripts/bench share: running and measuring programs, the table, a folder of pictures, a running watch."""
import json
import os
import re
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(*command):
    """Runs a program to its end; says what it said when it fails."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"bench: {command[0]} failed: {done.stderr}")
    return done


def measured(*command):
    """Wall seconds, and the peak MiB of the largest process among the command and its children."""
    begun = time.monotonic()
    child = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"bench: {command[0]} failed: {said.decode(errors='replace')}")
    return time.monotonic() - begun, usage.ru_maxrss / 1024


class Table:
    """Rows of the report: what was measured, the figure, the goal, and whether it was met."""

    def __init__(self):
        self.rows = []

    def add(self, case, figure, goal="", met=None):
        verdict = "" if met is None else ("yes" if met else "**no**")
        self.rows.append((case, figure, goal, verdict))
        say(f"  {case}: {figure}")

    def show(self):
        print("| case | figure | goal | met |\n|---|---|---|---|")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder, self.table = options, folder, Table()
        self.program = ROOT / ".build/release/soframe"
        self.runs = 1 if options.quick else options.runs

    def path(self, name):
        return self.folder / name

    def sidecar(self, name, **settings):
        path = self.path(f"{name}.json")
        path.write_text(json.dumps(settings))
        return path

    def job(self, picture, sidecar, video, *more):
        return [self.program, "render", picture, "-s", sidecar, "-o", video, "--force", *more]

    def together(self, commands):
        """Runs commands in turn, several times; medians of wall seconds and the largest peak, by name."""
        taken = {name: [] for name in commands}
        for _ in range(self.runs):
            for name, command in commands.items():
                taken[name].append(measured(*command))
        return {name: (statistics.median(t for t, _ in each), max(m for _, m in each)) for name, each in taken.items()}

    def python(self, program, *words):
        return run(self.options.python, self.options.tools / program, *words).stdout


class Watch:
    """`soframe watch` on a folder of its own, and the lines that it logs, each with the time at which it came."""

    def __init__(self, bench, root=None, **settings):
        self.root = root or Path(tempfile.mkdtemp(prefix="watched-", dir=bench.folder))
        self.process = subprocess.Popen([bench.program, "watch", self.root, "--log-format", "json"],
                                        env={**os.environ, **settings}, stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        self.until("watching")
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

    def cpu_seconds(self):
        words = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self):
        return self.memory("VmRSS")

    def peak(self):
        return self.memory("VmHWM")

    def memory(self, kind):
        return int(re.search(kind + r":\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())[1]) / 1024

    def jobs(self):
        """How many the journal knows, done or not."""
        journal = sqlite3.connect(f"file:{self.root}/state/journal.sqlite?mode=ro", uri=True, timeout=60)
        try:
            return journal.execute("SELECT count(*) FROM job").fetchone()[0]
        finally:
            journal.close()


def tiny_picture(number):
    """A PNG of one pixel, and of other bytes for every number."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0" + number.to_bytes(3, "big"))) + chunk(b"IEND", b""))
