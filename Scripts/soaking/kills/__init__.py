"""SIGKILL at every call that changes something: nothing is lost, doubled, cut off or left behind by any of them."""
import random
import signal
import time

from kills import tracing
from kills.cases import CASES

COLUMNS = ["calls", "of a worker", "killed at", "failures"]


class Kills:
    """A row of figures for each case, and what went wrong as sentences."""

    def __init__(self, program, folder, points, seed):
        self.program, self.folder, self.points = program.resolve(), folder / "kills", points
        self.folder.mkdir()
        self.chance = random.Random(f"{seed} kills")
        self.rows, self.failures = {}, []

    def run(self, say):
        cases = [case(self.program, self.folder / case.__name__) for case in CASES]
        say("Counting the calls that change something")
        runs = self.prepared(cases, [[0]] * len(cases))
        for case, (done,) in zip(cases, runs):
            self.rows[case.name] = {"calls": len(done.calls), "of a worker": done.own.count(False), "killed at": 0,
                                    "failures": 0}
        chosen = [self.chosen(case, sum(row["calls"] for row in self.rows.values())) for case in cases]
        say(f"Killing at {sum(map(len, chosen))} of them")
        self.prepared(cases, chosen)

    def chosen(self, case, total):
        """Which of a case's calls: all, or as many as are its share."""
        calls = self.rows[case.name]["calls"]
        share = calls if self.points is None else max(2, round(self.points * calls / total))
        return sorted(self.chance.sample(range(1, calls + 1), min(share, calls)))

    def prepared(self, cases, points):
        for case, own in zip(cases, points):
            case.prepare(len(own))
        return [[self.kill(case, point) for point in own] for case, own in zip(cases, points)]

    def kill(self, case, point):
        time.sleep(max(0, case.ready_at - time.monotonic()))
        stage = case.stages.pop(0)
        words = [self.program, *case.words(stage)]
        done = tracing.run(words, self.folder / "errors", kill_at=point)
        # Others may have come to theirs before they noticed.
        call, is_own = (done.calls[point - 1], done.own[point - 1]) if done.was_killed else ("no call", True)
        # Without its worker it fails, unless that had told of its success.
        codes = {case.code(stage), *([-signal.SIGKILL] if is_own else [1])} if done.was_killed else {case.code(stage)}
        complaints = []
        if done.code not in codes:
            complaints.append(f"it ended with {done.code} instead of {codes}: {done.errors.strip()}")
        complaints += [f"at once {complaint}" for complaint in case.at_once(stage)]
        complaints += [f"after all {complaint}" for complaint in case.afterwards(stage)]
        if point:
            row = self.rows[case.name]
            row["killed at"] += done.was_killed
            row["failures"] += bool(complaints)
        where = f"at call {point} ({call}{'' if is_own else ' of a worker'})" if point else "unkilled"
        self.failures += [f"{case.name}, {where}: {complaint}" for complaint in complaints]
        if not complaints:
            case.discard(stage)
        return done
