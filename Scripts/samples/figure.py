"""Someone walks into a snowy wood at nightfall with a lantern, seen from behind."""
import numpy as np

from .canvas import Sketch, below, blur, colour, fine_columns, fractal, glow, grid, mix, noise, paint, ramp, smoothstep
from .walker import FEET, LANTERN, lantern, smooth, walker

WIDTH, HEIGHT = 2400, 3000
HORIZON = 1690
# How deep the crest of each drift lies, how much it rolls, its inks at the crest and below; the farthest first.
DRIFTS = [(1700, 46, "#b7d0d2", "#86a9bb"), (1800, 60, "#a9c6ce", "#6f97b0"), (1960, 66, "#9bbccb", "#5a84a4"),
          (2250, 80, "#88aec4", "#456f94"), (2640, 90, "#7aa2bd", "#2f567e")]


def air():
    x, y = grid(WIDTH, HEIGHT)
    picture = ramp(y / HORIZON + 0 * x, [(0, "#13243f"), (0.35, "#1f4260"), (0.7, "#467590"), (0.95, "#93b7bd"),
                                         (1.2, "#a8c6c8")], 0.12)
    glow(picture, 1290, 1330, 900, colour("#bcdcd8"), 0.42)
    glow(picture, 1290, 1440, 420, colour("#e8efe0"), 0.40)
    return picture


def limb(sketch, x, y, angle, length, width, depth, random, ink):
    """A tapering branch that forks until it is a twig."""
    bend, steps = random.uniform(-0.5, 0.5), 8
    turns = angle + bend * np.linspace(0, 1, steps) ** 1.5
    px = x + np.concatenate([[0], np.cumsum(np.cos(turns))]) * length / steps
    py = y + np.concatenate([[0], np.cumsum(np.sin(turns))]) * length / steps
    half = 0.5 * np.maximum(width * np.linspace(1, 0.12, steps + 1), 1.2)
    nx, ny = -np.sin(np.append(turns, turns[-1])) * half, np.cos(np.append(turns, turns[-1])) * half
    sketch.polygon(list(zip(px + nx, py + ny)) + list(zip(px - nx, py - ny))[::-1], ink)
    if depth == 0:
        return
    for fork in range(3):
        k = int(random.integers(2 + fork, 5 + fork))
        side = 1 if (fork + int(angle * 10)) % 2 else -1
        limb(sketch, px[k], py[k], turns[k] + side * random.uniform(0.35, 0.8), length * random.uniform(0.42, 0.66),
             half[k] * 1.5, depth - 1, random, ink)


def trunk(sketch, x, foot, width, random, ink, snow):
    """A tall bare tree that leaves the picture at the top."""
    lean = random.uniform(-0.03, 0.03) * foot
    levels = np.linspace(0, 1, 12)
    phase = random.uniform(0, 6)
    centre = x + lean * levels + width * 0.25 * (np.sin(levels * 7 + phase) - np.sin(phase))
    half = width * (0.5 - 0.22 * levels) + width * 0.35 * np.exp(-levels * 26)
    y = foot - levels * (foot + 20)
    left, right = list(zip(centre - half, y)), list(zip(centre + half, y))
    for _ in range(int(random.integers(4, 8))):
        k = random.integers(3, 11)
        side = random.choice((-1, 1))
        limb(sketch, centre[k], y[k], -np.pi / 2 + side * random.uniform(0.5, 1.1), width * random.uniform(3.2, 5.5),
             width * 0.24, 3, random, ink)
    sketch.polygon(left + right[::-1], ink)
    sketch.polygon(left + [(px + h * random.uniform(0.16, 0.42), py) for (px, py), h in zip(left, half)][::-1], snow)


