"""What is killed, and what must be true at once and after another run."""
import json
import shutil
import time

import pictures
from drops import DEFAULTS, WISH
from kills.stage import SECONDS_TO_SETTLE, Stage, expect, expect_files, frames, run

NAME = "number-0.png"


class Case:
    """`stages` are ready to be used once each, from `ready_at` on."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.stages, self.ready_at, self.made = [], 0, 0

    def prepare(self, count):
        for _ in range(count):
            self.made += 1
            self.stages.append(self.stage(self.folder / str(self.made)))
        self.ready_at = time.monotonic() + SECONDS_TO_SETTLE

    def discard(self, stage):
        shutil.rmtree(stage.root)

    def video(self, stage, *counts):
        """A video, if it has its name, is whole."""
        path = stage.outbox / "number-0.mp4"
        if path.exists() and (found := frames(path)) not in counts:
            yield f"its video has {found} frames instead of {' or '.join(map(str, counts))}"


class Batch(Case):
    """One picture with a sidecar and a receipt, which stays until its deadline."""
    name, keep = "batch", "24h"
    # Whether a receipt must be there in the end, too: a crash just after the delivery loses it.
    visible = ["number-0.mp4", "number-0.receipt.json"]

    def stage(self, root):
        stage = Stage(root, {"receipts": True})
        stage.drop(0, {**WISH, "keep": self.keep})
        return stage

    def words(self, stage):
        return ["batch", stage.root]

    def code(self, stage):
        return 0

    def at_once(self, stage):
        found = stage.files(stage.outbox)
        if unknown := [name for name in found if name not in self.visible]:
            yield f"the outbox holds {unknown}"
        yield from self.video(stage, 9)
        if "number-0.receipt.json" in found:
            json.loads((stage.outbox / "number-0.receipt.json").read_text())
        if "number-0.mp4" not in found or self.keep != "0":
            yield from expect_files(stage.files(stage.inbox), [NAME, f"{NAME}.json"], "the inbox")

    def afterwards(self, stage):
        stage.end_pauses()
        yield from expect(run(self.program, "batch", stage.root), 0, "the next batch")
        yield from self.at_once(stage)
        if not (stage.outbox / "number-0.mp4").exists():
            yield "there is no video"
            return
        stage.make_due()
        yield from expect(run(self.program, "clean", stage.root), 0, "clean")
        yield from expect_files(stage.files(stage.inbox), [], "the inbox")
        yield from stage.remnants(NAME)
        before = (stage.outbox / "number-0.mp4").stat().st_ino
        yield from expect(run(self.program, "batch", stage.root), 0, "the last batch")
        if (stage.outbox / "number-0.mp4").stat().st_ino != before:
            yield "it was rendered twice"
        yield from expect(run(self.program, "status", stage.root), 0, "status")
        yield from expect(run(self.program, "status", stage.root, "--proof"), 0, "status --proof")


class Keepless(Batch):
    """The same where the picture goes in the same run, once its video is there: it was seen some ticks ago."""
    name, keep = "batch, keep 0", "0"

    def stage(self, root):
        stage = super().stage(root)
        stage.configure({"receipts": True, "retention": {"schedule": {"every": "1s"}}})
        run(self.program, "clean", root)
        return stage


class Revision(Batch):
    """A sidecar that came after the render: the new video takes the place of the earlier one."""
    name = "batch, new sidecar"

    def stage(self, root):
        stage = Stage(root)
        stage.drop(0)
        return stage

    def prepare(self, count):
        super().prepare(count)
        fresh = self.stages[-count:]
        time.sleep(SECONDS_TO_SETTLE)
        for stage in fresh:
            run(self.program, "batch", stage.root)
            stage.put(f"{NAME}.json", json.dumps(WISH).encode())
        self.ready_at = time.monotonic() + SECONDS_TO_SETTLE

    def at_once(self, stage):
        # A hidden name is left to a sweep an hour later, for somebody may be writing to it.
        found = [name for name in stage.files(stage.outbox) if not name.startswith(".soframe-")]
        yield from expect_files(found, ["number-0.mp4"], "the outbox")
        yield from self.video(stage, 6, 9)
        yield from expect_files(stage.files(stage.inbox), [NAME, f"{NAME}.json"], "the inbox")

    def afterwards(self, stage):
        yield from super().afterwards(stage)
        yield from self.video(stage, 9)


class Refused(Case):
    """Something that is no picture: a note says so."""
    name = "batch, no picture"

    def stage(self, root):
        stage = Stage(root)
        stage.drop(0, content=pictures.rubbish(0))
        return stage

    def words(self, stage):
        return ["batch", stage.root]

    def code(self, stage):
        return 1

    def at_once(self, stage, need=False):
        found = stage.files(stage.outbox)
        if found or need:
            yield from expect_files(found, [f"{NAME}.error.json"], "the outbox")
            if json.loads((stage.outbox / f"{NAME}.error.json").read_text())["code"] != "not-an-image":
                yield "the note says something else"

    def afterwards(self, stage):
        stage.end_pauses()
        # It refuses something if the first run did not get there.
        if (code := run(self.program, "batch", stage.root).returncode) not in [0, 1]:
            yield f"the next batch ended with {code}"
        yield from self.at_once(stage, need=True)
        stage.make_due()
        yield from expect(run(self.program, "clean", stage.root), 0, "clean")
        yield from expect_files(stage.files(stage.inbox), [], "the inbox")
        yield from self.at_once(stage, need=True)


class Clean(Case):
    """Of several pictures that were delivered, the time of one is over."""
    name, is_rendered = "clean", True

    def prepare(self, count):
        """All in one installation, a stage being a number of it."""
        root = Stage(self.folder / f"from {self.made}")
        self.stages += [(root, number) for number in range(count)]
        for number in range(count):
            root.drop(number, DEFAULTS)
        self.made += count
        time.sleep(SECONDS_TO_SETTLE)
        run(self.program, "batch" if self.is_rendered else "clean", root.root)
        self.left = count

    def discard(self, _):
        pass

    def words(self, stage):
        root, number = stage
        root.make_due(f"number-{number}.png")
        return ["clean", root.root]

    def code(self, _):
        return 0

    def outcome(self, root, number):
        return [f"number-{number}.mp4"]

    def at_once(self, stage):
        root, number = stage
        others = set(root.files(root.inbox)) - {f"number-{number}.png", f"number-{number}.png.json"}
        if len(others) != 2 * (self.left - 1):
            yield f"the inbox holds {sorted(others)} beside it"
        if self.is_rendered and frames(root.outbox / f"number-{number}.mp4") != 6:
            yield "its video is not there, or not whole"

    def afterwards(self, stage):
        root, number = stage
        yield from expect(run(self.program, "clean", root.root), 0, "the next clean")
        yield from expect(run(self.program, "status", root.root, "--proof"), 0, "status --proof")
        yield from self.at_once(stage)
        self.left -= 1
        if left := [name for name in root.files(root.inbox) if name.startswith(f"number-{number}.")]:
            yield f"the inbox still holds {left}"
        yield from self.remnants(root, number)

    def remnants(self, root, number):
        yield from root.remnants(f"number-{number}.png")


class Expired(Clean):
    """The same of pictures that were never rendered: each leaves a note before it goes."""
    name, is_rendered = "clean, not rendered", False

    def at_once(self, stage):
        yield from super().at_once(stage)
        root, number = stage
        note = root.outbox / f"number-{number}.png.error.json"
        if not note.exists():
            if f"number-{number}.png" not in root.files(root.inbox):
                yield "it is gone without a note"
        elif json.loads(note.read_text())["code"] != "expired-unrendered":
            yield "its note says something else"

    def remnants(self, root, number):
        found = [name for name in root.files(root.outbox) if name.startswith(f"number-{number}.")]
        yield from expect_files(found, [f"number-{number}.png.error.json"], "the outbox")


class Render(Case):
    """One picture beside its sidecar, without an installation."""
    name, earlier = "render", None

    def stage(self, root):
        stage = Stage(root)
        stage.drop(0, WISH)
        if self.earlier:
            stage.put("number-0.mp4", self.earlier)
        return stage

    def words(self, stage):
        return ["render", stage.inbox / NAME, *(["--force"] if self.earlier else [])]

    def code(self, stage):
        return 0

    def at_once(self, stage):
        video = stage.inbox / "number-0.mp4"
        content = video.read_bytes() if video.exists() else None
        if content != self.earlier and frames(video) != 9:
            yield "its video is not whole"

    def afterwards(self, stage):
        existed = not self.earlier and (stage.inbox / "number-0.mp4").exists()
        yield from expect(run(self.program, *self.words(stage)), 1 if existed else 0, "the next render")
        yield from expect_files(stage.files(stage.inbox), [NAME, f"{NAME}.json", "number-0.mp4"], "the folder")
        if frames(stage.inbox / "number-0.mp4") != 9:
            yield "its video is not whole"


class Forced(Render):
    """The same over an earlier video."""
    name, earlier = "render --force", b"an earlier video"

    def afterwards(self, stage):
        # A hidden name is left to a render an hour later, for somebody may be writing to it.
        for hidden in stage.inbox.glob(".soframe-*"):
            hidden.unlink()
        yield from super().afterwards(stage)


CASES = [Revision, Batch, Keepless, Refused, Clean, Expired, Render, Forced]
