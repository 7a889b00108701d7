"""Deliveries by every way at once, in many small waves."""
import contextlib
import itertools
import json
import os
import random
import shutil
import sqlite3
import threading
import time
from pathlib import Path

from drops import DEFAULTS, KINDS, WISH, Drop

# The queue moves within this time, also after a full disk.
PATIENCE = 300


class Storm:
    def __init__(self, ways, inbox, outbox, journal, scratch, count, seed):
        self.ways, self.inbox, self.outbox, self.journal, self.scratch = ways, inbox, outbox, journal, scratch
        self.count, self.seed = count, seed
        # So many may be under way before the ways wait: then deliveries go on for as long as jobs do.
        self.backlog = max(40, min(150, count // 8))
        # Every way has as much to do as half of what it would be if all were alike; the quick ones do the rest.
        self.share = count // len(ways) // 2
        self.common = count - self.share * len(ways)
        self.numbers, self.lock = itertools.count(), threading.Lock()
        self.drops, self.failures, self.repeatable = [], [], []

    def run(self, meanwhile):
        """Delivers everything, each way by a hand of its own; the other is called again and again."""
        hands = [threading.Thread(target=self.work, args=[way], daemon=True) for way in self.ways]
        for hand in hands:
            hand.start()
        while any(hand.is_alive() for hand in hands):
            meanwhile(len(self.drops))
            time.sleep(0.2)

    def work(self, way):
        chance = random.Random(f"{self.seed} {way.name}")
        own = self.share
        try:
            while size := self.take(chance.randint(1, 6), own):
                self.wait_for_the_queue()
                wave = self.wave(way, size, chance)
                with self.lock:
                    self.common += size - len(wave)
                self.deliver(way, wave, chance)
                own -= size
        except (OSError, RuntimeError) as error:
            self.failures.append(f"{way.name} stopped: {error}")

    def take(self, wanted, own):
        """How many a way may deliver next: what is left of its own share, then of what all have in common."""
        if own > 0:
            return min(wanted, own)
        with self.lock:
            size = min(wanted, self.common)
            self.common -= size
        return size

    def wait_for_the_queue(self):
        latest, ended = time.monotonic() + PATIENCE, self.ended
        while len(self.drops) - self.ended > self.backlog:
            if self.ended > ended:
                latest, ended = time.monotonic() + PATIENCE, self.ended
            if time.monotonic() > latest:
                raise RuntimeError(f"nothing came to its end for {PATIENCE} s")
            time.sleep(0.5)

    @property
    def ended(self):
        return sum(len(files) for _, _, files in os.walk(self.outbox))

    # MARK: What a wave is

    def wave(self, way, size, chance):
        """Some new pictures of one folder; or as many at most that were there before."""
        is_repeating = way.repeats and chance.random() < KINDS["again"].share / 100
        if is_repeating and (gone := self.gone(size)):
            return [Drop(first.number, first.place, way.name, "again", first.content, first.padding) for first in gone]
        numbers = [next(self.numbers) for _ in range(size)]
        folder = chance.choice([".", f"{chance.randrange(20)}/{chance.randrange(5)}", f"new/{numbers[0]}/er"])
        return [self.drop(number, Path(folder), way, chance) for number in numbers]

    def drop(self, number, folder, way, chance):
        # One that is half there and must go soon takes its sidecar along, before it is whole.
        kinds = [kind for kind in KINDS if kind != "again" and not (way.is_interrupted and KINDS[kind].goes)]
        kind = chance.choices(kinds, [KINDS[kind].share for kind in kinds])[0]
        plain = [drop for drop in self.drops[-50:] if drop.kind == "plain" and drop.way == way.name]
        content = chance.choice(plain).content if kind == "twin" and plain else number
        return Drop(number, folder / f"{number}.png", way.name, kind, content, way.padding)

    def gone(self, size):
        """So many pictures at most that were rendered, went, and are forgotten but for their fingerprints; nobody else
        gets them."""
        with self.lock:
            gone = [drop for drop in self.repeatable[:20] if self.is_gone(drop)][:size]
            for drop in gone:
                self.repeatable.remove(drop)
                drop.is_repeated = True
        return gone

    def is_gone(self, drop):
        is_there = any((self.inbox / place).exists() for place in [drop.place, drop.sidecar])
        return not is_there and (self.outbox / drop.video).exists() and not self.is_known(drop)

    def is_known(self, drop):
        """As far as the journal tells; just after a crash it may not."""
        try:
            with contextlib.closing(sqlite3.connect(f"file:{self.journal}?mode=ro", uri=True)) as database:
                names = [os.fsencode(drop.place), os.fsencode(drop.sidecar)]
                return bool(database.execute("SELECT 1 FROM name WHERE path IN (?, ?)", names).fetchone())
        except sqlite3.Error:
            return True

    # MARK: How it is delivered

    def deliver(self, way, wave, chance):
        parts = [drop.parts() for drop in wave]
        before, along, later = ([part for drop in parts for part in drop[step]] for step in range(3))
        self.bring(way, before)
        self.bring(way, along)
        with self.lock:
            self.drops += wave
        if later:
            time.sleep(chance.uniform(0, 4))
            self.bring(way, later)
        for drop in wave:
            if drop.rule.sidecar == "in halves":
                self.write_in_halves(self.inbox / drop.sidecar, is_held_open=drop.number % 2 == 0)
        with self.lock:
            self.repeatable += [drop for drop in wave if drop.kind == "keep 0"]

    def bring(self, way, files):
        """By a folder that is like the inbox and has nothing else in it."""
        if not files:
            return
        folder = self.scratch / f"{way.name} {next(self.numbers)}".replace(" ", "-")
        for place, content in files:
            (folder / place.parent).mkdir(parents=True, exist_ok=True)
            (folder / place).write_bytes(content)
        way.deliver(folder)
        shutil.rmtree(folder, ignore_errors=True)

    def write_in_halves(self, path, is_held_open):
        """The first half alone is no JSON; it lies there for longer than files settle."""
        text = json.dumps(WISH)
        with open(path, "w", buffering=1) as file:
            file.write(text[:20])
            file.flush()
            if is_held_open:
                time.sleep(1.5)
                file.write(text[20:])
                return
        time.sleep(1.5)
        with open(path, "a") as file:
            file.write(text[20:])


def configuration():
    """The daemon's for such a storm: little patience, many sweeps, no room kept free."""
    return {"defaults": DEFAULTS, "intake": {"sidecar_wait": "1s", "reconcile": "10s"}, "min_free": "0",
            "retention": {"keep": "24h", "schedule": {"every": "5s"}}}
