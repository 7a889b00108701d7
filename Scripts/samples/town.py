"""Gabled houses, churches, boats and a lighthouse: the pieces of the harbour, drawn on a sketch."""
import numpy as np

from .canvas import colour, mix

WALLS = ["#e8b45c", "#d9785a", "#f2d9ae", "#8fb3a8", "#c9573f", "#f0c9a0", "#5f8f97", "#e39a6b", "#f6e6c8", "#a8bfb0",
         "#b8604e",
         "#dfa24f"]
ROOFS = ["#a8513f", "#8c4239", "#b8654a", "#5b5560", "#744a48"]
DARK, CREAM, GLASS = "#2d4650", "#fbf1de", "#3f6470"


class Palette:
    """Inks seen through so much air."""

    def __init__(self, haze="#cfe0dc", amount=0.0):
        self.haze, self.amount = colour(haze), amount

    def __call__(self, ink, shade=1.0):
        return mix(np.clip(colour(ink) * shade, 0, 1), self.haze, self.amount)


def window(sketch, x, y, w, h, ink, shutters=None):
    if shutters is not None:
        sketch.box(x - w * 0.62, y, x - w * 0.12, y + h, shutters)
        sketch.box(x + w * 1.12, y, x + w * 1.62, y + h, shutters)
    sketch.box(x - 2.2, y - 2.2, x + w + 2.2, y + h + 3.4, ink(CREAM))
    sketch.box(x, y, x + w, y + h, ink(GLASS))
    sketch.polygon([(x, y + h * 0.55), (x + w, y), (x, y)], ink("#7fa3a6"))
    sketch.box(x + w / 2 - 0.9, y, x + w / 2 + 0.9, y + h, ink(CREAM))
    sketch.box(x, y + h * 0.42, x + w, y + h * 0.42 + 1.6, ink(CREAM))


def gable(sketch, kind, x, top, w, rise, wall, roof, ink):
    middle = x + w / 2
    if kind == "stepped":
        steps = 5
        points = [(x, top)]
        for step in range(steps):
            level, at = top - rise * (step + 1) / steps, x + w * 0.44 * step / (steps - 1)
            points += [(at, top - rise * step / steps), (at, level)]
        points += [(2 * middle - px, py) for px, py in reversed(points)]
        sketch.polygon(points, wall)
    elif kind == "bell":
        turn = np.linspace(0, 1, 16)
        left = [(x + w * 0.36 * t, top - rise * (0.5 - 0.5 * np.cos(np.pi * t)) * 0.86) for t in turn]
        left.append((x + w * 0.40, top - rise))
        sketch.polygon([(x, top)] + left + [(2 * middle - px, py) for px, py in reversed(left)], wall)
        sketch.disc(middle, top - rise, w * 0.10, wall, rise * 0.10)
    elif kind == "hipped":
        sketch.polygon([(x - 6, top), (x + w * 0.14, top - rise * 0.72), (x + w * 0.86, top - rise * 0.72),
                        (x + w + 6, top)], roof)
        for at in (0.3, 0.7):
            size = w * 0.12
            sketch.box(x + w * at - size / 2, top - rise * 0.45, x + w * at + size / 2, top, wall)
            sketch.polygon([(x + w * at - size * 0.8, top - rise * 0.45), (x + w * at, top - rise * 0.66),
                            (x + w * at + size * 0.8, top - rise * 0.45)], roof * 0.86)
            sketch.box(x + w * at - size * 0.26, top - rise * 0.38, x + w * at + size * 0.26, top - rise * 0.08,
                       ink(GLASS))
    else:
        sketch.polygon([(x - 8, top + 4), (middle, top - rise - 8), (x + w + 8, top + 4)], roof)
        sketch.polygon([(x, top + 6), (middle, top - rise + 6), (x + w, top + 6)], wall)


