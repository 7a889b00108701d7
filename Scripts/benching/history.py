"""A start after years of use: a journal that knows a million finished jobs."""
import itertools
import os
import shutil
import sqlite3

import pictures
from batches import root_of
from machine import PROGRAM, measured, say
from watching import Watch

# Tables that grow with jobs, and which of their columns are numbers of rows.
GROWING = {"input": ["id"], "job": ["id", "input"], "output": ["id", "input", "job"], "transition": ["id", "subject_id"],
           "proof": ["number"]}


def history(bench):
    count = 20_000 if bench.options.quick else 1_000_000
    say(f"A journal of {count} finished jobs")
    root = root_of(bench, "history", {"motion": "zoom_in", "duration": 0.5, "width": 64, "height": 36},
                   retention={"keep": "0", "schedule": {"every": "1s"}})
    picture = root / "inbox/0.png"
    picture.write_bytes(pictures.tiny(0))
    # Rendered, and deleted by the sweep at the end of it.
    measured(PROGRAM, "batch", root)
    if picture.exists():
        raise SystemExit("bench: the picture of a job that is finished is still there")
    with sqlite3.connect(root / "state/journal.sqlite") as journal:
        for table, numbers in GROWING.items():
            multiply(journal, table, numbers, count)
    journal.close()
    size = (root / "state/journal.sqlite").stat().st_size / 1e6
    with Watch(bench, root) as watch:
        bench.table.add(f"{count} finished jobs in the journal: until it watches", f"{watch.start:.2f} s, {watch.peak():.0f} MiB, "
                        f"a journal of {size:.0f} MB")
        bench.table.add(f"{count} finished jobs in the journal: soframe status",
                        f"{measured(PROGRAM, 'status', root).wall:.2f} s")
    shutil.rmtree(root)


def multiply(journal, table, numbers, count):
    """Repeats the rows that the one job left, each time with numbers and hashes of its own."""
    journal.row_factory = sqlite3.Row
    rows = [dict(row) for row in journal.execute(f"SELECT * FROM {table}")]
    step = 100

    def copies():
        for turn, row in itertools.product(range(1, count), rows):
            yield tuple(value + turn * step if column in numbers else
                        os.urandom(len(value)) if isinstance(value, bytes) else value for column, value in row.items())
    marks = ", ".join("?" * len(rows[0]))
    journal.executemany(f"INSERT INTO {table} VALUES ({marks})", copies())
