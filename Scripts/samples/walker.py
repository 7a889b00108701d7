"""The person with the lantern: a coat, a scarf and a hat, seen from behind."""
import numpy as np

from .canvas import Sketch, colour, glow, grid, smoothstep

# In pixels of the picture: where the feet stand, how tall the person is, where the flame burns.
FEET, TALL = (1150, 2420), 900
LANTERN = (FEET[0] + 0.305 * TALL, FEET[1] - 0.392 * TALL)


def smooth(points, closed=True, steps=10):
    """A Catmull–Rom curve through points."""
    points = np.asarray(points, float)
    count = len(points)
    if closed:
        around = lambda i: points[i % count]
    else:
        around = lambda i: points[np.clip(i, 0, count - 1)]
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    curve = []
    for i in range(count if closed else count - 1):
        a, b, c, d = (around(i + k) for k in (-1, 0, 1, 2))
        curve.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return [tuple(p) for p in np.concatenate(curve)] + ([] if closed else [tuple(points[-1])])


def walker(picture):
    size = TALL
    sketch = Sketch(size * 0.9, size * 1.12)
    cx, cy = size * 0.45, size * 1.06
    at = lambda points: [(cx + px * size, cy - py * size) for px, py in points]
    coat, dark, scarf, hat, boot = (colour(c) for c in ("#7c2f3c", "#5c2032", "#d9973f", "#24405c", "#1d2438"))
    sketch.polygon(at([(-0.095, 0.25), (-0.02, 0.25), (-0.025, 0.05), (-0.085, 0.05)]), colour("#263049"))
    sketch.polygon(at([(0.02, 0.25), (0.095, 0.25), (0.085, 0.09), (0.035, 0.09)]), colour("#1f2840"))
    sketch.polygon(smooth(at([(-0.095, 0.12), (-0.02, 0.12), (-0.012, 0.02), (-0.022, -0.012), (-0.096, -0.012),
                              (-0.106, 0.02)])), boot)
    sketch.box(*at([(-0.104, -0.004)])[0], *at([(-0.014, -0.018)])[0], boot * 0.6)
    sketch.polygon(smooth(at([(0.03, 0.14), (0.095, 0.14), (0.1, 0.06), (0.085, 0.028), (0.045, 0.028),
                              (0.028, 0.06)])), boot * 0.85)
    # The arms lie behind the coat's edge.
    sketch.polygon(smooth(at([(-0.09, 0.80), (-0.15, 0.77), (-0.196, 0.62), (-0.20, 0.45), (-0.155, 0.43),
                              (-0.13, 0.58), (-0.09, 0.70)])), dark)
    sketch.disc(*at([(-0.178, 0.425)])[0], size * 0.028, hat)
    sketch.polygon(smooth(at([(0.08, 0.81), (0.148, 0.775), (0.222, 0.66), (0.318, 0.565), (0.295, 0.515),
                              (0.185, 0.565), (0.10, 0.66)])), coat * 1.06)
    sketch.disc(*at([(0.306, 0.535)])[0], size * 0.029, hat)
    sketch.polygon(smooth(at([(-0.05, 0.835), (-0.125, 0.80), (-0.142, 0.72), (-0.115, 0.56), (-0.155, 0.38),
                              (-0.205, 0.20), (-0.10, 0.165), (0.0, 0.18), (0.11, 0.16),
                              (0.205, 0.195), (0.158, 0.38), (0.115, 0.56), (0.142, 0.72), (0.125, 0.80),
                              (0.05, 0.835)])), coat)
    sketch.polygon(smooth(at([(-0.05, 0.835), (-0.125, 0.80), (-0.142, 0.72), (-0.115, 0.56), (-0.155, 0.38),
                              (-0.205, 0.20), (-0.12, 0.17), (-0.095, 0.38), (-0.06, 0.56),
                              (-0.075, 0.72)])), dark)
    sketch.polygon(at([(-0.006, 0.56), (0.006, 0.56), (0.022, 0.178), (-0.012, 0.18)]), dark)
    sketch.polygon(at([(0.055, 0.5), (0.06, 0.5), (0.125, 0.168), (0.098, 0.165)]), coat * 0.86)
    sketch.polygon(smooth(at([(-0.104, 0.572), (0.0, 0.562), (0.104, 0.572), (0.108, 0.546), (0.0, 0.532),
                              (-0.108, 0.546)])), coat * 0.72)
    for px in (-0.04, 0.04):
        sketch.disc(*at([(px, 0.551)])[0], size * 0.0085, scarf)
    sketch.polygon(smooth(at([(-0.055, 0.83), (-0.02, 0.81), (-0.045, 0.70), (-0.10, 0.60), (-0.15, 0.56),
                              (-0.175, 0.60), (-0.12, 0.68)])), scarf * 0.84)
    sketch.disc(*at([(0.0, 0.915)])[0], size * 0.062, colour("#4a3030"), size * 0.075)
    sketch.polygon(smooth(at([(-0.085, 0.855), (0.0, 0.875), (0.085, 0.855), (0.098, 0.815), (0.05, 0.785),
                              (0.0, 0.778), (-0.05, 0.785), (-0.098, 0.815)])), scarf)
    sketch.line(smooth(at([(-0.09, 0.83), (-0.03, 0.815), (0.04, 0.82), (0.088, 0.84)]), closed=False), size * 0.006,
                scarf * 0.8)
    sketch.polygon(smooth(at([(-0.072, 0.925), (-0.066, 0.975), (-0.03, 1.012), (0.03, 1.012), (0.066, 0.975),
                              (0.072, 0.925), (0.0, 0.918)])), hat)
    sketch.polygon(smooth(at([(-0.076, 0.945), (0.0, 0.938), (0.076, 0.945), (0.076, 0.912), (0.0, 0.904),
                              (-0.076, 0.912)])), hat * 1.3)
    sketch.disc(*at([(0.0, 1.028)])[0], size * 0.026, colour("#d8dde0"))

    def shade(inks, cover):
        px, py = grid(sketch.width, sketch.height)
        lx, ly = cx + 0.305 * size, cy - 0.392 * size
        distance = np.hypot(px - lx, py - ly) / size
        warm = np.exp(-((distance / 0.30) ** 2)) * smoothstep(-0.16, 0.2, (px - cx) / size)
        edge = np.clip(cover - np.roll(cover, -int(size * 0.012), 1), 0, 1) * np.exp(-distance / 0.55)
        moon = np.clip(cover - np.roll(cover, int(size * 0.008), 1), 0, 1)
        flame = cover * (0.16 * warm + 0.55 * edge)
        inks = inks * (0.80 + 0.9 * warm)[..., None] + flame[..., None] * colour("#ff9a48")
        inks = inks + moon[..., None] * colour("#8fb4c8") * 0.30
        return np.clip(inks, 0, cover[..., None])

    sketch.stamp(picture, int(FEET[0] - cx), int(FEET[1] - cy), shade=shade)


