"""rsync in all its ways."""
import subprocess
import tempfile
import time
from contextlib import contextmanager

from ways.way import Way, another_file_system, call, need


def interrupt(folder, inbox):
    """The first try is killed in the middle and leaves what it has under the picture's own name; the second resumes."""
    words = ["rsync", "-a", "--partial", f"{folder}/", f"{inbox}/"]
    first = subprocess.Popen([*words, "--bwlimit=300"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.7)
    first.terminate()
    first.wait()
    # For a while nobody knows that it is not whole.
    time.sleep(1.5)
    call(*words)


@contextmanager
def ways(inbox, scratch):
    need("rsync")

    def way(name, *options):
        return Way(name, lambda folder: call("rsync", "-a", *options, f"{folder}/", f"{inbox}/"))

    with tempfile.TemporaryDirectory(prefix="soframe-soak-", dir=another_file_system(inbox) or scratch) as apart:
        yield [way("rsync"), way("rsync --inplace", "--inplace"), way("rsync --delay-updates", "--delay-updates"),
               way("rsync -T", "-T", apart),
               Way("rsync --partial", lambda folder: interrupt(folder, inbox), is_interrupted=True,
                   repeats=False)]
