"""Folders in which a program is killed, and what must be true of them whatever it was doing."""
import contextlib
import json
import sqlite3
import subprocess
import time

import decoding
import pictures
from drops import DEFAULTS

# Files that were there before the program count as whole when they have been quiet for so long.
SECONDS_TO_SETTLE = 5.5
PATIENCE = 60
# What a state folder always holds.
KEPT = {"journal.sqlite", "lock", "sweep.lock", "notes.lock"}


def run(program, *words):
    return subprocess.run([str(word) for word in [program, *words]], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=PATIENCE)


def frames(video):
    """How many frames a video has; nil when it does not decode whole."""
    return decoding.frames([video])[video]


class Stage:
    """An installation of its own."""

    def __init__(self, root, more=None):
        self.root = root
        self.inbox, self.outbox, self.state = root / "inbox", root / "outbox", root / "state"
        self.inbox.mkdir(parents=True)
        self.configure(more or {})

    def configure(self, more):
        configuration = {"defaults": DEFAULTS, "intake": {"sidecar_wait": "0"}, "min_free": "0", **more}
        (self.root / "soframe.json").write_text(json.dumps(configuration))

    def drop(self, number, wish=None, content=None):
        """A picture, and a sidecar if there is something to wish for; returns the picture's name."""
        name = f"number-{number}.png"
        self.put(f"{name}.json", json.dumps(wish).encode() if wish else None)
        self.put(name, content or pictures.png(number))
        return name

    def put(self, name, content):
        if content is not None:
            (self.inbox / name).write_bytes(content)

    def files(self, folder):
        return sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.exists() else []

    def make_due(self, name=None):
        """As if the time of one input, or of all, had come an hour ago."""
        past = round(time.time() * 1000) - 3_600_000
        of_whom = "" if name is None else "AND id IN (SELECT input FROM name WHERE path IN (?, ?))"
        names = [] if name is None else [name.encode(), f"{name}.json".encode()]
        self.change("UPDATE input SET deadline = ?, latest = ? WHERE ending IS NULL " + of_whom, [past, past, *names])

    def end_pauses(self):
        """As if jobs that failed for now had waited long enough; nothing may be there yet."""
        with contextlib.suppress(sqlite3.OperationalError):
            self.change("UPDATE job SET not_before = 0 WHERE ended_at IS NULL")

    def change(self, statement, values=()):
        with contextlib.closing(sqlite3.connect(f"file:{self.state}/journal.sqlite?mode=rw", uri=True)) as database:
            with database:
                database.execute(statement, values)

    def remnants(self, name):
        """What is in the state folder that should not be: files but the journal and locks, jobs without an end,
        and the name of an input that is gone, or of what was made of it, in whatever byte."""
        stem = name.encode().rpartition(b".")[0] + b"."
        for path in self.state.rglob("*"):
            if path.is_file() and path.name not in KEPT:
                yield f"{path.relative_to(self.state)} is left in the state folder"
            if path.is_file() and stem in path.read_bytes():
                yield f"the name is left in {path.relative_to(self.state)}"
        with contextlib.closing(sqlite3.connect(self.state / "journal.sqlite")) as database:
            if count := database.execute("SELECT count(*) FROM job WHERE ended_at IS NULL").fetchone()[0]:
                yield f"the journal has {count} jobs without an end"
            if (said := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                yield f"the journal is damaged: {said}"


def expect(ended, code, what):
    if ended.returncode != code:
        yield f"{what} ended with {ended.returncode} instead of {code}: {ended.stderr.strip()}"


def expect_files(found, wanted, where):
    if found != sorted(wanted):
        yield f"{where} holds {found} instead of {sorted(wanted)}"
