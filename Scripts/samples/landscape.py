"""A mountain lake at sunrise: six ranges in mist, their reflection, firs in front."""
import numpy as np

from .canvas import (OVERSAMPLING, Sketch, below, colour, fine_columns, fractal, glow, grid, mix, noise, paint, ramp,
                     smoothstep)
from .water import reflection

WIDTH, HEIGHT = 4032, 3024
SHORE = 1960
SUN = (3010, 940)
# One bough of a fir, from the trunk out and back: shares of its reach and of its droop.
BOUGH = [(0.55, -0.75), (0.82, -0.15), (1, 0.25), (0.72, 0.05), (0.60, 0.22), (0.30, -0.30)]
# The firs in front: where they stand and how tall they are, far and near ones by turns.
FIRS = [(-40, 1500), (210, 1940), (420, 1250), (610, 1560), (800, 940), (955, 700), (1120, 480), (1290, 330),
        (4080, 1650), (3870, 1320), (3690, 1010), (3540, 720), (3390, 500), (3240, 330), (90, 1000), (3990, 800)]

# ridge height above the shore, relief, cell width, sharpness, dark ink, lit ink, mist ink, seed
RANGES = [
    (1000, 480, 820, 1.0, "#b98f96", "#f0bfa0", "#f3cfae", 11),
    (760, 520, 900, 1.0, "#93758c", "#dd9f91", "#eec3ab", 23),
    (560, 420, 760, 0.8, "#6d6584", "#b98589", "#dfb3a8", 37),
    (380, 300, 640, 0.5, "#4d5577", "#8a7385", "#c5a2a6", 41),
    (215, 190, 560, 0.3, "#344a66", "#5e6179", "#a08f9f", 59),
]


def sky():
    x, y = grid(WIDTH, SHORE)
    t = y / SHORE + 0.00002 * (x - SUN[0])
    picture = ramp(t, [(0, "#24506f"), (0.22, "#4f7d92"), (0.45, "#c1a99d"), (0.62, "#f4c294"), (0.8, "#fbdcae"),
                       (1, "#fbe3c0")], 0.12)
    for seed, centre, depth, ink in ((3, 0.24, 0.10, "#f2b79a"), (5, 0.40, 0.07, "#ffd9b0"),
                                     (8, 0.10, 0.07, "#7c93a6")):
        streaks = fractal(x / 1500 + 0.4 * noise(x / 900, y / 300, seed), y / 75, seed + 1, 4)
        body = smoothstep(0.02, 0.55, streaks) * np.exp(-(((y / SHORE - centre) / depth) ** 2))
        paint(picture, colour(ink), 0.55 * body)
    glow(picture, *SUN, 900, colour("#ffb877"), 0.35)
    glow(picture, *SUN, 380, colour("#ffe0a0"), 0.5)
    disc = np.clip(118 - np.hypot(x - SUN[0], y - SUN[1]) + 0.5, 0, 1)
    paint(picture, colour("#fff4d2"), disc)
    return picture


def ridge_line(x, lift, relief, cell, sharpness, seed):
    """Crests: folded noise makes peaks, plain noise makes hills; returns y."""
    u = x / cell
    octaves, size, total = 7, 1.0, 0
    for octave in range(octaves):
        wave = noise(u * 2**octave, 0.37 + octave, seed + octave)
        folded = 1 - 2 * np.abs(wave) ** 0.8
        total = total + size * mix(wave, folded, sharpness if octave < 4 else sharpness * 0.5)
        size *= 0.46
    return SHORE - lift - relief * (total - 0.4) * 0.62


def mountains(picture, lift, relief, cell, sharpness, dark, lit, mist, seed):
    fine = fine_columns(WIDTH)
    ridge = ridge_line(fine, lift, relief, cell, sharpness, seed)
    top = max(0, int(ridge.min()) - 1)
    cover = below(ridge, top, SHORE)
    x, y = grid(WIDTH, SHORE - top, top)
    crest = ridge.reshape(WIDTH, OVERSAMPLING).mean(1)[None, :]
    depth = np.maximum(y - crest, 0)
    # Faces turned to the sun are lit. Below the crest the slope is read from further along, so ribs run downhill.
    column = np.arange(WIDTH, dtype=np.float32)
    kernel = np.hanning(75)
    smooth = np.convolve(np.pad(crest[0], 37, "edge"), kernel / kernel.sum(), "valid")
    slope = np.gradient(smooth).astype(np.float32)
    wander = fractal(x / (cell * 0.5), y / (cell * 0.55), seed + 90, 3, 0.5) * (10 + depth * 0.42)
    slant = depth * 0.4 * noise(x / (cell * 0.7), depth / (lift * 0.55), seed + 80)
    facing = np.interp(x + wander + slant, column, slope) * np.tanh((SUN[0] + 150 - x) / 500)
    sunlit = smoothstep(-0.12, 0.45, facing) * np.exp(-depth / (0.5 * lift))
    ink = mix(colour(dark), colour(lit), sunlit[..., None])
    fog = smoothstep(0.05, 1.0, depth / (lift * 0.95) + 0.16 * fractal(x / 700, y / 160, seed + 60, 3))
    near_sun = np.exp(-(((x - SUN[0]) / 900) ** 2) - (((y - SUN[1]) / 700) ** 2))
    ink = mix(ink, colour(mist), (0.9 * fog)[..., None])
    ink = mix(ink, colour("#ffe3b4"), (0.42 * near_sun * (lift / 1010))[..., None])
    paint(picture, ink, cover, top)


