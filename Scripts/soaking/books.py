"""What was dropped against what came of it."""
import collections
import json
import shutil
import sqlite3
import struct


def is_whole(video):
    """Whether a file is made of whole boxes, index and frames among them: one that was cut is not."""
    content, place, names = video.read_bytes(), 0, set()
    while place + 8 <= len(content):
        size, name = struct.unpack_from(">I4s", content, place)
        if size < 8:
            return False
        names.add(name)
        place += size
    return place == len(content) and {b"ftyp", b"moov", b"mdat"} <= names


def balance(drops, inbox, outbox, journal):
    """Figures for the table, and what is wrong."""
    failures = []
    ends = collections.Counter()
    expected = set()
    for drop in drops:
        stem = drop.name.removesuffix(".png")
        video, note = outbox / f"{stem}.mp4", outbox / f"{drop.name}.error.json"
        expected |= {video, note}
        code = json.loads(note.read_text())["code"] if note.exists() else None
        if video.exists() and code:
            failures.append(f"{drop.name} ({drop.way}) has a video and a note, {code}")
        elif video.exists():
            ends["delivered"] += 1
            if not is_whole(video):
                failures.append(f"{drop.name} ({drop.way}) has a video that is not whole")
            if drop.end == "note":
                failures.append(f"{drop.name} ({drop.way}) has a video and should have been refused")
        elif code:
            ends["expired" if code == "expired-unrendered" else "refused"] += 1
            allowed = {"note": ["sidecar-invalid", "not-an-image"], "either": ["expired-unrendered"]}
            if code not in allowed.get(drop.end, []):
                failures.append(f"{drop.name} ({drop.way}) was to become a {drop.end} and came to {code}")
        else:
            ends["nothing"] += 1
            failures.append(f"{drop.name} ({drop.way}) came to nothing")
    left = {path for path in outbox.rglob("*") if path.is_file()} - expected
    failures += [f"the outbox holds {path.relative_to(outbox)}, which nobody asked for" for path in sorted(left)]
    gone = [drop for drop in drops if not (inbox / drop.name).exists()]
    failures += [f"{drop.name} ({drop.way}) is gone before its time" for drop in gone if drop.end != "either"]
    with sqlite3.connect(f"file:{journal}?mode=ro", uri=True) as database:
        open_jobs, = database.execute("SELECT count(*) FROM job WHERE ended_at IS NULL").fetchone()
        twice = database.execute("SELECT count(*) FROM (SELECT 1 FROM job WHERE state = 'delivered' "
                                 "GROUP BY input HAVING count(*) > 2)").fetchone()[0]
    if open_jobs:
        failures.append(f"the journal has {open_jobs} jobs without an end")
    if twice:
        failures.append(f"{twice} pictures were rendered more often than their sidecars changed")
    total = sum(ends.values())
    account = {**{f"came to: {end}": number for end, number in sorted(ends.items())},
               "delivered + refused + expired = dropped": f"{total - ends['nothing']} = {len(drops)}",
               "deleted at their deadline": len(gone)}
    return account, failures


def forget(folder):
    shutil.rmtree(folder, ignore_errors=True)
