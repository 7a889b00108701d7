"""Looks for bytes that bring Soframe down, in three ways, and prints what came of them as Markdown.

1. libFuzzer, with AddressSanitizer, over the readers of picture files and sidecars (Tests/Fuzzing).
2. Damaged copies of small pictures of every format through `soframe render`, each in its sandbox: a whole video or one
   sentence with a stable code must come of each, and nothing else may stay behind.
3. Damaged pictures among good ones in the inbox of a single `soframe watch`: a video or a note for each, and an orderly
   end.

Whatever else happens makes the exit code 1; the bytes are kept in .build/fuzz/findings. To see it again:
    .build/fuzz/build/release/Fuzzing FILE             for libFuzzer's (parsers)
    soframe render FILE -s .build/fuzz/tiny.json       for the others (worker, daemon)
A worker that crashed is contained as designed: a loud warning, and its picture is kept, but no failure.

The short way takes about a minute after the build, and does the same damage each time. For a long one, say over night
with damage of its own:
    Scripts/fuzz --minutes 480 --seed $RANDOM
What libFuzzer learns stays in .build/fuzz/corpus, and the next time begins there.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import daemon
import parsers
import seeds
import worker

ROOT = Path(__file__).resolve().parent.parent.parent


def say(text):
    print(text, file=sys.stderr, flush=True)


def build(*options, **environment):
    command = ["swift", "build", "-c", "release", *options]
    if subprocess.run(command, cwd=ROOT, stdout=sys.stderr, env=os.environ | environment).returncode != 0:
        raise SystemExit("fuzz: the build failed")


def arguments():
    parser = argparse.ArgumentParser(prog="Scripts/fuzz", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    span = parser.add_mutually_exclusive_group()
    span.add_argument("--short", action="store_true", help="about a minute; so also without any option")
    span.add_argument("--minutes", type=float, metavar="N", help="about that long, and 100 + 100 pictures to watch")
    parser.add_argument("--seed", type=int, default=1, help="another number damages otherwise (1)")
    return parser.parse_args()


def main():
    options = arguments()
    is_long = options.minutes is not None
    seconds = options.minutes * 60 if is_long else 50
    home = ROOT / ".build/fuzz"
    home.mkdir(parents=True, exist_ok=True)

    say("Building the release, and the readers with libFuzzer")
    build("--static-swift-stdlib", "--product", "soframe")
    # A tree of its own: other options would have everything built anew each time. The package manager must know of the
    # fuzzer, whose main function counts; of several sanitizers the compiler heeds the last option's alone.
    build("--scratch-path", home / "build", "--sanitize", "fuzzer", "-Xswiftc", "-sanitize=fuzzer,address",
          "--product", "Fuzzing", SOFRAME_FUZZ="1")
    say("Making pictures of every format")
    small, large = (seeds.pictures(home / "seeds" / size, size) for size in ["16x12", "320x200"])
    tiny = worker.sidecar(home / "tiny.json")
    program, findings = ROOT / ".build/release/soframe", home / "findings"

    say(f"libFuzzer over the readers, {seconds * 0.4:.0f} s")
    reports = [parsers.fuzz(home, small, ROOT / "Samples", seconds * 0.4, options.seed)]
    with tempfile.TemporaryDirectory(prefix="soframe-fuzz-") as name:
        folder, count = Path(name), 100 if is_long else 20
        say(f"Damaged pictures through the worker, {seconds * 0.6:.0f} s")
        reports.append(worker.fuzz(program, tiny, large, folder, findings / "worker", seconds * 0.6, options.seed))
        say(f"{count} damaged pictures among {count} good ones, watched")
        reports.append(daemon.fuzz(program, tiny, large, folder, findings / "daemon", count, options.seed))

    for report in reports:
        print(f"{report.text}\n")
    for warning in [each for report in reports for each in report.warnings]:
        print(f"WARNING: {warning}")
    failures = [each for report in reports for each in report.failures]
    for failure in failures:
        print(f"FAILURE: {failure}")
    print(f"{len(failures)} failures.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
