"""The report: what was measured, as Markdown for people and as JSON for comparing."""
import json
from collections import namedtuple

from machine import say

# `value` is a number that another machine can be compared by: a ratio or a count of instructions; None for all else.
Row = namedtuple("Row", "case figure goal met value")


class Table:
    def __init__(self):
        self.rows = []

    def add(self, case, figure, goal="", met=None):
        """A figure of this machine, such as seconds or MiB."""
        self._add(Row(case, figure, goal, met, None))

    def ratio(self, case, value, note="", most=None, least=None):
        """A number without a unit, the goal that it must not exceed or must reach, and what else is worth saying."""
        goal = f"≤ {most}" if most is not None else f"≥ {least}" if least is not None else ""
        met = value <= most if most is not None else value >= least if least is not None else None
        self._add(Row(case, f"{value:.2f}" + (f" ({note})" if note else ""), goal, met, value))

    def count(self, case, value):
        """Instructions, which no other load of the machine changes."""
        self._add(Row(case, f"{value / 1e6:.1f} million instructions", "", None, value))

    def _add(self, row):
        self.rows.append(row)
        say(f"  {row.case}: {row.figure}")

    def markdown(self):
        verdict = {None: "", True: "yes", False: "**no**"}
        lines = ["| case | figure | goal | met |", "|---|---|---|---|"]
        return "\n".join(lines + [f"| {row.case} | {row.figure} | {row.goal} | {verdict[row.met]} |" for row in self.rows])

    def json(self, machine):
        return json.dumps({"machine": machine, "rows": [row._asdict() for row in self.rows]}, indent=1, ensure_ascii=False)

    def against(self, baseline):
        """Markdown of what differs from the rows of an earlier report that can be compared."""
        before = {row["case"]: row["value"] for row in json.loads(baseline)["rows"] if row["value"]}
        lines = ["| against the baseline | then | now | change |", "|---|---|---|---|"]
        for row in self.rows:
            then = before.get(row.case)
            if row.value is not None and then is not None:
                lines.append(f"| {row.case} | {then:.4g} | {row.value:.4g} | {(row.value / then - 1) * 100:+.1f} % |")
        return "\n".join(lines)