def house(sketch, x, base, w, h, random, ink):
    """A front with its gable; base is the street, h the height of the wall."""
    front = ink(WALLS[random.integers(len(WALLS))])
    roof = ink(ROOFS[random.integers(len(ROOFS))])
    kind = ("stepped", "bell", "pointed", "pointed", "hipped")[random.integers(5)]
    rise, top = w * random.uniform(0.5, 0.75), base - h
    for at in (0.2, 0.76):
        if random.random() < 0.7:
            sketch.box(x + w * at, top - rise * 0.8, x + w * at + 13, top, roof * 0.8)
            sketch.box(x + w * at - 2, top - rise * 0.8 - 5, x + w * at + 15, top - rise * 0.8, roof * 0.95)
    gable(sketch, kind, x, top, w, rise, front, roof, ink)
    sketch.box(x, top, x + w, base, front)
    sketch.polygon([(x, top), (x + w * 0.09, top), (x + w * 0.06, base), (x, base)], front * 0.88)
    sketch.box(x + w - 2.5, top, x + w, base, mix(front, ink(CREAM), 0.5))
    sketch.box(x - 3, top - 3, x + w + 3, top + 3, mix(front, ink(CREAM), 0.55))
    sketch.box(x, top + 3, x + w, top + 9, front * 0.84)
    if kind != "hipped":
        size = w * 0.12
        window(sketch, x + w / 2 - size / 2, top - rise * 0.45, size, size * 1.4, ink)
    columns = max(2, round(w / 46))
    storeys = max(2, round((h - 62) / 74))
    pane_w, pane_h = w / columns * 0.36, (h - 66) / storeys * 0.58
    shutters = ink(("#4f7f7a", "#7d4a42", "#3e6272")[random.integers(3)]) if random.random() < 0.35 else None
    for storey in range(storeys):
        level = top + 18 + (h - 72) * storey / storeys
        for column in range(columns):
            window(sketch, x + w * (column + 0.5) / columns - pane_w / 2, level, pane_w, pane_h, ink, shutters)
    ground_floor(sketch, x, base, w, random, ink, front)


def ground_floor(sketch, x, base, w, random, ink, front):
    sketch.box(x, base - 58, x + w, base - 55, mix(front, ink(CREAM), 0.5))
    door = x + w * (0.12 if random.random() < 0.5 else 0.68)
    leaf = ink(("#3a5f66", "#7a3f38", "#2f4a42")[random.integers(3)])
    sketch.box(door - 2, base - 46, door + 24, base, ink(CREAM))
    sketch.box(door, base - 44, door + 22, base, leaf)
    wide = w * 0.42
    shop = x + (w * 0.12 if door > x + w / 2 else w * 0.42)
    sketch.box(shop - 2, base - 42, shop + wide + 2, base - 10, ink(CREAM))
    sketch.box(shop, base - 40, shop + wide, base - 12, ink("#f2c879" if random.random() < 0.4 else GLASS))
    if random.random() < 0.55:
        awning = ink(("#c9573f", "#4f7f7a", "#e0a84a")[random.integers(3)])
        count = 6
        for stripe in range(count):
            a, b = shop - 4 + (wide + 8) * stripe / count, shop - 4 + (wide + 8) * (stripe + 1) / count
            sketch.polygon([(a, base - 46), (b, base - 46), (b + 1, base - 31), (a - 1, base - 31)],
                           awning if stripe % 2 == 0 else ink(CREAM))


