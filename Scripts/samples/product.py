"""A glazed vase with an olive branch, a bowl and a lemon on a round oak board; all around is transparent.

The light is one large soft lamp from the left, a pale room and what the board throws back.
"""
import numpy as np

from .canvas import Sketch, blur, colour, enlarge, fractal, mix, noise, ramp, smoothstep
from .still_life import (BOARD, BOWL, BOWL_AT, LAMP, LEMON, VASE, VASE_AT, lamplight, march, normals, openness,
                         solids)

SIZE = 1600
EYE, TARGET, ZOOM = np.array([0.0, 3.5, 10.5]), np.array([0.06, 1.93, 0.0]), 1.78
FLOOR = -0.34


def paint_of(kind, p, n):
    """Body colour and gloss of each point."""
    x, y, z = p
    ink = np.empty((len(x), 3), np.float32)
    gloss = np.zeros(len(x), np.float32)

    mask = kind == BOARD
    bx, bz = x[mask], z[mask]
    grain = fractal(bx * 0.5 + 0.12 * noise(bx * 0.7, bz * 2.2, 8), bz * 5.5, 5, 2)
    ink[mask] = ramp(0.5 + 0.9 * grain, [(0, "#c99a6c"), (0.5, "#d8ae80"), (1, "#e2bd92")], 0.1)
    gloss[mask] = 0.10

    mask = kind == VASE
    angle = np.arctan2(z[mask] - VASE_AT[1], x[mask] - VASE_AT[0])
    drip = 0.80 + 0.13 * noise(angle * 3.2 + 20, 0.4, 12) + 0.05 * noise(angle * 7 + 60, 0.8, 13)
    above = y[mask] - drip
    glaze = ramp((y[mask] - 0.6) / 2.1, [(0, "#174f5c"), (0.35, "#2a7378"), (0.8, "#4f9a92"), (1, "#a9cdb6")], 0.1)
    clay = np.broadcast_to(colour("#e9d8bd"), glaze.shape)
    edge = np.exp(-((above - 0.02) / 0.035) ** 2)
    glazed = smoothstep(-0.006, 0.006, above)
    ink[mask] = mix(clay, glaze * (1 - 0.22 * edge[:, None]), glazed[:, None])
    gloss[mask] = mix(0.12, 1.0, glazed)

    mask = kind == BOWL
    inward = n[0, mask] * (x[mask] - BOWL_AT[0]) + n[2, mask] * (z[mask] - BOWL_AT[1])
    inside = (y[mask] > 0.05) & (y[mask] < 0.555) & ((inward < 0) | (n[1, mask] > 0.6))
    ink[mask] = np.where(inside[:, None], colour("#c9694d"), colour("#efe0c6"))
    gloss[mask] = 0.55

    mask = kind == LEMON
    ink[mask] = colour("#f2c230")
    gloss[mask] = 0.35
    return ink, gloss


def shade(p, direction):
    n = normals(p)
    distances = np.stack(solids(p))
    kind = np.argmin(distances, 0)
    # Light hardly reaches where two solids touch.
    touching = 0.5 + 0.5 * smoothstep(0.0, 0.07, np.sort(distances, 0)[1])
    ink, gloss = paint_of(kind, p, n)
    facing = np.einsum("i,ij->j", LAMP, n)
    light = lamplight(p + n * 0.012, 5.0) * smoothstep(-0.12, 1.0, facing)
    opening = openness(p, n)
    room = opening * (0.62 + 0.38 * n[1])
    bounce = opening * np.clip(0.5 - 0.6 * n[1], 0, 1) * np.exp(-np.clip(p[1], 0, None) * 1.3)
    front = opening * np.clip(0.25 * n[0] + 0.25 * n[1] + 0.92 * n[2], 0, 1)
    lit = ink * (light[:, None] * colour("#fff0d8") * 0.74 + room[:, None] * colour("#dcdce0") * 0.50
                 + front[:, None] * colour("#f4e4d4") * 0.34 + bounce[:, None] * colour("#e8b884") * 0.42)
    along = np.einsum("ij,ij->j", direction, n)
    mirror = direction - 2 * along * n
    # The window it mirrors: two panes wide, two high.
    across = (np.arctan2(mirror[0], mirror[2]) + 0.95) / 0.42
    over = (np.arcsin(np.clip(mirror[1], -1, 1)) - 0.50) / 0.40
    pane = smoothstep(1.0, 0.88, np.abs(across)) * smoothstep(1.0, 0.88, np.abs(over))
    pane = pane * smoothstep(0.03, 0.09, np.abs(across)) * smoothstep(0.03, 0.09, np.abs(over - 0.15))
    fresnel = 0.04 + 0.5 * (1 - np.clip(-along, 0, 1)) ** 4
    shine = gloss * opening**3 * (0.55 * pane + fresnel * (0.35 + 0.4 * np.clip(mirror[1], 0, 1)))
    lit = lit + (1 - np.clip(lit, 0, 1)) * shine[:, None] * colour("#fffaf0")
    return np.clip(lit * touching[:, None], 0, 1) ** 0.92, kind, n