def far_forest(picture, lift, relief, size, dark, mist, seed):
    """A hill whose outline is fir tops."""
    fine = fine_columns(WIDTH)
    hill = SHORE - lift - relief * fractal(fine / 1100, 0.5, seed, 3)
    ridge, random = hill.copy(), np.random.default_rng(seed)
    at = -50.0
    while at < WIDTH + 50:
        tall, wide = size * random.uniform(0.55, 1.25), size * random.uniform(0.13, 0.2)
        lo, hi = np.searchsorted(fine, (at - wide, at + wide))
        if hi > lo:
            reach = np.abs(fine[lo:hi] - at) / wide
            steps = 1 - reach + 0.07 * np.abs(((reach * 5) % 1) - 0.5)
            ridge[lo:hi] = np.minimum(ridge[lo:hi], hill[lo:hi] + size * 0.3 - tall * steps)
        at += size * random.uniform(0.07, 0.24)
    top = int(ridge.min()) - 1
    x, y = grid(WIDTH, SHORE - top, top)
    crest = hill.reshape(WIDTH, OVERSAMPLING).mean(1)[None, :] - size
    fog = smoothstep(0, 1, (y - crest) / (SHORE - crest) + 0.18 * fractal(x / 600, y / 110, seed + 5, 3))
    ink = mix(colour(dark), colour(mist), (fog * 0.8)[..., None])
    paint(picture, ink, below(ridge, top, SHORE), top)


def mist_bank(picture, level, depth, strength, seed, ink="#fbe2c6"):
    x, y = grid(WIDTH, SHORE)
    veil = np.exp(-(((y - level - 40 * noise(x / 900, 0.2, seed)) / depth) ** 2))
    veil = veil * (0.55 + 0.45 * fractal(x / 800, y / 120, seed + 1, 3))
    paint(picture, colour(ink), strength * np.clip(veil, 0, 1))


def lake(above):
    water, near, waves = reflection(above, HEIGHT - SHORE, 1.32, 200, 71)
    x, y = grid(WIDTH, HEIGHT - SHORE)
    water = water * ramp(near, [(0, "#f4ecec"), (0.4, "#c3cbd6"), (1, "#7f9db4")], 0.1)
    water = mix(water, ramp(near, [(0, "#e8c8b4"), (0.3, "#8d8ea4"), (1, "#123850")], 0.1),
                (0.10 + 0.34 * near)[..., None])
    glow(water, SUN[0], (SHORE - SUN[1]) / 1.32 - 60, 420, colour("#ffcf94"), 0.4, squash=0.5)
    track = np.exp(-(((x - SUN[0]) / (130 + 380 * near)) ** 2))
    sparkle = smoothstep(0.12, 0.42, waves) * track * (1 - 0.5 * near)
    paint(water, colour("#ffe2ae"), (0.8 * sparkle).astype(np.float32))
    paint(water, colour("#fff0d0"), (0.5 * np.exp(-y / 14) * np.ones_like(x)).astype(np.float32))
    return water


