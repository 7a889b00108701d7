"""Deliveries by several tools at once, in many small waves."""
import collections
import itertools
import json
import os
import random
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass

import pictures

SIDECAR = {"duration": 0.5, "fps": 12, "width": 64, "height": 48, "motion": "zoom_in"}


@dataclass
class Drop:
    """One file that was dropped, and what must become of it: `video`, `note`, or `either` where it may expire first."""
    name: str
    way: str
    end: str


def by_cp(source, target):
    subprocess.run(["cp", source, target], check=True)


def by_mv(source, target):
    subprocess.run(["mv", source, target], check=True)


def by_rsync(source, target):
    subprocess.run(["rsync", "-a", source, target], check=True)


def by_rsync_inplace(source, target):
    subprocess.run(["rsync", "-a", "--inplace", source, target], check=True)


def by_rsync_apart(source, target):
    """The temporary file lies in a folder that is no part of the inbox."""
    subprocess.run(["rsync", "-a", "-T", source.parent, source, target], check=True)


def by_link(source, target):
    """Appears whole under its name, as from a careful program of the same file system."""
    os.link(source, target)
    source.unlink()


def by_slow_writer(source, target):
    content = source.read_bytes()
    with open(target, "wb", buffering=0) as file:
        for start in range(0, len(content), max(1, len(content) // 4)):
            file.write(content[start:start + max(1, len(content) // 4)])
            time.sleep(0.3)


def by_editor(source, target):
    """Saves beside the file and renames over it."""
    beside = target.with_name(f".{target.name}.tmp")
    shutil.copyfile(source, beside)
    beside.rename(target)


WAYS = [by_cp, by_mv, by_rsync, by_rsync_inplace, by_rsync_apart, by_link, by_slow_writer, by_editor]


class Storm:
    def __init__(self, inbox, outside, count, seed):
        self.inbox, self.outside, self.count, self.seed = inbox, outside, count, seed
        self.numbers, self.lock = itertools.count(), threading.Lock()
        self.drops = []
        outside.mkdir(parents=True)
        inbox.mkdir(exist_ok=True)

    @property
    def account(self):
        ways = collections.Counter(drop.way for drop in self.drops)
        return {"dropped": len(self.drops), **{f"dropped by {way}": number for way, number in sorted(ways.items())}}

    def run(self, until_half):
        """Delivers everything by four hands; calls the other once half of it is there."""
        hands = [threading.Thread(target=self.work, args=[hand]) for hand in range(4)]
        for hand in hands:
            hand.start()
        while len(self.drops) < self.count // 2:
            time.sleep(0.1)
        until_half()
        for hand in hands:
            hand.join()

    def work(self, hand):
        chance = random.Random(f"{self.seed} {hand}")
        while (number := next(self.numbers)) < self.count:
            drop = self.deliver(number, chance)
            with self.lock:
                self.drops.append(drop)

    def deliver(self, number, chance):
        way = WAYS[number % len(WAYS)]
        folder = f"{chance.randrange(20)}/{chance.randrange(5)}" if number % 3 == 0 else "."
        place = self.inbox / folder
        place.mkdir(parents=True, exist_ok=True)
        name = f"{number}.png"
        source, target = self.outside / name, place / name
        kind = chance.choices(["plain", "sidecar", "late", "invalid", "rubbish", "short"], [50, 20, 10, 5, 10, 5])[0]
        source.write_bytes(pictures.rubbish(number) if kind == "rubbish" else pictures.png(number))
        side = place / f"{name}.json"
        if kind in ["sidecar", "invalid", "short"]:
            settings = {**SIDECAR, **({"duration": -1} if kind == "invalid" else {}),
                        **({"keep": "1s"} if kind == "short" else {})}
            side.write_text(json.dumps(settings))
        way(source, target)
        if kind == "late":
            side.write_text(json.dumps({**SIDECAR, "motion": "zoom_out"}))
        end = {"invalid": "note", "rubbish": "note", "short": "either"}.get(kind, "video")
        return Drop(os.path.normpath(f"{folder}/{name}"), way.__name__.removeprefix("by_").replace("_", " "), end)
