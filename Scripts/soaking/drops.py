"""What is dropped, when its parts come, and what must become of it."""
import json
from dataclasses import dataclass, field
from pathlib import Path

import pictures

# Of the configuration: six frames.
DEFAULTS = {"duration": 0.5, "fps": 12, "width": 64, "height": 48, "motion": "zoom_in"}
# Of a sidecar: nine, by which a video shows that its sidecar was heeded.
WISH = {**DEFAULTS, "duration": 0.75}


@dataclass(frozen=True)
class Kind:
    """`sidecar` says when it comes: before the picture, along with it, or later by itself; "in halves" is later, in two
    pieces; "mended" is before, broken, and whole later."""
    share: int
    # Codes of notes, or "video": what it may come to.
    ends: frozenset
    sidecar: str = ""
    wish: dict = field(default_factory=lambda: WISH)
    # Whether the picture's time is over by the end.
    goes: bool = False

    @property
    def frames(self):
        return 9 if self.sidecar else 6


def ends(*codes):
    return frozenset(codes)


KINDS = {
    "plain": Kind(22, ends("video")),
    # The same bytes as another one that is still there: two are wanted.
    "twin": Kind(5, ends("video")),
    "sidecar along": Kind(9, ends("video"), "along"),
    "sidecar before": Kind(9, ends("video"), "before"),
    "sidecar later": Kind(8, ends("video"), "later"),
    "sidecar in halves": Kind(6, ends("video"), "in halves"),
    "sidecar mended": Kind(4, ends("video"), "mended"),
    "sidecar invalid": Kind(4, ends("sidecar-invalid"), "before", {**WISH, "duration": -1}),
    "no picture": Kind(5, ends("not-an-image")),
    "cut off": Kind(5, ends("truncated")),
    "keep 0": Kind(12, ends("video"), "before", {**WISH, "keep": "0"}, goes=True),
    # Last in the queue, and gone at the next sweep.
    "keep 1 s": Kind(7, ends("video", "expired-unrendered"), "before", {**WISH, "keep": "1s", "priority": -10},
                     goes=True),
    # One of "keep 0" that is sent again after it went.
    "again": Kind(4, ends("already-rendered"), "before", {**WISH, "keep": "0"}, goes=True),
}


@dataclass
class Drop:
    number: int
    # The picture's place below the inbox.
    place: Path
    way: str
    kind: str
    # Whose bytes it has.
    content: int
    padding: int
    is_repeated: bool = False

    @property
    def rule(self):
        return KINDS[self.kind]

    @property
    def sidecar(self):
        return self.place.with_name(f"{self.place.name}.json")

    @property
    def video(self):
        return self.place.with_suffix(".mp4")

    @property
    def note(self):
        return self.place.with_name(f"{self.place.name}.error.json")

    def picture(self):
        if self.kind == "no picture":
            return pictures.rubbish(self.content)
        whole = pictures.png(self.content, self.padding)
        return whole[:-len(whole) // 3] if self.kind == "cut off" else whole

    def parts(self):
        """What comes before, with and after the picture: three lists of places and bytes."""
        wish = json.dumps(self.rule.wish).encode()
        before, along, later = [], [(self.place, self.picture())], []
        match self.rule.sidecar:
            case "before": before = [(self.sidecar, wish)]
            case "along": along.append((self.sidecar, wish))
            case "later": later = [(self.sidecar, wish)]
            case "mended": before, later = [(self.sidecar, wish[:-9])], [(self.sidecar, wish)]
        return before, along, later
