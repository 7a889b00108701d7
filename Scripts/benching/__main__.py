"""Measures Soframe against ffmpeg itself and other programs, on this machine, and prints a Markdown table of ratios.

Builds the release, prepares pictures, and runs every case in turn with its peers, so that a busy moment of the machine
strikes all of them. Medians are shown; the times are this machine's, the ratios are what counts. --quick runs each case
once, small, and leaves out what takes minutes. A missed goal is shown, and is no error.

Instructions are counted where valgrind is, and do not change with what else the machine does. --against prints what changed
since an earlier report, such as Scripts/benching/baseline.json, which --json made
without --quick.

Photographs come from Debian's package mate-backgrounds where apt-get can download it, else from Samples. Peers that are
not there are left out; to have them:
"""
import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import alone
import batches
import camera
import counting
import decoding
import depth
import history
import likeness
import peers
import pictures
import table
import watching
from machine import PROGRAM, build, described


class Bench:
    """What the cases share."""

    def __init__(self, options, folder):
        self.options, self.folder, self.table = options, folder, table.Table()
        self.runs = 1 if options.quick else options.runs

    def path(self, name):
        return self.folder / name

    def sidecar(self, name, **settings):
        path = self.path(f"{name}.json")
        path.write_text(json.dumps(settings))
        return path

    def job(self, picture, sidecar, video, *more):
        return [PROGRAM, "render", picture, "-s", sidecar, "-o", video, "--force", *more]


def named(*cases):
    return {case.__name__: case for case in cases}


# What always runs; what --quick leaves out; what needs the measuring programs as well.
CASES = named(camera.zoom, depth.depth, alone.rendering, alone.preparing, counting.instructions, decoding.decoding,
              decoding.memory, batches.queue, batches.mixed, batches.small, batches.overhead, watching.idle, watching.latency,
              watching.full_inbox, history.history)
LONG_CASES = named(camera.sizes, camera.portrait)
TOOL_CASES = named(likeness.fidelity, likeness.smoothness)
ALL = CASES | LONG_CASES | TOOL_CASES


def arguments():
    remedies = "\n".join(f"    {name}: {remedy}" for name, remedy in peers.REMEDIES.items())
    parser = argparse.ArgumentParser(prog="Scripts/bench", description=__doc__ + remedies,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one run each; some minutes after the build")
    parser.add_argument("--runs", type=int, default=5, help="runs of each timed case (5)")
    parser.add_argument("--only", action="append", choices=ALL, metavar="CASE",
                        help="this case and no other, unless it is given again: " + ", ".join(ALL))
    parser.add_argument("--tools", type=Path,
                        help="folder of the measuring programs ideal.py and smoothness.py, for fidelity and smoothness")
    parser.add_argument("--python", default=sys.executable,
                        help="interpreter for them that has numpy, scipy, Pillow and OpenCV (the one that runs this)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the report there too, for --against")
    parser.add_argument("--against", type=Path, metavar="FILE", help="compare ratios and instructions with such a report")
    return parser.parse_args()


def wanted(options):
    if options.only:
        return [ALL[name] for name in options.only]
    cases = CASES if options.quick else CASES | LONG_CASES
    return list((cases | (TOOL_CASES if options.tools and not options.quick else {})).values())


def main():
    options = arguments()
    before = table.read(options.against) if options.against else None
    build("soframe")
    # Of the same modules, and only for this.
    build("Benching", SOFRAME_BENCH="1")
    # In memory where possible, so that the disk's speed is left out.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="soframe-bench-", dir=memory) as folder:
        bench = Bench(options, Path(folder))
        used = pictures.prepare(bench)
        for case in wanted(options):
            case(bench)
    print(f"Pictures: {used}, as 12 MP JPEGs; {bench.runs} run(s) each, medians, on {described()}.\n")
    print(bench.table.markdown())
    if not options.tools or options.quick:
        print("\nFidelity and smoothness were not measured: they need --tools and no --quick.")
    if options.json:
        options.json.write_text(bench.table.json(described()))
    if before:
        print("\n" + bench.table.against(before))


if __name__ == "__main__":
    main()