def rays(px, py):
    forward = (TARGET - EYE) / np.linalg.norm(TARGET - EYE)
    right = np.cross(forward, (0, 1, 0))
    right /= np.linalg.norm(right)
    up = np.cross(right, forward)
    u, v = (px / SIZE - 0.5)[None], (0.5 - py / SIZE)[None]
    ray = forward[:, None] * ZOOM + right[:, None] * u + up[:, None] * v
    return (ray / np.linalg.norm(ray, axis=0)).astype(np.float32)


def render(px, py):
    """Premultiplied colour, cover, what was met (−1: nothing) and whether it is the front of the vase, by place."""
    direction = rays(px, py)
    origin = np.broadcast_to(EYE.astype(np.float32)[:, None], direction.shape)
    middle = -np.einsum("ij,ij->j", origin - np.array([0, 1.2, 0])[:, None], direction)
    miss = np.linalg.norm(origin + direction * middle - np.array([0, 1.2, 0])[:, None], axis=0)
    limit = np.where(miss < 2.9, 16, 0).astype(np.float32)
    reached = march(origin + direction * 6.5, direction, limit - 6.5, 260) + 6.5
    ink, alpha = np.zeros((len(px), 3), np.float32), np.zeros(len(px), np.float32)
    kind, front = np.full(len(px), -1), np.zeros(len(px), bool)
    hit = np.isfinite(reached)
    p = origin[:, hit] + direction[:, hit] * reached[hit]
    ink[hit], kind[hit], n = shade(p, direction[:, hit])
    alpha[hit] = 1
    outward = (n[0] * (p[0] - VASE_AT[0]) + n[2] * (p[2] - VASE_AT[1])) > -0.02
    front[hit] = (kind[hit] == VASE) & outward & ((p[2] > VASE_AT[1]) | (p[1] < 2.85))
    return ink, alpha, kind, front


