"""What was dropped against what came of it."""
import collections
import contextlib
import json
import re
import sqlite3

import decoding

EXPIRED, KNOWN = "expired-unrendered", "already-rendered"
# With no note: nothing says so but the journal, which has no names any more. At their deadlines pictures go also where
# the outbox has no room for a note, and where a job has begun that comes to nothing after all.
SILENT = {EXPIRED: "expired without a note", KNOWN: "already rendered, without a note"}
COLUMNS = ["dropped", "delivered", "refused", "expired", "already rendered"]


class Books:
    def __init__(self, drops, inbox, outbox, state):
        self.drops, self.inbox, self.outbox, self.state = drops, inbox, outbox, state
        self.failures, self.account, self.silent = [], {}, collections.Counter()
        self.rows = collections.defaultdict(collections.Counter)

    def code(self, drop):
        try:
            return json.loads((self.outbox / drop.note).read_text())["code"]
        except FileNotFoundError:
            return None

    def came_to(self, drop):
        """`video`, a note's code, or nothing. A picture that was sent again has both: the video of the first time, and
        the note of the second."""
        has_video = drop.kind != "again" and (self.outbox / drop.video).exists()
        code = None if drop.is_repeated else self.code(drop)
        if has_video and code:
            return f"a video and {code}"
        silent = drop.rule.ends & SILENT.keys()
        if not has_video and not code and silent and not self.is_there(drop):
            return SILENT[min(silent)]
        return "video" if has_video else code

    def allowed(self, drop):
        return drop.rule.ends | {SILENT[code] for code in drop.rule.ends & SILENT.keys()}

    def is_done(self):
        """Whether everything has come to what it must, as far as the names of files tell."""
        return all(self.came_to(drop) in self.allowed(drop) and not (drop.rule.goes and self.is_there(drop))
                   for drop in self.drops)

    def is_there(self, drop):
        return (self.inbox / drop.place).exists() or (self.inbox / drop.sidecar).exists()

    def balance(self):
        for drop in self.drops:
            self.enter(drop)
        self.check_inbox()
        self.check_outbox()
        self.check_videos()
        self.check_state()
        total = self.total
        ended = sum(total[column] for column in COLUMNS[1:])
        self.account["delivered + refused + expired + already rendered = dropped"] = f"{ended} = {total['dropped']}"
        if ended != total["dropped"]:
            self.failures.append(f"{total['dropped']} were dropped and {ended} came to an end")

    @property
    def total(self):
        return sum(self.rows.values(), collections.Counter())

    def enter(self, drop):
        end = self.came_to(drop)
        columns = {"video": "delivered", EXPIRED: "expired", SILENT[EXPIRED]: "expired", KNOWN: "already rendered",
                   SILENT[KNOWN]: "already rendered"}
        row = self.rows[drop.way]
        row["dropped"] += 1
        if end:
            row[columns.get(end, "refused")] += 1
        self.silent[end] += end in SILENT.values()
        if end not in self.allowed(drop):
            self.complain(drop, f"came to {end or 'nothing'}")

    def complain(self, drop, what):
        self.failures.append(f"{drop.place} ({drop.way}, {drop.kind}) {what}")

    def check_inbox(self):
        """Nobody's temporaries are left, nothing went early, nothing stays past its time."""
        expected = set()
        for drop in self.drops:
            expected |= {drop.place, drop.sidecar}
            is_there = (self.inbox / drop.place).exists()
            if drop.rule.goes and self.is_there(drop):
                self.complain(drop, "is there past its deadline")
            elif not drop.rule.goes and not is_there:
                self.complain(drop, "is gone before its time")
        found = {path.relative_to(self.inbox) for path in self.inbox.rglob("*") if path.is_file()}
        left = {place for place in found - expected if place.parts[0] != ".stfolder"}
        self.failures += [f"{place} is left in the inbox" for place in sorted(left)]
        self.account["pictures deleted at their deadlines"] = len({d.place for d in self.drops if d.rule.goes})

    def check_outbox(self):
        expected = {place for drop in self.drops for place in [drop.video, drop.note]}
        found = {path.relative_to(self.outbox) for path in self.outbox.rglob("*") if path.is_file()}
        doubles = {place for place in found - expected if re.search(r"-\d+(\.mp4|\.error\.json)$", place.name)}
        self.failures += [f"{place} is a duplicate" for place in sorted(doubles)]
        self.failures += [f"{place} is left in the outbox" for place in sorted(found - expected - doubles)]
        self.account |= {"duplicates": len(doubles), "temporaries left": len(found - expected - doubles)}

    def check_videos(self):
        """Each is decoded whole, and is of its latest sidecar."""
        videos = {self.outbox / drop.video: drop for drop in self.drops
                  if drop.kind != "again" and (self.outbox / drop.video).exists()}
        counts = decoding.frames(list(videos))
        for video, drop in videos.items():
            if counts[video] is None:
                self.complain(drop, "has a video that does not decode")
            elif counts[video] != drop.rule.frames:
                self.complain(drop, f"has a video of {counts[video]} frames instead of {drop.rule.frames}")
        self.account["videos decoded, frame by frame"] = len(counts)
        self.account["partials"] = sum(count is None for count in counts.values())

    def check_state(self):
        left = [path.relative_to(self.state) for path in self.state.rglob("*")
                if path.is_file() and path.parent != self.state]
        left += [path.name for path in self.state.glob("journal.sqlite-*")]
        self.failures += [f"{path} is left in the state folder" for path in left]
        with contextlib.closing(sqlite3.connect(f"file:{self.state}/journal.sqlite?mode=ro", uri=True)) as database:
            def count(question):
                return database.execute(f"SELECT count(*) FROM ({question})").fetchone()[0]

            if unended := count("SELECT 1 FROM job WHERE ended_at IS NULL"):
                self.failures.append(f"the journal has {unended} jobs without an end")
            twice = count("SELECT 1 FROM job WHERE state = 'delivered' GROUP BY input, sidecar_hash "
                          "HAVING count(*) > 1")
            if twice:
                self.failures.append(f"{twice} pictures were rendered twice with the same sidecar")
            unnoted = "AND NOT EXISTS (SELECT 1 FROM output WHERE output.job = job.id)"
            self.vouch(EXPIRED, count(f"SELECT 1 FROM job WHERE state = 'expired' {unnoted}"))
            self.vouch(KNOWN, count(f"SELECT 1 FROM job WHERE code = '{KNOWN}' {unnoted}"))
            self.account["sweeps"] = count("SELECT 1 FROM sweep")
            self.account["pictures past their deadlines"] = overdue = count(
                "SELECT 1 FROM input WHERE ending IS NULL AND deadline < (SELECT max(at) FROM sweep)")
            if overdue:
                self.failures.append(f"{overdue} inputs are past their deadlines")

    def vouch(self, code, journaled):
        """The journal must know of as many as seem to have come to nothing."""
        seen = self.account[SILENT[code]] = self.silent[SILENT[code]]
        if seen > journaled:
            self.failures.append(f"{seen} pictures left no trace, and by the journal {journaled} are {SILENT[code]}")
