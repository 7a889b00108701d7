"""Damaged pictures among good ones, all at once in the inbox of one `soframe watch`."""
import collections
import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import worker
from damage import damaged
from report import Report

# Until a picture's video or note is there, with many at once.
SECONDS_EACH = 3


def drop(inbox, pictures, count, seed):
    """Puts pictures into the inbox; the good ones' and the damaged ones' names."""
    chance = random.Random(f"{seed} daemon")
    forms = list(pictures.values())
    good, bad = [], []
    for number in range(count):
        origin, other = (chance.choice(forms[number % len(forms)]) for _ in range(2))
        good.append(f"good-{number}{origin.suffix}")
        shutil.copyfile(origin, inbox / good[-1])
        bad.append(f"bad-{number}{origin.suffix}")
        (inbox / bad[-1]).write_bytes(damaged(origin.read_bytes(), chance, other.read_bytes())[0])
    return good, bad


def fuzz(program, side, pictures, folder, findings, count, seed):
    root = Path(tempfile.mkdtemp(prefix="watched-", dir=folder))
    inbox, outbox = root / "inbox", root / "outbox"
    inbox.mkdir()
    (root / "soframe.json").write_text(json.dumps(
        {"intake": {"sidecar_wait": "0"}, "defaults": json.loads(side.read_text())}))
    report, log = Report(), root / "log"
    started = time.monotonic()
    latest = started + SECONDS_EACH * 2 * count
    with open(log, "w") as errors:
        watch = subprocess.Popen([program, "watch", root], stderr=errors, env=os.environ | worker.LIMITS)
    try:
        good, bad = drop(inbox, pictures, count, seed)
        answers = {}
        while len(answers) < 2 * count and watch.poll() is None and time.monotonic() < latest:
            time.sleep(0.2)
            answers = {name: answer for name in good + bad if (answer := found(outbox, name))}
        spent = time.monotonic() - started
        judge(report, root, good, bad, answers)
        end(report, watch)
    finally:
        watch.kill()
        watch.wait()
    if report.failures or report.warnings:
        kept = findings / f"{seed}-{int(time.time())}"
        shutil.copytree(root, kept)
        report.warnings.append(f"the watched folder and its log are in {kept}")
    kinds = collections.Counter(answers.values())
    report.text = (f"One daemon, {count} good and {count} damaged pictures: {kinds[worker.VIDEO]} videos and "
                   f"{kinds.total() - kinds[worker.VIDEO]} notes in {spent:.0f} s ("
                   + ", ".join(f"{number} {kind}" for kind, number in kinds.most_common()) + ").")
    return report


def end(report, watch):
    """Asks the daemon to end, as systemd does."""
    if watch.poll() is not None:
        report.failures.append(f"soframe watch ended by itself with {watch.returncode}")
        return
    watch.send_signal(signal.SIGTERM)
    try:
        if watch.wait(timeout=worker.PATIENCE) != 0:
            report.failures.append(f"soframe watch ended with {watch.returncode} when it was asked to")
    except subprocess.TimeoutExpired:
        report.failures.append("soframe watch does not end when it is asked to")


def found(outbox, name):
    """`video`, a note's code, or nothing yet."""
    if video(outbox, name).exists():
        return worker.VIDEO
    note = outbox / f"{name}.error.json"
    return json.loads(note.read_text())["code"] if note.exists() else None


def video(outbox, name):
    return outbox / f"{Path(name).stem}.mp4"


def judge(report, root, good, bad, answers):
    for name in good + bad:
        answer = answers.get(name)
        if answer == worker.VIDEO and not worker.is_whole(video(root / "outbox", name)):
            report.failures.append(f"{name} of the watched folder became no whole video")
        elif name in bad and answer == worker.CRASHED:
            report.warnings.append(f"worker-crashed: {name} of the watched folder")
        elif answer not in (worker.FINE if name in bad else [worker.VIDEO]):
            report.failures.append(f"{name} of the watched folder came to {answer or 'nothing'}")
