"""The x264 settings that Scripts/study-encoder compares: what each changes of the preset veryfast, or its own preset."""


def _single(name, *values):
    return {f"{name}={value}": {name: value} for value in values}


PRESETS = {name: {"preset": name} for name in ["ultrafast", "superfast", "veryfast", "faster", "fast", "medium"]}

# One change at a time.
SINGLE = (
    _single("me", "dia") | _single("subme", 0, 1, 4) | _single("partitions", "i4x4,i8x8") | _single("ref", 2)
    | _single("bframes", 0, 1, 5, 8) | _single("b-adapt", 0, 2) | _single("b-pyramid", "none") | _single("direct", "temporal")
    | _single("weightp", 0) | _single("weightb", 0) | _single("aq-mode", 0, 2, 3) | _single("aq-strength", 0.6)
    | _single("rc-lookahead", 0, 20, 40) | _single("mbtree", 0) | _single("qcomp", 0.8) | _single("deadzone-inter", 6, 10)
    | _single("trellis", 1) | _single("8x8dct", 0) | _single("scenecut", 0) | _single("psy", 0) | _single("no-fast-pskip", 1)
    | _single("no-deblock", 1) | _single("sliced-threads", 1))

# What moves as one needs no split blocks and no wide search; it has no cuts and no fades; and the same number of B-frames is
# right everywhere.
STILL = {"partitions": "i4x4,i8x8", "me": "dia", "subme": 1, "scenecut": 0, "weightp": 0, "bframes": 5, "b-adapt": 0,
         "rc-lookahead": 20, "sync-lookahead": 0, "aq-mode": 2, "aq-strength": 0.8, "deadzone-inter": 6}
STILL_COMBINED = {
    "before": {"partitions": "i4x4,i8x8", "subme": 1, "aq-strength": 0.6},
    "still": STILL,
    "still, 3 B-frames": STILL | {"bframes": 3},
    "still, deadzone 10": STILL | {"deadzone-inter": 10},
    "still, aq-strength 1": STILL | {"aq-strength": 1},
    "still, no aq": STILL | {"aq-mode": 0},
    "still, subme 2": STILL | {"subme": 2},
    "still, subme 3, lookahead 40": STILL | {"subme": 3, "rc-lookahead": 40},
    "still, subme 5, hex, lookahead 40": STILL | {"subme": 5, "me": "hex", "rc-lookahead": 40},
    "still, subme 5, hex, all partitions, 2 references, lookahead 40": STILL | {
        "subme": 5, "me": "hex", "partitions": "all", "ref": 2, "rc-lookahead": 40},
}

SETTINGS = PRESETS | SINGLE | STILL_COMBINED
