"""What every way into the inbox is, and what its file needs."""
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


class Unavailable(Exception):
    """Why a way is left out here, as a whole sentence."""


@dataclass(frozen=True)
class Way:
    """`deliver` brings every file below a folder to the same place below the inbox, where all are when it returns; the
    folder may be empty then."""
    name: str
    deliver: Callable[[Path], None]
    # Whether a part of a picture is there under its name for a while, with nobody writing to it.
    is_interrupted: bool = False
    # Whether it sends again what has gone from the inbox.
    repeats: bool = True

    @property
    def padding(self):
        """Bytes that pictures are made larger by, for a transfer to have a middle."""
        return 400_000 if self.is_interrupted else 0


def need(*programs):
    missing = [program for program in programs if not found(program)]
    if missing:
        raise Unavailable(f"there is no {' and no '.join(missing)} here.")


def found(program):
    """Where a program is; servers are not on everybody's path."""
    return shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")


def call(*words, **options):
    done = subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          **options)
    if done.returncode != 0:
        raise RuntimeError(f"{words[0]} ended with {done.returncode}: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def files_below(folder):
    """Relative places, folder by folder."""
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def another_file_system(than):
    """A folder on another file system; nil where there is none that may be written to."""
    memory = Path("/dev/shm")
    is_other = os.access(memory, os.W_OK) and memory.stat().st_dev != than.stat().st_dev
    return memory if is_other else None


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A program that runs as long as a `with` does."""

    def __init__(self, log, *words):
        self.log, self.words = log, [str(word) for word in words]

    def __enter__(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.words, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait_until(self, condition, seconds=20):
        """Raises `Unavailable` when it does not become ready."""
        latest = time.monotonic() + seconds
        while not condition():
            if self.process.poll() is not None or time.monotonic() > latest:
                said = self.log.read_text(errors="replace").strip().splitlines()[-1:]
                raise Unavailable(f"{self.words[0]} does not come up: {' '.join(said)}")
            time.sleep(0.1)