def church(sketch, x, base, size, ink):
    """A nave with a square tower and a tall copper spire."""
    wall, copper, roof = ink("#c8a184"), ink("#7fb0a2"), ink("#7d5a58")
    sketch.polygon([(x + size * 0.2, base - size * 0.62), (x + size * 0.34, base - size * 0.95),
                    (x + size * 1.3, base - size * 0.95),
                    (x + size * 1.42, base - size * 0.62)], roof)
    sketch.box(x + size * 0.22, base - size * 0.64, x + size * 1.4, base, wall)
    for at in np.arange(0.5, 1.35, 0.2):
        lancet(sketch, x + size * at, base - size * 0.12, size * 0.07, size * 0.36, ink(GLASS))
    w = size * 0.36
    sketch.box(x, base - size * 1.35, x + w, base, wall)
    sketch.polygon([(x, base - size * 1.35), (x + w * 0.3, base - size * 1.35), (x + w * 0.3, base), (x, base)],
                   wall * 0.9)
    sketch.box(x - 4, base - size * 1.37, x + w + 4, base - size * 1.33, wall * 1.08)
    for at in (0.34, 0.66):
        lancet(sketch, x + w * at, base - size * 0.98, size * 0.05, size * 0.26, ink(DARK))
    sketch.disc(x + w / 2, base - size * 0.82, size * 0.075, ink(CREAM))
    middle = x + w / 2
    sketch.polygon([(x - 2, base - size * 1.36), (x + w * 0.26, base - size * 1.58), (middle, base - size * 2.5),
                    (x + w * 0.74, base - size * 1.58),
                    (x + w + 2, base - size * 1.36)], copper)
    sketch.polygon([(x - 2, base - size * 1.36), (x + w * 0.26, base - size * 1.58), (middle, base - size * 2.5),
                    (x + w * 0.42, base - size * 1.36)],
                   copper * 0.86)
    sketch.line([(middle, base - size * 2.49), (middle, base - size * 2.62)], 3, copper * 0.8)
    sketch.disc(middle, base - size * 2.57, size * 0.022, ink("#e8c060"))


def lancet(sketch, x, foot, half, tall, ink):
    sketch.box(x - half, foot - tall + half, x + half, foot, ink)
    sketch.disc(x, foot - tall + half, half, ink, half * 1.5)


def dome(sketch, x, base, size, ink):
    """A drum, a ribbed dome and a lantern."""
    wall, copper = ink("#dcc3a0"), ink("#6fa39c")
    sketch.box(x - size * 0.95, base - size * 0.7, x + size * 0.95, base, wall)
    sketch.box(x - size, base - size * 0.74, x + size, base - size * 0.68, wall * 1.06)
    sketch.box(x - size * 0.6, base - size * 1.2, x + size * 0.6, base - size * 0.7, wall * 0.97)
    for at in np.linspace(-0.48, 0.48, 7):
        lancet(sketch, x + size * at, base - size * 0.78, size * 0.045, size * 0.32, ink(GLASS))
    sketch.box(x - size * 0.66, base - size * 1.25, x + size * 0.66, base - size * 1.18, wall * 1.06)
    turn = np.linspace(0, np.pi / 2, 24)
    for left, right, shade in ((-1, -0.55, 0.84), (-0.55, -0.05, 0.91), (-0.05, 0.5, 0.99), (0.5, 1, 1.07)):
        side = lambda edge: [(x + edge * size * 0.6 * np.cos(t), base - size * (1.24 + 0.78 * np.sin(t))) for t in turn]
        sketch.polygon(side(left) + side(right)[::-1], copper * shade)
    sketch.box(x - size * 0.12, base - size * 2.24, x + size * 0.12, base - size * 1.98, wall)
    sketch.polygon([(x - size * 0.15, base - size * 2.24), (x, base - size * 2.58),
                    (x + size * 0.15, base - size * 2.24)], copper * 0.9)
    sketch.disc(x, base - size * 2.6, size * 0.035, ink("#e8c060"))


