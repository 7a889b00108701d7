"""libFuzzer over the readers: two processes that share what they find."""
import os
import re
import subprocess
import time
from pathlib import Path

from report import Report

# The longest file tried: longer ones reach nothing that these do not, and slow everything down.
LONGEST = 16384


def fuzz(home, pictures, samples, seconds, seed):
    findings, corpus, begin = (home / name for name in ["findings/parsers", "corpus", "seeds/parsers"])
    for folder in [findings, corpus, begin]:
        folder.mkdir(parents=True, exist_ok=True)
    before = set(findings.iterdir())
    # The first byte chooses the reader (Tests/Fuzzing/Parser.swift).
    for path in [path for each in pictures.values() for path in each]:
        (begin / path.name).write_bytes(b"\0" + path.read_bytes())
    for path in samples.glob("*.json"):
        (begin / path.name).write_bytes(b"\1" + path.read_bytes())

    started = time.monotonic()
    logs = [home / f"parsers-{number}.log" for number in range(2)]
    processes = [start(home, log, findings, [corpus, begin], seconds, seed * 2 + number)
                 for number, log in enumerate(logs)]
    codes = [process.wait() for process in processes]
    spent = time.monotonic() - started
    said = [log.read_text(errors="replace") for log in logs]
    runs = sum(int(count) for text in said for count in re.findall(r"number_of_executed_units: (\d+)", text))
    edges = max((int(count) for text in said for count in re.findall(r"cov: (\d+)", text)), default=0)
    report = Report(
        f"Readers under libFuzzer: {runs} runs in {spent:.0f} s ({runs / spent:.0f}/s), {edges} edges reached.")
    report.failures += [f"libFuzzer ended with {code}; see {log}" for code, log in zip(codes, logs) if code != 0]
    if edges == 0:
        report.failures.append("libFuzzer sees nothing of what it runs: the readers were built without it")
    report.failures += [f"a reader fails on {path}" for path in sorted(set(findings.iterdir()) - before)]
    return report


def start(home, log, findings, corpora, seconds, seed):
    # Swift's own backtraces would come before libFuzzer's handling of a crash, and take seconds.
    environment = os.environ | {"SWIFT_BACKTRACE": "enable=no"}
    words = Path(__file__).with_name("words.dict")
    with open(log, "w") as said:
        return subprocess.Popen(
            [home / "build/release/Fuzzing", f"-max_total_time={max(1, round(seconds))}", f"-seed={seed}",
             "-timeout=10", "-rss_limit_mb=2048", f"-max_len={LONGEST}", f"-dict={words}",
             f"-artifact_prefix={findings}/", "-print_final_stats=1", *corpora],
            env=environment, stdout=said, stderr=said)
