"""Drives Soframe through a storm and balances the books, then prints a table as Markdown.

Pictures, sidecars and rubbish are delivered by several tools at once while `soframe watch` runs and is killed (SIGKILL)
or stopped (SIGTERM) every few seconds; for a while the disk of outbox and state is full. At the end every file that was
dropped must have come to one end: a whole video, a note that says why not, or its deadline. Anything missing, doubled or
cut off is a failure, and makes the exit code 1; the folders are then kept, and their place is printed.

The full disk needs the right to mount a small file system in memory; without it that part is left out, and said so.

    Scripts/soak                       about a minute after the build, as in CI
    Scripts/soak --deliveries 10000    the long way: about half an hour on two cores
"""
import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True

import books
from storm import Storm
from volume import Volume
from watcher import Watcher

ROOT = Path(__file__).resolve().parent.parent.parent


def say(text):
    print(text, file=sys.stderr, flush=True)


def arguments():
    parser = argparse.ArgumentParser(prog="Scripts/soak", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deliveries", type=int, default=300, help="how many files are dropped (300)")
    parser.add_argument("--seed", type=int, default=1, help="another number makes another storm (1)")
    return parser.parse_args()


def main():
    options = arguments()
    say("Building the release")
    build = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", "soframe"]
    if subprocess.run(build, cwd=ROOT, stdout=sys.stderr).returncode != 0:
        raise SystemExit("soak: the release does not build")
    folder = Path(tempfile.mkdtemp(prefix="soframe-soak-"))
    begun = time.monotonic()
    with Volume(folder / "volume", megabytes=max(256, options.deliveries // 10)) as volume:
        watcher = Watcher(ROOT / ".build/release/soframe", folder, volume, options.seed)
        storm = Storm(folder / "inbox", folder / "outside", options.deliveries, options.seed)
        with watcher:
            say(f"{options.deliveries} deliveries" + ("" if volume.is_small else "; the disk cannot be filled here"))
            storm.run(until_half=lambda: volume.fill(seconds=10, say=say))
            say("Waiting for everything to come to its end")
            watcher.stop_harassing()
            complaint = watcher.wait_until_idle(storm.drops)
        failures = ([complaint] if complaint else []) + watcher.failures
        account, found = books.balance(storm.drops, folder / "inbox", volume.path / "outbox",
                                       volume.path / "state/journal.sqlite")
        failures += found
        spent = time.monotonic() - begun
        print("| what | figure |\n|---|---|")
        rows = {**storm.account, **watcher.account, "seconds with a full disk": volume.seconds_full, **account,
                "seconds in all": round(spent), "failures": len(failures)}
        for name, figure in rows.items():
            print(f"| {name} | {figure} |")
        for failure in failures[:50]:
            print(f"FAILURE: {failure}")
        if failures:
            volume.keep()
            print(f"The folders are in {folder}.")
        else:
            books.forget(folder)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
