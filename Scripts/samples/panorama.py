"""An old harbour on a clear morning, from the castle hill to the lighthouse and the open sea."""
import numpy as np

from . import town
from .canvas import (OVERSAMPLING, Sketch, below, blur, colour, fine_columns, fractal, glow, grid, mix, noise, paint,
                     ramp,
                     smoothstep)
from .town import Palette
from .water import reflection

WIDTH, HEIGHT = 6000, 2000
WATER = 1340
QUAY = 1292
TOWN_END = 4420
SUN = (5350, 720)
# Left edge, foot, length, height, seed, strength.
CLOUDS = [(2500, 760, 1500, 240, 3, 0.9), (3500, 980, 1300, 170, 9, 0.75), (250, 560, 1300, 230, 17, 0.9),
          (4500, 430, 1100, 170, 27, 0.8), (1500, 330, 900, 120, 31, 0.6), (4750, 1180, 1200, 110, 37, 0.6)]


def sky():
    x, y = grid(WIDTH, WATER)
    t = y / WATER - 0.06 * (1 - x / WIDTH)
    picture = ramp(t, [(-0.1, "#4f9aa8"), (0.15, "#72b4b8"), (0.5, "#b5d6cb"), (0.78, "#f0e4c4"), (1, "#f9dcb2")], 0.12)
    glow(picture, *SUN, 1100, colour("#ffdf9e"), 0.45)
    glow(picture, *SUN, 330, colour("#fff0c4"), 0.6)
    paint(picture, colour("#fffbe6"), np.clip(92.5 - np.hypot(x - SUN[0], y - SUN[1]), 0, 1))
    return picture


def cloud(picture, x, base, length, tall, seed, strength):
    """A heap of discs on a flat foot, cream above and lilac below."""
    random = np.random.default_rng(seed)
    sketch = Sketch(length, tall * 1.3)
    foot = tall * 1.15
    for _ in range(70):
        at = random.normal(0, 0.2)
        if abs(at) > 0.38:
            continue
        swell = np.cos(at / 0.44 * np.pi / 2) ** 0.7
        size = tall * random.uniform(0.16, 0.34) * (0.35 + 0.65 * swell)
        level = foot - random.uniform(0.0, 0.95) * tall * 0.72 * swell
        middle = length * (0.5 + at)
        sketch.disc(middle, level, size, (1, 1, 1), size * 0.86)
        sketch.box(middle - size, level, middle + size, foot, (1, 1, 1))
    sketch.box(length * 0.08, foot - tall * 0.16, length * 0.92, foot, (1, 1, 1))
    sketch.box(length * 0.28, foot - tall * 0.36, length * 0.72, foot, (1, 1, 1))
    _, cover = sketch.layers()
    px, py = grid(sketch.width, sketch.height)
    cover = cover * np.clip(foot - py + 0.5, 0, 1)
    cover = cover * smoothstep(0.02, 0.22, px / length) * smoothstep(0.98, 0.78, px / length)
    lit = ramp(py / foot + 0.05 * fractal(px / 160, py / 90, seed, 3),
               [(0.1, "#fffaec"), (0.6, "#f9e6cf"), (1.0, "#d3cdd0")], 0.1)
    fade = strength * smoothstep(1.03, 0.55, py / foot)
    paint(picture, lit, (cover * fade).astype(np.float32), int(base - foot), int(x))


def hill(picture, heights, ink, mist, seed, trees=0.0):
    """A rounded hill from (x, height) pairs, with a leafy outline when `trees` (its size in pixels) is given."""
    fine = fine_columns(WIDTH)
    xs, hs = zip(*heights)
    raw = np.interp(fine, xs, hs)
    kernel = np.hanning(2001)
    body = np.convolve(np.pad(raw, 1000, "edge"), kernel / kernel.sum(), "valid")
    outline = WATER - body + 10 * fractal(fine / 240, 0.3, seed, 4)
    if trees:
        crowns = np.sqrt(np.abs(noise(fine / trees, 0.5, seed + 7)))
        twigs = np.abs(noise(fine / (0.4 * trees), 0.2, seed + 8))
        outline = outline - trees * (crowns + 0.5 * twigs)
    top = int(outline.min()) - 1
    x, y = grid(WIDTH, WATER - top, top)
    crest = outline.reshape(WIDTH, OVERSAMPLING).mean(1)[None, :]
    t = np.clip((y - crest) / 420, 0, 1)
    leafy = fractal(x / 46, y / 30, seed + 3, 3) if trees else 0.4 * fractal(x / 260, y / 60, seed + 3, 3)
    tone = mix(colour(ink), colour(mist), smoothstep(0, 1, t)[..., None])
    tone = tone * (1 + 0.10 * smoothstep(-0.2, 0.3, leafy) * (1 - t) - 0.04)[..., None]
    paint(picture, tone, below(outline, top, WATER), top)