def shadow_on_the_ground():
    """How dark the ground is, 0…1, also behind the solids; it is soft, so a quarter of the size is enough."""
    py, px = (np.mgrid[0 : SIZE // 4, 0 : SIZE // 4].astype(np.float32) + 0.5) * 4
    direction = rays(px.ravel(), py.ravel())
    down = np.minimum(direction[1], -0.02)
    p = (EYE[:, None] + direction * ((FLOOR - EYE[1]) / down)).astype(np.float32)
    away = np.hypot(p[0], p[2])
    near = (away < 5) & (direction[1] < -0.02)
    upward = np.zeros((3, near.sum()), np.float32)
    upward[1] = 1
    shadow = np.zeros(len(away), np.float32)
    shadow[near] = 1 - lamplight(p[:, near], 3.0) * (0.35 + 0.65 * openness(p[:, near], upward))
    shadow = np.clip(shadow, 0, 1) * smoothstep(5.0, 2.2, away)
    small = blur(shadow.reshape(SIZE // 4, SIZE // 4).astype(np.float32), 2, 2)
    return np.clip(enlarge(small, SIZE, SIZE), 0, 1)


def place(point):
    """Where a point of the room falls in the picture."""
    forward = (TARGET - EYE) / np.linalg.norm(TARGET - EYE)
    right = np.cross(forward, (0, 1, 0))
    right /= np.linalg.norm(right)
    ray = np.asarray(point) - EYE
    scale = ZOOM / (ray @ forward)
    return (0.5 + ray @ right * scale) * SIZE, (0.5 - ray @ np.cross(right, forward) * scale) * SIZE


def leaf(sketch, x, y, angle, length, light):
    """A pointed blade in two tones, folded along its rib."""
    t = np.linspace(0, 1, 14)
    half = 0.16 * np.sin(np.pi * t**0.85) * length
    bend = 0.10 * length * np.sin(np.pi * t)
    cos, sin = np.cos(angle), np.sin(angle)

    def at(offset):
        along = t * length
        return [(x + a * cos - o * sin, y + a * sin + o * cos) for a, o in zip(along, bend + offset)]

    rib, upper, lower = at(0 * t), at(-half), at(half)
    pale, deep = mix(colour("#5f8466"), colour("#a9bd92"), light), mix(colour("#34584c"), colour("#6f9174"), light)
    if np.cos(angle) < 0:
        upper, lower = lower, upper
    sketch.polygon(upper + rib[::-1], pale)
    sketch.polygon(lower + rib[::-1], deep)
    sketch.line(rib, 1.6, mix(deep, pale, 0.2) * 0.92)


def branch():
    sketch = Sketch(SIZE, SIZE)
    x0, y0 = place((VASE_AT[0], 2.6, VASE_AT[1]))
    random = np.random.default_rng(6)
    for tip_x, tip_y, bow, count, light in ((190, -370, 40, 9, 0.15), (-250, -405, -60, 11, 0.5),
                                            (50, -455, 26, 11, 0.75), (390, -310, 60, 10, 0.6)):
        t = np.linspace(0, 1, 40)
        px = x0 + 10 * np.sign(tip_x) * np.minimum(1, 4 * t) + tip_x * t**1.9 + bow * np.sin(np.pi * t) * 0.3
        py = y0 + tip_y * (t - 0.12 * t**2 * (abs(tip_x) > 100)) * 1.05
        sketch.line(list(zip(px, py)), 5.5, colour("#6b5a44"))
        for index in range(count):
            s = 0.36 + 0.62 * index / (count - 1)
            k = min(38, int(s * 39))
            heading = np.arctan2(py[k + 1] - py[k], px[k + 1] - px[k])
            side = 1 if index % 2 else -1
            length = random.uniform(102, 136) * (1.12 - 0.45 * s)
            leaf(sketch, px[k], py[k], heading + side * random.uniform(0.55, 0.95), length,
                 np.clip(light + random.uniform(-0.25, 0.25), 0, 1))
        heading = np.arctan2(py[-1] - py[-2], px[-1] - px[-2])
        leaf(sketch, px[-1], py[-1], heading, 80, light)
    return sketch.layers()


def draw():
    """The picture with its alpha as fourth plane, not premultiplied."""
    py, px = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32) + 0.5
    ink, alpha, kind, front = (part.reshape((SIZE, SIZE) + part.shape[1:]) for part in render(px.ravel(), py.ravel()))
    front = front.astype(np.float32)
    # Pixels beside an edge are drawn again, twelve times finer.
    change = np.zeros((SIZE, SIZE), np.float32)
    for axis in (0, 1):
        step = np.abs(np.diff(ink, axis=axis)).sum(-1) + (np.diff(kind, axis=axis) != 0)
        rough = step > 0.10
        pad = [(0, 1), (0, 0)] if axis == 0 else [(0, 0), (0, 1)]
        change += np.pad(rough, pad) + np.roll(np.pad(rough, pad), 1, axis)
    edge = change > 0
    sums = [np.zeros((edge.sum(),) + part.shape[2:], np.float32) for part in (ink, alpha, front)]
    offsets = [((i + 0.5) / 4 - 0.5, ((i * 2 + 3 * j + j) % 4 + j / 3 + 0.17) / 4.3 - 0.5) for i in range(4)
               for j in range(3)]
    for dx, dy in offsets:
        one, cover, _, ahead = render(px[edge] + dx, py[edge] + dy)
        for total, part in zip(sums, (one, cover, ahead)):
            total += part / len(offsets)
    ink[edge], alpha[edge], front[edge] = sums
    leaves, cover = branch()
    visible = (1 - front)
    leaves, cover = leaves * visible[..., None], cover * visible
    ink = leaves + ink * (1 - cover[..., None])
    alpha = cover + alpha * (1 - cover)
    shadow = 0.5 * shadow_on_the_ground() * (1 - alpha)
    ink = ink + colour("#3a2418") * shadow[..., None]
    alpha = alpha + shadow
    return np.dstack([ink / np.maximum(alpha, 1e-4)[..., None], alpha])
