"""The x264 settings that Scripts/study-encoder compares: what each changes of the preset veryfast, or its own preset; and which
of them the program uses."""


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
# right everywhere. It looks ahead as far as veryfast does, ten frames.
STILL = {"partitions": "i4x4,i8x8", "me": "dia", "subme": 1, "scenecut": 0, "weightp": 0, "bframes": 5, "b-adapt": 0,
         "sync-lookahead": 0, "aq-mode": 2, "aq-strength": 0.8, "deadzone-inter": 4}
AHEAD = STILL | {"rc-lookahead": 20, "deadzone-inter": 6}
CAREFUL = STILL | {"rc-lookahead": 40, "deadzone-inter": 6}
STILL_COMBINED = {
    "before": {"partitions": "i4x4,i8x8", "subme": 1, "aq-strength": 0.6},
    "still": STILL,
    "lookahead 20": AHEAD,
    "lookahead 20, 3 B-frames": AHEAD | {"bframes": 3},
    "lookahead 20, deadzone 10": AHEAD | {"deadzone-inter": 10},
    "lookahead 20, aq-strength 1": AHEAD | {"aq-strength": 1},
    "lookahead 20, no aq": AHEAD | {"aq-mode": 0},
    "lookahead 20, subme 2": AHEAD | {"subme": 2},
    "lookahead 40, subme 3": CAREFUL | {"subme": 3},
    "lookahead 40, subme 5, hex": CAREFUL | {"subme": 5, "me": "hex"},
    "lookahead 40, subme 5, hex, all partitions, 2 references": CAREFUL | {
        "subme": 5, "me": "hex", "partitions": "all", "ref": 2},
}

SETTINGS = PRESETS | SINGLE | STILL_COMBINED

# What the program codes with. Sources/Media/Encoding/EncodingParameters.swift says the same in FFmpeg's words; a test asks x264
# about both.
CHOSEN = {"low": "still", "medium": "still", "crf": "still", "high": "lookahead 40, subme 5, hex"}


def words(setting, factor):
    """ffmpeg's for a setting, run as the program runs it: four threads, AVX2."""
    options = dict(setting)
    return ["-c:v", "libx264", "-preset", options.pop("preset", "veryfast"), "-crf", factor, "-threads", 4, "-x264-params",
            ":".join(["ssim=1", "asm=avx2"] + [f"{key}={value}" for key, value in options.items()])]