def lantern(picture):
    x, y = LANTERN
    sketch = Sketch(160, 260)
    cx, cy, iron = 80, 150, colour("#2a2430")
    sketch.line(smooth([(cx - 26, cy - 62), (cx, cy - 112), (cx + 26, cy - 62)], closed=False), 5, iron)
    sketch.polygon([(cx - 38, cy - 46), (cx - 14, cy - 72), (cx + 14, cy - 72), (cx + 38, cy - 46)], iron)
    sketch.polygon([(cx - 30, cy - 46), (cx + 30, cy - 46), (cx + 36, cy + 48), (cx - 36, cy + 48)], colour("#ffd27a"))
    sketch.disc(cx, cy + 12, 20, colour("#fff4cc"), 32)
    for side in (-1, 0, 1):
        sketch.line([(cx + side * 30, cy - 46), (cx + side * 36, cy + 48)], 5 if side else 3, iron)
    sketch.box(cx - 42, cy + 46, cx + 42, cy + 60, iron)
    glow(picture, x, y, 420, colour("#ff8f3c"), 0.5)
    glow(picture, x, y, 150, colour("#ffc274"), 0.55)
    sketch.stamp(picture, int(x - cx), int(y - cy))
    glow(picture, x, y + 10, 60, colour("#fff0c8"), 0.75)