def castle(picture, x, base):
    ink = Palette("#d8dccb", 0.42)
    sketch = Sketch(760, 420)
    stone, roof = ink("#b48f74"), ink("#8c4a40")
    foot = 400

    def battlement(x0, x1, top):
        sketch.box(x0, top, x1, foot, stone)
        sketch.box(x0, top, x0 + (x1 - x0) * 0.2, foot, stone * 0.9)
        for at in np.arange(x0, x1 - 6, 18):
            sketch.box(at, top - 10, at + 10, top, stone)

    battlement(60, 700, 250)
    for x0, wide, top, peak in ((40, 90, 180, 70), (230, 110, 110, 90), (380, 74, 170, 60), (520, 96, 140, 0),
                                (660, 80, 200, 66)):
        battlement(x0, x0 + wide, top)
        if peak:
            sketch.polygon([(x0 - 6, top - 8), (x0 + wide / 2, top - peak - 8), (x0 + wide + 6, top - 8)], roof)
        for level in (34, 74):
            town.lancet(sketch, x0 + wide * 0.55, top + level + 16, 4, 20, ink(town.DARK))
    sketch.line([(568, 130), (568, 60)], 3, ink(town.DARK))
    sketch.polygon([(568, 62), (612, 72), (568, 86)], ink("#c9573f"))
    sketch.stamp(picture, int(x), int(base - foot))


def houses(picture, x0, x1, street, sizes, haze, seed, street_of=None):
    """A row of fronts; `sizes` are the least and greatest width and height of a wall."""
    random = np.random.default_rng(seed)
    ink = Palette("#d9e0cf", haze)
    room = 700
    sketch = Sketch(x1 - x0 + 300, room)
    at = 20.0
    fronts = []
    while at < x1 - x0:
        w = random.uniform(*sizes[0])
        fronts.append((at, w, random.uniform(*sizes[1])))
        at += w + (random.uniform(0, 60) if street_of else 0)
    for at, w, h in fronts:
        foot = room - 1 if street_of is None else room - 1 - (street - street_of(x0 + at + w / 2))
        if foot > h + w:
            town.house(sketch, at, foot, w, h, random, ink)

    def shade(inks, cover):
        rows = np.linspace(0, 1, room)[:, None]
        light = 0.06 * (1 - rows) * cover
        return np.clip(inks + light[..., None] * colour("#ffd9a0"), 0, cover[..., None])

    sketch.stamp(picture, x0, street - room, shade=shade)


def quay(picture):
    ink = Palette()
    sketch = Sketch(TOWN_END + 1100, 140)
    top = QUAY - (WATER - 140)
    edge = [(0, top), (TOWN_END + 60, top), (TOWN_END + 90, top + 10), (TOWN_END + 1060, top + 14),
            (TOWN_END + 1090, 140), (0, 140)]
    sketch.polygon(edge, ink("#8d7f78"))
    sketch.polygon([(0, top), (TOWN_END + 60, top), (TOWN_END + 90, top + 10), (TOWN_END + 1060, top + 14),
                    (TOWN_END + 1062, top + 20),
                    (TOWN_END + 80, top + 17), (0, top + 7)], ink("#d9c7b2"))
    random = np.random.default_rng(5)
    for row, level in enumerate((19, 33)):
        for at in np.arange(-30 * row, TOWN_END + 1040, 62):
            shade = random.uniform(0.9, 1.07)
            sketch.box(at, top + level - 10 + 8, at + 58, top + level + 10, ink("#8d7f78", shade))
    sketch.box(0, 133, TOWN_END + 1088, 140, ink("#5f6a62"))
    for at in range(60, TOWN_END, 190):
        sketch.box(at, top - 13, at + 9, top, ink(town.DARK))
        sketch.box(at - 2, top - 15, at + 11, top - 11, ink(town.DARK))
    sketch.stamp(picture, 0, WATER - 140)


