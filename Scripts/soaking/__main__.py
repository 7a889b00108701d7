"""Drives Soframe through a storm and balances the books, then prints tables as Markdown.

Pictures, sidecars and rubbish are delivered by many programs at once (scp, sftp, rsync, Syncthing, Samba, curl, …)
while `soframe watch` runs and is killed (SIGKILL) or stopped (SIGTERM) every few seconds; now and then the disk of the
outbox or of the state is full. At the end every file that was dropped must have come to one end: a whole video of its
latest sidecar, a note that says why not, or its deadline. Anything missing, doubled, cut off or left behind is a
failure, and makes the exit code 1; the folders are then kept, and their place is printed.

Then single runs are killed at chosen ones of their system calls that change something, of `batch` in several states,
`clean` and `render`, and of their workers; after another run everything must be there once, and nothing too much.

A program that is not there is left out, and said so. A full disk needs the right to mount a small file system in
memory; without it that part is left out.

    Scripts/soak                       a minute or two after the build
    Scripts/soak --local               the same without scp, sftp, Samba and Syncthing, as in CI
    Scripts/soak --deliveries 10000    the long way: about half an hour on two cores
    Scripts/soak --deliveries 0 --kills all    SIGKILL at each such system call: half an hour as well
"""
import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

sys.dont_write_bytecode = True

import kills
import storm
import ways
from books import COLUMNS, Books
from volume import Volume
from watcher import Watcher

ROOT = Path(__file__).resolve().parent.parent.parent
# Deliveries between two times of a full disk, and how long one is.
BETWEEN, SECONDS_FULL = 400, 8


def say(text):
    print(text, file=sys.stderr, flush=True)


def arguments():
    parser = argparse.ArgumentParser(prog="Scripts/soak", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deliveries", type=int, default=200, help="how many files are dropped (200)")
    parser.add_argument("--kills", type=lambda text: None if text == "all" else int(text), default=16, metavar="N",
                        help="at how many system calls single runs are killed, or all (16)")
    parser.add_argument("--local", action="store_true", help="leave out what needs a server of its own")
    parser.add_argument("--seed", type=int, default=1, help="another number makes another storm (1)")
    parser.add_argument("--program", type=Path, help="what is driven, instead of a release that is built first")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the tables are written as JSON too")
    return parser.parse_args()


def built():
    say("Building the release")
    build = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", "soframe"]
    if subprocess.run(build, cwd=ROOT, stdout=sys.stderr).returncode != 0:
        raise SystemExit("soak: the release does not build")
    return ROOT / ".build/release/soframe"


class Trouble:
    """Fills one disk after the other, and tells how far the storm is."""

    def __init__(self, volumes, count):
        self.volumes, self.steps = volumes, max(2, count // BETWEEN)
        self.at = [count * (step + 1) // (self.steps + 1) for step in range(self.steps)]
        self.told = time.monotonic()

    def step(self, dropped):
        if self.at and dropped >= self.at[0]:
            self.at.pop(0)
            self.volumes[len(self.at) % len(self.volumes)].fill(SECONDS_FULL)
        if time.monotonic() > self.told + 20:
            self.told = time.monotonic()
            say(f"{dropped} dropped")


def storm_through(options, folder, stack):
    """Runs the storm and balances the books; returns them with figures by name."""
    places = {name: folder / name for name in ["inbox", "outbox", "state"]}
    scratch = folder / "scratch"
    places["inbox"].mkdir()
    scratch.mkdir()
    (folder / "soframe.json").write_text(json.dumps(storm.configuration()))
    room = 64 + options.deliveries // 50
    volumes = [stack.enter_context(Volume(places[name], room)) for name in ["state", "outbox"]]
    watcher = Watcher(options.program, folder, places, options.seed)
    begun = time.monotonic()
    with ways.opened(places["inbox"], scratch, not options.local, say) as opened:
        say(f"{options.deliveries} deliveries by {len(opened)} ways"
            + ("" if volumes[0].is_small else "; no disk can be filled here"))
        deliveries = storm.Storm(opened, places["inbox"], places["outbox"], places["state"] / "journal.sqlite", scratch,
                                 options.deliveries, options.seed)
        with watcher:
            deliveries.run(Trouble(volumes, options.deliveries).step)
            watcher.stop_harassing()
            say("Waiting for everything to come to its end")
            books = Books(deliveries.drops, *places.values())
            complaint = watcher.wait_until_idle(len(deliveries.drops), books.is_done)
    seconds = round(time.monotonic() - begun)
    say("Balancing the books")
    if (clean := watcher.ask("clean")).returncode != 0:
        books.failures.append(f"soframe clean ended with {clean.returncode}: {clean.stderr.strip()}")
    books.failures += [*([complaint] if complaint else []), *watcher.failures, *deliveries.failures]
    books.balance()
    full = {"times that a disk was full": sum(volume.periods for volume in volumes),
            "seconds with a full disk": sum(volume.seconds_full for volume in volumes)}
    figures = {**books.account, **watcher.account, **full, "seconds in all": seconds, "failures": len(books.failures)}
    if books.failures:
        for volume in volumes:
            volume.keep()
    return books, figures


def show(title, columns, rows):
    print(f"| {title} | " + " | ".join(columns) + " |\n|---|" + "---|" * len(columns))
    for name, row in rows:
        print(f"| {name} | " + " | ".join(str(row[column]) for column in columns) + " |")
    print(flush=True)


def soak(options, folder, stack):
    """Everything that was asked for; returns tables for a file, and what went wrong."""
    tables = {"failures": []}
    if options.deliveries > 0:
        books, figures = storm_through(options, folder, stack)
        show("way", COLUMNS, [*sorted(books.rows.items()), ("**all**", books.total)])
        show("what", ["figure"], [(name, {"figure": figure}) for name, figure in figures.items()])
        tables |= {"ways": {way: {column: row[column] for column in COLUMNS} for way, row in books.rows.items()},
                   "figures": figures}
        tables["failures"] += books.failures
    if options.kills != 0:
        killing = kills.Kills(options.program, folder, options.kills, options.seed)
        killing.run(say)
        show("SIGKILL in", kills.COLUMNS, killing.rows.items())
        tables |= {"kills": killing.rows}
        tables["failures"] += killing.failures
    return tables


def main():
    options = arguments()
    # Servers and mounts do not outlast it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    options.program = options.program or built()
    folder = Path(tempfile.mkdtemp(prefix="soframe-soak-"))
    is_kept = False
    with ExitStack() as stack:
        # After everything else, whatever happens.
        stack.callback(lambda: is_kept or shutil.rmtree(folder, ignore_errors=True))
        tables = soak(options, folder, stack)
        if options.json:
            options.json.write_text(json.dumps(tables, indent=1))
        is_kept = bool(tables["failures"])
    for failure in tables["failures"][:50]:
        print(f"FAILURE: {failure}")
    if is_kept:
        print(f"The folders are in {folder}; outbox and state may be mounts, which umount takes away.")
    return 1 if is_kept else 0


if __name__ == "__main__":
    sys.exit(main())