def lighthouse(sketch, x, base, size, ink):
    red, white = ink("#c9573f"), ink("#fdf3e0")
    low, high, count = size * 0.14, size * 0.085, 7
    for band in range(count):
        a, b = band / count, (band + 1) / count
        wa, wb = low + (high - low) * a, low + (high - low) * b
        shape = lambda left, right: [(x + wa * left, base - size * a), (x + wb * left, base - size * b),
                                     (x + wb * right, base - size * b),
                                     (x + wa * right, base - size * a)]
        ink_now = red if band % 2 else white
        sketch.polygon(shape(-1, 1), ink_now)
        sketch.polygon(shape(-1, -0.35), ink_now * 0.82)
        sketch.polygon(shape(-0.35, 0.1), ink_now * 0.92)
    top = base - size
    sketch.box(x - size * 0.12, top - size * 0.022, x + size * 0.12, top, ink(DARK))
    sketch.box(x - size * 0.06, top - size * 0.12, x + size * 0.06, top - size * 0.02, ink("#ffe6a0"))
    for at in (-0.058, -0.02, 0.02, 0.058):
        sketch.line([(x + size * at, top), (x + size * at, top - size * 0.12)], 2, ink(DARK))
    sketch.polygon([(x - size * 0.08, top - size * 0.12), (x, top - size * 0.2),
                    (x + size * 0.08, top - size * 0.12)], red * 0.9)
    sketch.box(x + size * 0.16, base - size * 0.16, x + size * 0.42, base, white)
    sketch.polygon([(x + size * 0.14, base - size * 0.16), (x + size * 0.29, base - size * 0.27),
                    (x + size * 0.44, base - size * 0.16)], red)


def hull(sketch, x, water, length, deep, ink, stripe):
    shape = [(x, water - deep), (x + length, water - deep * 1.25), (x + length * 0.9, water + deep * 0.1),
             (x + length * 0.1, water + deep * 0.1)]
    sketch.polygon(shape, ink)
    sketch.polygon([shape[0], shape[1], (x + length * 0.985, water - deep * 0.98),
                    (x + length * 0.02, water - deep * 0.75)], stripe)


def sailing_boat(sketch, x, water, size, ink, body, sails):
    """Sails set when `sails` is an ink, else furled and moored."""
    mast = x + size * 0.44
    wood = ink("#6b4a3c")
    sketch.line([(mast, water - size * 0.08), (mast, water - size * 1.5)], max(2.5, size * 0.016), wood)
    if sails is not None:
        sketch.polygon([(mast + 3, water - size * 1.46), (mast + 3, water - size * 0.24),
                        (mast + size * 0.55, water - size * 0.22),
                        (mast + size * 0.30, water - size * 0.75)], sails)
        sketch.polygon([(mast - 4, water - size * 1.36), (mast - 4, water - size * 0.26),
                        (mast - size * 0.42, water - size * 0.2)], sails * 0.9)
    else:
        sketch.line([(mast, water - size * 0.26), (mast + size * 0.46, water - size * 0.24)], size * 0.035, ink(CREAM))
        for end in (x + size * 0.02, x + size * 0.98):
            sketch.line([(mast, water - size * 1.48), (end, water - size * 0.15)], 1.2, wood)
    sketch.box(x + size * 0.36, water - size * 0.2, x + size * 0.68, water - size * 0.1, ink(CREAM))
    hull(sketch, x, water, size, size * 0.13, body, ink(CREAM))


def trawler(sketch, x, water, size, ink, body):
    sketch.box(x + size * 0.56, water - size * 0.42, x + size * 0.8, water - size * 0.1, ink(CREAM))
    sketch.box(x + size * 0.53, water - size * 0.45, x + size * 0.83, water - size * 0.41, ink("#c9573f"))
    for at in (0.6, 0.7):
        sketch.box(x + size * at, water - size * 0.37, x + size * at + size * 0.06, water - size * 0.29, ink(GLASS))
    sketch.line([(x + size * 0.34, water - size * 0.1), (x + size * 0.34, water - size * 0.8)], 4, ink("#6b4a3c"))
    sketch.line([(x + size * 0.34, water - size * 0.3), (x + size * 0.04, water - size * 0.66)], 3, ink("#6b4a3c"))
    sketch.line([(x + size * 0.34, water - size * 0.78), (x + size * 0.98, water - size * 0.2)], 1.3, ink("#6b4a3c"))
    hull(sketch, x, water, size, size * 0.16, body, ink(CREAM))