def fir(height, random, dark, light):
    """One fir: drooping tiers with ragged tips, lit softly from the right."""
    half = height * random.uniform(0.17, 0.21)
    sketch = Sketch(2 * half + 8, height + 8)
    middle, tiers = half + 4, int(random.integers(17, 22))
    sketch.polygon([(middle - height * 0.012, height), (middle + height * 0.012, height), (middle, 4)], dark)
    for side in (-1, 1):
        outline = [(middle, 3)]
        for tier in range(tiers):
            t = (tier + 1) / tiers
            reach = half * t**0.82 * random.uniform(0.72, 1.06)
            at = 3 + height * 0.95 * t
            droop = height * 0.055 * random.uniform(0.6, 1.2) * t**0.5
            outline += [(middle + side * reach * across, at + droop * down) for across, down in BOUGH]
        outline.append((middle, height * 0.97))
        sketch.polygon(outline, dark)

    def shade(inks, cover):
        rows = np.linspace(0, 1, sketch.height)[:, None, None]
        shifted = np.roll(np.roll(cover, -max(2, int(height * 0.0032)), 1), max(1, int(height * 0.002)), 0)
        rim = np.clip(cover - shifted, 0, 1)[..., None]
        body = mix(dark * 1.25 + 0.02, dark, rows**0.6) * cover[..., None]
        return body + rim * (light - dark) * 0.75 * (1 - 0.85 * rows)

    return sketch, shade


def foreground(picture):
    fine = fine_columns(WIDTH)
    bank = HEIGHT - 60 - 330 * np.exp(-((fine / 900) ** 2)) - 250 * np.exp(-(((fine - WIDTH) / 720) ** 2))
    bank = bank + 26 * fractal(fine / 260, 0.3, 83, 5)
    random = np.random.default_rng(19)
    trees = [(at, tall * random.uniform(0.95, 1.05)) for at, tall in FIRS]
    for layer, (dark, light) in enumerate((("#234a5c", "#b98d7c"), ("#0d2634", "#c98a68"))):
        for at, tall in trees[layer::2]:
            sketch, shade = fir(tall * (0.86 if layer == 0 else 1), random, colour(dark), colour(light))
            foot = np.interp(at, fine, bank) + 45
            sketch.stamp(picture, int(at - sketch.width / 2), int(foot - sketch.height), shade=shade)
        top = int(bank.min()) - 2
    x, y = grid(WIDTH, HEIGHT - top, top)
    ink = ramp((y - top) / (HEIGHT - top) + 0 * x, [(0, "#143444"), (1, "#081a26")])
    blades = bank - 26 * np.abs(noise(fine / 9, 0.1, 91)) ** 1.5 - 10 * np.abs(noise(fine / 4, 0.6, 92))
    paint(picture, ink, below(blades, top, HEIGHT), top)


def boat(picture, x, y, size):
    sketch = Sketch(size * 1.2, size)
    ink = colour("#1a2b3c")
    w, base = size * 1.1, size * 0.6
    sketch.polygon([(4, base - size * 0.10), (w * 0.2, base), (w * 0.8, base), (w, base - size * 0.12),
                    (w * 0.9, base + size * 0.1),
                    (w * 0.14, base + size * 0.1)], ink)
    sketch.polygon([(w * 0.47, base), (w * 0.49, base - size * 0.26), (w * 0.55, base - size * 0.29),
                    (w * 0.61, base - size * 0.2),
                    (w * 0.62, base)], ink)
    sketch.disc(w * 0.555, base - size * 0.345, size * 0.062, ink)
    sketch.line([(w * 0.53, base - size * 0.16), (w * 0.8, base - size * 0.04), (w * 1.0, base + size * 0.12)],
                size * 0.022, ink)
    sketch.stamp(picture, int(x), int(y - base))
    _, cover = sketch.layers()
    flipped = cover[::-1][int(size * 0.28) :]
    fade = np.linspace(0.5, 0, len(flipped))[:, None]
    paint(picture, ink, (flipped * fade).astype(np.float32), int(y + size * 0.1), int(x))
    px, py = grid(900, 40)
    wake = np.exp(-((py - 20) / 3.5) ** 2) * np.exp(-(((px - 450) / 260) ** 2))
    paint(picture, colour("#fbe0c0"), (0.5 * wake).astype(np.float32), int(y + size * 0.1 - 18),
          int(x + size / 2 - 450))


def draw():
    picture = np.empty((HEIGHT, WIDTH, 3), np.float32)
    above = sky()
    for index, settings in enumerate(RANGES):
        mountains(above, *settings)
        if index in (1, 3):
            mist_bank(above, SHORE - RANGES[index][0] * 0.45, 120, 0.4, 101 + index)
    far_forest(above, 120, 60, 105, "#2c4860", "#8d8798", 131)
    mist_bank(above, SHORE - 60, 60, 0.45, 140)
    far_forest(above, 30, 26, 70, "#1d3a50", "#6f7689", 137)
    mist_bank(above, SHORE - 10, 26, 0.55, 150)
    picture[:SHORE] = above
    picture[SHORE:] = lake(above)
    boat(picture, 1850, SHORE + 330, 150)
    foreground(picture)
    return picture
