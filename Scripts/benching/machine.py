"""Running and measuring programs."""
import os
import statistics
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / ".build/release/soframe"
# Parts of it by themselves.
BENCHING = ROOT / ".build/release/Benching"

# Wall seconds; CPU seconds of the command and all that it waited for; peak MiB of the largest process among them; what it said
# on its standard error.
Run = namedtuple("Run", "wall cpu peak said", defaults=[""])


def say(text):
    print(text, file=sys.stderr, flush=True)


def build(product, **environment):
    """The release of a product, with more in the environment."""
    say(f"Building the release of {product}")
    command = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", product]
    if subprocess.run(command, cwd=ROOT, stdout=sys.stderr, env=os.environ | environment).returncode != 0:
        raise SystemExit(f"{product} does not build")


def run(*command, **options):
    """Runs a program to its end; says what it said when it fails."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise SystemExit(f"bench: {command[0]} failed: {done.stderr}")
    return done


def measured(*command, codes=(0,), **options):
    """What a command took. Other exit codes than `codes` end the bench."""
    begun = time.monotonic()
    child = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, **options)
    said = child.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in codes:
        raise SystemExit(f"bench: {command[0]} failed: {said}")
    return Run(time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


def together(commands, runs):
    """Runs commands in turn, several times, so that a busy moment strikes all of them; the medians of wall and CPU seconds and
    the largest peak, by name."""
    taken = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            taken[name].append(measured(*command))
    return {name: Run(statistics.median(each.wall for each in runs), statistics.median(each.cpu for each in runs),
                      max(each.peak for each in runs)) for name, runs in taken.items()}


def described():
    """The processor, and how many cores of it there are."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown processor")
    return f"{os.cpu_count()} cores of {model}"