def fir(sketch, x, foot, tall, ink, snow):
    """A small fir whose tiers carry snow."""
    tiers = 7
    for tier in range(tiers, 0, -1):
        t = tier / tiers
        half = tall * 0.24 * t**0.85
        top, low = foot - tall * (1.21 - 0.86 * t), foot - tall * (1.0 - 0.94 * t)
        ragged = [(x + half * s, low + tall * 0.03 * ((i % 2) - 0.4) - tall * 0.05 * (1 - abs(s))) for i,
                  s in enumerate(np.linspace(-1, 1, 9))]
        sketch.polygon([(x, top)] + ragged[::-1], ink)
        cap = [(x + half * s * 0.8, mix(top, low, 0.55 + 0.2 * abs(s)) + tall * 0.018 * ((i % 2) - 0.5)) for i,
               s in enumerate(np.linspace(-1, 0.35, 6))]
        sketch.polygon([(x, top)] + cap[::-1], snow)


def wood(picture):
    """Five rows of trees, each nearer and darker, leaving the path open."""
    random = np.random.default_rng(12)
    rows = ((26, "#7fa6b2", "#a3c1c5", 1700, 20, 90, 100, 170), (20, "#5d8a9d", "#90b3bd", 1725, 34, 180, 140, 260),
            (15, "#3f6c85", "#82a7b5", 1770, 54, 320, 220, 380), (9, "#264d69", "#7097ab", 1860, 84, 520, 330, 560))
    for index, (count, ink, snow, foot, width, gap, low, high) in enumerate(rows):
        sketch = Sketch(WIDTH, foot + 60)
        ink, snow = colour(ink), colour(snow)
        for at in np.linspace(-40, WIDTH + 40, count) + random.uniform(-0.4, 0.4, count) * WIDTH / count:
            if abs(at - 1260) < gap:
                continue
            level = foot + random.uniform(-8, 26)
            if random.random() < (0.30, 0.4, 0.34, 0.2)[index]:
                fir(sketch, at, level, random.uniform(low, high) * 1.5, ink, mix(snow, ink, 0.15))
            else:
                trunk(sketch, at, level, width * random.uniform(0.6, 1.25), random, ink, mix(ink, snow, 0.55))
        sketch.stamp(picture, 0, 0)
        x, y = grid(WIDTH, foot + 60)
        veil = smoothstep(700, foot, y) * (0.34 - 0.05 * index) * (0.8 + 0.2 * fractal(x / 700, y / 200, 31 + index, 3))
        paint(picture, colour("#a9c9cb"), veil.astype(np.float32))


def path_middle(depth):
    """Where the path runs, for depth 0 at the horizon to 1 at the lower edge."""
    return 1270 + 210 * np.sin(4.4 * depth**0.75) * (0.15 + depth) - 190 * depth


def snow(picture):
    fine = fine_columns(WIDTH)
    x, y = grid(WIDTH, HEIGHT)
    for index, (level, rise, top_ink, low_ink) in enumerate(DRIFTS):
        crest = level + rise * fractal(fine / (500 + 130 * index), 0.3, 60 + index, 3)
        middle = path_middle((level - HORIZON) / (HEIGHT - HORIZON))
        bowl = 26 * index * np.exp(-(((fine - middle) / (240 + 110 * index)) ** 2))
        crest = crest + bowl
        top = int(crest.min()) - 1
        middle = crest.reshape(WIDTH, 4).mean(1)[None, :]
        t = (y[top:] - middle) / (200 + 130 * index)
        paint(picture, ramp(t, [(0, top_ink), (0.25, top_ink), (1, low_ink)], 0.15), below(crest, top, HEIGHT), top)
    depth = np.clip((y - HORIZON - 40) / (HEIGHT - HORIZON - 40), 0, 1)
    half = 34 + 250 * depth
    offset = (x - path_middle(depth) + 16 * noise(x / 300, y / 90, 81) * depth) / half
    trodden = smoothstep(1.15, 0.45, np.abs(offset)) * smoothstep(HORIZON + 40, HORIZON + 110, y)
    paint(picture, colour("#3c6489"), (0.30 * trodden * (0.6 + 0.4 * depth)).astype(np.float32))


