"""Programs of the same machine: copying, moving, linking, saving, writing slowly."""
import os
import random
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from ways.way import Way, another_file_system, call, files_below


def copy(folder, inbox):
    call("cp", "-rT", folder, inbox)


def move(folder, inbox):
    """Whole folders where the inbox has none of that name."""
    for entry in sorted(folder.iterdir()):
        target = inbox / entry.name
        try:
            if not (entry.is_dir() and target.is_dir()):
                call("mv", "-T", entry, target)
                continue
        except RuntimeError:
            # Another way may have made the folder just now.
            if not target.is_dir():
                raise
        move(entry, target)


def link(folder, inbox):
    """Files appear whole under their names, as from a careful program."""
    for place in files_below(folder):
        (inbox / place.parent).mkdir(parents=True, exist_ok=True)
        call("ln", "-f", folder / place, inbox / place)
        call("rm", folder / place)


def save(folder, inbox):
    """As editors do: beside the file, then renamed over it."""
    for place in files_below(folder):
        target = inbox / place
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.swp")
        shutil.copyfile(folder / place, beside)
        beside.rename(target)


def write_slowly(folder, inbox):
    """All files grow at once, and stay open for longer than a file that was found has to settle."""
    files = []
    for place in files_below(folder):
        (inbox / place.parent).mkdir(parents=True, exist_ok=True)
        content = (folder / place).read_bytes()
        file = open(inbox / place, "wb", buffering=0)
        file.write(content[:len(content) // 2])
        files.append((file, content[len(content) // 2:]))
    time.sleep(random.choice([0.5, 2, 7]))
    for file, rest in files:
        with file:
            file.write(rest)


@contextmanager
def ways(inbox, scratch):
    def way(name, deliver):
        return Way(name, lambda folder: deliver(folder, inbox))

    yield [way("cp", copy), way("mv", move), way("ln and rm", link), way("editor", save),
           way("slow writer", write_slowly)]


@contextmanager
def ways_from_elsewhere(inbox, scratch):
    elsewhere = another_file_system(inbox)

    def move_from_elsewhere(folder):
        with tempfile.TemporaryDirectory(prefix="soframe-soak-", dir=elsewhere) as other:
            shutil.copytree(folder, other, dirs_exist_ok=True)
            move(Path(other), inbox)

    yield [Way("mv from another file system", move_from_elsewhere)] if elsewhere else []
