"""A disk of outbox or state: small where the right to mount is there, so that it can be full."""
import shutil
import subprocess
import threading
import time


class Volume:
    def __init__(self, path, megabytes):
        self.path, self.megabytes = path, megabytes
        self.is_small, self.is_kept, self.periods, self.seconds_full = False, False, 0, 0
        path.mkdir(parents=True)

    def __enter__(self):
        mount = ["mount", "-t", "tmpfs", "-o", f"size={self.megabytes}m", "tmpfs", str(self.path)]
        self.is_small = bool(shutil.which("mount")) and subprocess.run(mount, capture_output=True).returncode == 0
        return self

    def __exit__(self, *_):
        if self.is_small and not self.is_kept:
            subprocess.run(["umount", "-l", str(self.path)], check=False)

    def keep(self):
        self.is_kept = True

    def fill(self, seconds):
        """Leaves no room for that long, beside whoever calls; not where the disk is not ours to fill."""
        if self.is_small:
            threading.Thread(target=self.fill_now, args=[seconds], daemon=True).start()

    def fill_now(self, seconds):
        filler, end = self.path / "filler", time.monotonic() + seconds
        with open(filler, "ab", buffering=0) as file:
            while time.monotonic() < end:
                try:
                    file.write(b"\0" * (1 << 20))
                except OSError:
                    # Full; what others free meanwhile is taken too.
                    time.sleep(0.02)
        filler.unlink()
        self.periods += 1
        self.seconds_full += seconds
