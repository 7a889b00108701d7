"""`soframe watch`, which is killed again and again and always started anew."""
import json
import random
import signal
import subprocess
import threading
import time
from pathlib import Path

# The daemon's own end takes no longer, even in the middle of jobs.
PATIENCE = 60


class Watcher:
    def __init__(self, program, folder, places, seed):
        self.program, self.folder = program, folder
        self.chance = random.Random(f"{seed} watcher")
        self.places = [word for name, path in places.items() for word in [f"--{name}", path]]
        self.kills, self.stops, self.peak, self.failures = 0, 0, 0, []
        self.is_over, self.may_harass = threading.Event(), True

    @property
    def account(self):
        return {"SIGKILLs": self.kills, "SIGTERMs": self.stops,
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
        end = time.monotonic() + self.chance.uniform(1.5, 8)
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
        self.failures.append(f"soframe watch ended by itself with {process.returncode}")
        self.is_over.wait(1)

    def stop(self, process):
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.failures.append("soframe watch did not end within a minute of SIGTERM")
            return
        # Before it listens to signals it has nothing to put away.
        if code not in [0, -signal.SIGTERM]:
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

    def ask(self, *words):
        return subprocess.run([self.program, *words, self.folder, *self.places], capture_output=True, text=True)

    def wait_until_idle(self, count, is_done):
        """Until nothing waits or runs and everything is done, for longer than files settle and than the inbox is left
        unlooked through. Gives up on what is not done when nothing has been under way for a minute."""
        latest = time.monotonic() + 300 + count / 2
        idle_since = time.monotonic()
        while time.monotonic() < latest:
            time.sleep(1)
            try:
                status = json.loads(self.ask("status", "--json").stdout)
                is_idle = status["held_by"] and not status["queued"] and not status["running"]
            except (ValueError, KeyError):
                is_idle = False
            if not is_idle:
                idle_since = time.monotonic()
                continue
            if time.monotonic() > idle_since + (15 if is_done() else 60):
                return None
        return "the queue did not empty"
