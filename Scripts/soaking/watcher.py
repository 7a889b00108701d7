"""`soframe watch`, which is killed again and again and always started anew."""
import json
import random
import signal
import subprocess
import threading
import time
from pathlib import Path

from storm import SIDECAR

# The daemon's own end takes no longer, even in the middle of jobs.
PATIENCE = 60


class Watcher:
    def __init__(self, program, folder, volume, seed):
        self.program, self.folder, self.chance = program, folder, random.Random(f"{seed} watcher")
        self.places = ["--inbox", folder / "inbox", "--outbox", volume.path / "outbox", "--state", volume.path / "state"]
        self.kills, self.stops, self.full, self.peak, self.failures = 0, 0, 0, 0, []
        self.is_over, self.may_harass = threading.Event(), True
        (folder / "inbox").mkdir(exist_ok=True)
        (folder / "soframe.json").write_text(json.dumps({
            "defaults": SIDECAR, "intake": {"sidecar_wait": "1s", "reconcile": "10s"}, "min_free": "0",
            "retention": {"keep": "24h", "schedule": {"every": "1m"}}}))

    @property
    def account(self):
        return {"SIGKILLs": self.kills, "SIGTERMs": self.stops, "ends by itself on the full disk": self.full,
                "largest watch, MiB": self.peak // 1024}

    def __enter__(self):
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        self.thread.join()

    def run(self):
        with open(self.folder / "log", "ab") as log:
            while not self.is_over.is_set():
                process = subprocess.Popen([self.program, "watch", self.folder, *self.places], stdin=subprocess.DEVNULL,
                                           stdout=log, stderr=log)
                self.attend(process)
                process.kill()
                process.wait()

    def attend(self, process):
        """Until the process has ended, by us or by itself."""
        end = time.monotonic() + self.chance.uniform(1.5, 6)
        while process.poll() is None:
            self.measure(process.pid)
            if self.is_over.wait(0.2):
                return self.stop(process)
            if self.may_harass and time.monotonic() > end:
                if self.chance.random() < 0.7:
                    self.kills += 1
                    process.kill()
                    return
                self.stops += 1
                return self.stop(process)
        if process.returncode == 1:
            # State on a full disk cannot be kept: it says so and ends, and a service manager starts it again.
            self.full += 1
            time.sleep(1)
        else:
            self.failures.append(f"soframe watch ended by itself with {process.returncode}")

    def stop(self, process):
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.failures.append("soframe watch did not end within a minute of SIGTERM")
            return
        if code not in [0, 1]:
            self.failures.append(f"soframe watch ended with {code} after SIGTERM")

    def measure(self, process):
        try:
            status = Path(f"/proc/{process}/status").read_text()
        except OSError:
            return
        peak = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")]
        self.peak = max(self.peak, *peak, 0)

    def stop_harassing(self):
        self.may_harass = False

    def wait_until_idle(self, drops):
        """Until nothing waits or runs for a while; what is wrong if it never comes to that."""
        latest = time.monotonic() + 300 + len(drops) / 2
        quiet = 0
        while time.monotonic() < latest:
            said = subprocess.run([self.program, "status", self.folder, *self.places, "--json"], capture_output=True)
            try:
                status = json.loads(said.stdout)
                is_idle = status["held_by"] and not status["queued"] and not status["running"]
            except (ValueError, KeyError):
                is_idle = False
            quiet = quiet + 1 if is_idle else 0
            # Longer than any file settles, and than the inbox is left unlooked through.
            if quiet >= 40:
                return None
            time.sleep(0.5)
        return "the queue did not empty"