def boats(picture):
    ink, random = Palette(), np.random.default_rng(41)
    sketch = Sketch(WIDTH, 500)
    water = 494
    bodies = ["#c9573f", "#2f5866", "#f2e6cf", "#3f7a78", "#8a4038", "#e0a84a"]
    at, count = 130.0, 0
    while at < TOWN_END - 200:
        body, size = ink(bodies[count % len(bodies)]), random.uniform(150, 270)
        if random.random() < 0.62:
            town.sailing_boat(sketch, at, water, size, ink, body, None)
        else:
            town.trawler(sketch, at, water, size * 0.95, ink, body)
        at += size + random.uniform(20, 260)
        count += 1
    sketch.stamp(picture, 0, WATER + 4 - water)


def at_sea(picture):
    ink = Palette("#f3dfba", 0.25)
    for x, size, drop in ((4760, 120, -2), (5010, 74, -14), (5640, 190, 6), (5880, 96, -8)):
        sketch = Sketch(size * 1.3, size * 1.7)
        town.sailing_boat(sketch, size * 0.1, size * 1.6, size, ink, ink("#3f6f78"), ink("#fffaf0"))
        sketch.stamp(picture, x, int(WATER + drop - size * 1.6))


def gulls(picture):
    for x, y, size in ((3900, 520, 46), (4010, 590, 34), (4120, 500, 28), (4700, 640, 40), (4820, 590, 26),
                       (2900, 430, 30), (1900, 500, 24)):
        sketch = Sketch(size * 2.2, size)
        turn = np.linspace(0, 1, 12)
        wing = [(size * (1.05 - t), size * (0.5 - 0.42 * np.sin(np.pi * t * 0.75))) for t in turn]
        other = [(2.1 * size - px, py) for px, py in wing]
        under = [(px, py + size * 0.09 * (1 - abs(px / size - 1.05))) for px, py in wing + other[::-1]]
        sketch.polygon(wing[::-1] + other + [(2.1 * size - px, py) for px, py in under[: len(wing)]][::-1]
                       + under[: len(wing)], colour("#5f7f86"))
        sketch.stamp(picture, x, y)


def sea(picture):
    rows = HEIGHT - WATER
    water, near, waves = reflection(picture[:WATER], rows, 1.35, 120, 171, 620)
    x, _ = grid(WIDTH, rows)
    water = blur(water, 2, 2) * ramp(near, [(0, "#e6f0ea"), (0.4, "#a8cbca"), (1, "#5c98a4")], 0.1)
    paint(water, colour("#2f7684"), (0.12 + 0.36 * near) * np.ones_like(x))
    track = np.exp(-(((x - SUN[0]) / (160 + 420 * near)) ** 2))
    paint(water, colour("#fff0c0"), (0.85 * smoothstep(0.05, 0.4, waves) * track * (1 - 0.4 * near)).astype(np.float32))
    paint(water, colour("#cfe6dc"), (0.20 * smoothstep(0.28, 0.5, waves) * (1 - 0.5 * near)).astype(np.float32))
    picture[WATER:] = water


def draw():
    picture = np.empty((HEIGHT, WIDTH, 3), np.float32)
    picture[:WATER] = sky()
    for settings in CLOUDS:
        cloud(picture, *settings)
    hill(picture, [(0, 60), (2800, 180), (3700, 300), (4300, 250), (5000, 120), (5500, 90), (6000, 40)], "#a9c8c6",
         "#ecdfc0", 51)
    castle(picture, 560, 862)
    hill(picture, [(0, 330), (500, 560), (900, 610), (1300, 560), (1900, 330), (2500, 210), (3300, 300), (3900, 200),
                   (4500, 40),
                                 (4700, -80), (6000, -90)], "#7fae9e", "#d5dcc0", 53, 26)
    houses(picture, 1250, 4150, QUAY - 150, ((70, 110), (80, 150)), 0.46, 63, lambda at: QUAY - 150 - 60
           * np.cos(at / 420) ** 2)
    back = Sketch(WIDTH, 1000)
    town.dome(back, 3480, 830, 215, Palette("#d9e0cf", 0.34))
    town.church(back, 2180, 830, 300, Palette("#d9e0cf", 0.30))
    back.stamp(picture, 0, QUAY - 960)
    houses(picture, -60, TOWN_END - 120, QUAY - 60, ((84, 130), (210, 330)), 0.28, 71)
    houses(picture, -20, TOWN_END - 160, QUAY + 2, ((104, 178), (190, 330)), 0.0, 83)
    mole = Sketch(WIDTH, 700)
    town.lighthouse(mole, 5330, 690, 470, Palette("#f3dfba", 0.08))
    quay(picture)
    at_sea(picture)
    mole.stamp(picture, 0, QUAY + 16 - 690)
    boats(picture)
    gulls(picture)
    sea(picture)
    return picture
