"""The report: what was measured, as Markdown for people and as JSON for comparing."""
import json
from collections import namedtuple

from machine import say

# `value` is a number that another machine can be compared by, of the kind RATIO or INSTRUCTIONS; None for all else.
Row = namedtuple("Row", "case figure goal met value kind", defaults=[None, None])
RATIO, INSTRUCTIONS = "ratio", "instructions"

# How many times the instructions are too many more to be a processor's doing, which libraries are a little different on.
MORE = 1.05


class Table:
    def __init__(self):
        self.rows = []

    def add(self, case, figure, goal="", met=None):
        """A figure of this machine, such as seconds or MiB."""
        self._add(Row(case, figure, goal, met))

    def ratio(self, case, value, note="", most=None, least=None):
        """A number without a unit, the goal that it must not exceed or must reach, and what else is worth saying."""
        goal = f"≤ {most}" if most is not None else f"≥ {least}" if least is not None else ""
        met = value <= most if most is not None else value >= least if least is not None else None
        self._add(Row(case, f"{value:.2f}" + (f" ({note})" if note else ""), goal, met, value, RATIO))

    def count(self, case, value):
        """Instructions, which no other load of the machine changes."""
        self._add(Row(case, f"{value / 1e6:.1f} million instructions", "", None, value, INSTRUCTIONS))

    def _add(self, row):
        self.rows.append(row)
        say(f"  {row.case}: {row.figure}")

    def markdown(self):
        verdict = {None: "", True: "yes", False: "**no**"}
        lines = ["| case | figure | goal | met |", "|---|---|---|---|"]
        return "\n".join(lines + [f"| {row.case} | {row.figure} | {row.goal} | {verdict[row.met]} |" for row in self.rows])

    def json(self, machine):
        return json.dumps({"machine": machine, "rows": [row._asdict() for row in self.rows]}, indent=1, ensure_ascii=False)

    def against(self, report):
        """Markdown of what can be compared with an earlier report. Ratios of times differ by what else the machines did; it
        takes a person to judge them. Instructions do not, and more of them are marked."""
        before = {row["case"]: row["value"] for row in report["rows"] if row["value"]}
        lines = [f"Against {report['machine']}:", "", "| case | then | now | now / then |", "|---|---|---|---|"]
        for row in self.rows:
            if row.value is None or row.case not in before:
                continue
            then = before[row.case]
            ratio = row.value / then
            is_more = row.kind == INSTRUCTIONS and ratio > MORE
            lines.append(f"| {row.case} | {then:.4g} | {row.value:.4g} | {ratio:.3f}{' **more**' if is_more else ''} |")
        return "\n".join(lines)


def read(path):
    """An earlier report."""
    try:
        report = json.loads(path.read_text())
        return {"machine": report["machine"], "rows": [{"case": row["case"], "value": row["value"]} for row in report["rows"]]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SystemExit(f"bench: {path} is no report to compare with ({error!r}); --json writes one.") from None