def footprints(picture):
    """Two lines of prints that shrink towards the walker."""
    sketch = Sketch(WIDTH, HEIGHT)
    for index in range(12):
        y = FEET[1] + 20 + 46 * index + 1.9 * index**2
        if y > HEIGHT + 40:
            break
        size = 13 + 0.032 * (y - FEET[1])
        x = np.interp(y, (FEET[1], HEIGHT), (FEET[0], path_middle(1.0))) + (1 if index % 2 else -1) * size * 2.1
        sketch.disc(x, y, size, colour("#254a70"), size * 0.52)
        sketch.disc(x - size * 0.05, y + size * 0.2, size * 0.86, colour("#34608a"), size * 0.36)
    sketch.stamp(picture, 0, 0, opacity=0.62)


def nightfall(picture):
    """Dims what lies away from the clearing."""
    x, y = grid(WIDTH, HEIGHT)
    light = np.exp(-(((x - 1270) / 1500) ** 2) - ((y - 1450) / 1500) ** 2)
    picture *= mix(colour("#4f6488"), colour("#f4f8fa"), np.clip(light, 0, 1)[..., None] ** 1.2)


def lantern_light(picture):
    """Warm light on the snow, and the walker's long soft shadow away from it."""
    ground_y = FEET[1] + 8
    for radius, ink, strength in ((980, "#f07a2c", 0.34), (560, "#ff9a44", 0.46), (270, "#ffc878", 0.55)):
        before = picture[HORIZON + 60 :].copy()
        glow(picture, LANTERN[0], ground_y, radius, colour(ink), strength, squash=0.36)
        x, y = grid(WIDTH, HEIGHT - HORIZON - 60)
        fade = smoothstep(0, 160, y)[..., None]
        picture[HORIZON + 60 :] = mix(before, picture[HORIZON + 60 :], fade)
    shadow = Sketch(1100, 420)
    foot = (1030, 150)
    outline = ((20, -14), (-300, 20), (-760, 90), (-900, 150), (-760, 175), (-300, 96), (20, 20))
    shadow.polygon(smooth([(foot[0] + dx, foot[1] + dy) for dx, dy in outline]), (1, 1, 1))
    _, cover = shadow.layers()
    cover = blur(cover, 14, 7) * np.linspace(0.15, 0.75, 1100, dtype=np.float32)[None, :]
    paint(picture, colour("#26456c"), cover, FEET[1] - foot[1], FEET[0] - foot[0])


def snowfall(picture):
    """Flakes at every distance; those by the lantern catch its light."""
    random = np.random.default_rng(90)
    for _ in range(620):
        x, y, near = random.uniform(0, WIDTH), random.uniform(0, HEIGHT), random.random() ** 3
        warm = np.exp(-((x - LANTERN[0]) ** 2 + (y - LANTERN[1]) ** 2) / 430**2)
        glow(picture, x, y, 2.2 + 6 * near, mix(colour("#e6f0f2"), colour("#ffd9a0"), warm), (0.75 - 0.2 * near)
             * (0.75 + 0.6 * warm))
    for _ in range(26):
        glow(picture, random.uniform(0, WIDTH), random.uniform(0, HEIGHT), random.uniform(14, 30), colour("#dbe8ee"),
             random.uniform(0.10, 0.26))


def near_trees(picture):
    """Dark trunks frame the walker; the snow they stand in is laid back over their feet."""
    random = np.random.default_rng(4)
    lying = picture.copy()
    fine = fine_columns(WIDTH)
    ink, rime = colour("#10263d"), colour("#3f6584")
    for at, foot, width in ((330, 2190, 84), (2090, 2140, 90), (2290, 2480, 160), (90, 2560, 190)):
        sketch = Sketch(WIDTH, foot)
        trunk(sketch, at, foot, width, random, ink, mix(ink, rime, 0.6))
        sketch.stamp(picture, 0, 0)
        drift = foot - 0.52 * width + 0.5 * width * ((fine - at) / width) ** 2 + 6 * noise(fine / 24, 0.4, int(at))
        top, depth = foot - width, int(1.2 * width)
        near = np.abs(np.arange(WIDTH) - at) < 1.3 * width
        paint(picture, lying[top : top + depth], below(drift, top, top + depth) * near, top)


def draw():
    picture = air()
    wood(picture)
    snow(picture)
    near_trees(picture)
    footprints(picture)
    nightfall(picture)
    lantern_light(picture)
    walker(picture)
    lantern(picture)
    snowfall(picture)
    return picture
