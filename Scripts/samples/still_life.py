"""The solids of the still life as distance fields, and what rays and light find among them.

Points are arrays (3, count): x right, y up, z towards the viewer; the board is 2 units in radius.
"""
import numpy as np

from .canvas import mix

LAMP = np.array([-0.60, 0.66, 0.45]) / np.linalg.norm([-0.60, 0.66, 0.45])
BOARD, VASE, BOWL, LEMON = range(4)
VASE_AT, BOWL_AT, LEMON_AT = (-0.30, -0.12), (1.13, 0.30), (0.55, 1.02)


def profile(points, count=2048):
    """A turned shape: radius, and the factor that makes a radial gap a distance, at `count` heights."""
    heights, radii = zip(*points)
    y = np.linspace(heights[0], heights[-1], count)
    kernel = np.hanning(count // 5 | 1)
    pad = len(kernel) // 2
    raw = np.interp(y, heights, radii)
    ends = np.pad(raw, pad, "reflect", reflect_type="odd")
    radius = np.convolve(ends, kernel / kernel.sum(), "valid")
    slope = np.gradient(radius, y)
    return radius.astype(np.float32), (1 / np.sqrt(1 + slope**2)).astype(np.float32), heights[-1]


VASE_SHAPE = profile([(0, 0.48), (0.12, 0.54), (0.6, 0.80), (1.1, 1.02), (1.5, 1.10), (1.85, 1.0), (2.1, 0.72),
                      (2.3, 0.42), (2.5, 0.27), (2.75, 0.27),
                      (2.95, 0.44)])
BOWL_SHAPE = profile([(0, 0.24), (0.04, 0.25), (0.16, 0.42), (0.34, 0.56), (0.56, 0.63)])


def turned(x, y, z, at, shape, wall):
    radius, factor, height = shape
    level = np.clip(y / height * (len(radius) - 1), 0, len(radius) - 1.001)
    index = level.astype(np.int32)
    side = mix(radius[index], radius[index + 1], level - index)
    factor = factor[index]
    around = np.hypot(x - at[0], z - at[1])
    gap = (around - side) * factor
    outside = np.maximum(gap, np.maximum(-y, y - height))
    hollow = (side - wall - around) * factor
    return np.maximum(outside, np.where(y > 0.08, hollow, -gap)) - 0.012


def lemon(x, y, z):
    """An ellipsoid lying on its side with a nub at each end."""
    turn = np.radians(28)
    along = (x - LEMON_AT[0]) * np.cos(turn) + (z - LEMON_AT[1]) * np.sin(turn)
    across = -(x - LEMON_AT[0]) * np.sin(turn) + (z - LEMON_AT[1]) * np.cos(turn)
    around = np.hypot(y - 0.27, across)
    reach = np.clip(np.abs(along) / 0.44, 0, 1)
    thick = 0.27 * np.clip(1 - (along / 0.39) ** 2, 0, None) ** 0.6
    nub = 0.058 * np.sqrt(1 - np.clip((reach - 0.78) / 0.22, 0, 1) ** 2)
    body = np.hypot(thick, nub)
    return np.maximum(around - body, np.abs(along) - 0.44) * 0.55


def solids(p):
    """Distances to board, vase, bowl and lemon."""
    x, y, z = p
    around = np.hypot(x, z)
    dx, dy = around - 1.93, np.abs(y + 0.10) - 0.05
    board = np.hypot(np.maximum(dx, 0), np.maximum(dy, 0)) + np.minimum(np.maximum(dx, dy), 0) - 0.05
    foot_x, foot_y = around - 1.55, np.abs(y + 0.26) - 0.07
    board = np.minimum(board, np.maximum(foot_x, foot_y) - 0.01)
    return [board, turned(x, y, z, VASE_AT, VASE_SHAPE, 0.055), turned(x, y, z, BOWL_AT, BOWL_SHAPE, 0.05),
            lemon(x, y, z)]


def nearest(p):
    return np.minimum.reduce(solids(p))


def march(origin, direction, limit, steps):
    """Distance along each ray to a solid; infinite where it meets none before `limit`."""
    count = direction.shape[1]
    travelled = np.zeros(count, np.float32)
    result = np.full(count, np.inf, np.float32)
    active = np.arange(count)
    for _ in range(steps):
        if not len(active):
            break
        at = travelled[active]
        gap = nearest(origin[:, active] + direction[:, active] * at)
        hit = gap < 0.0008
        result[active[hit]] = at[hit]
        travelled[active] = at + gap * 0.82
        active = active[~hit & (travelled[active] < limit[active])]
    # What is still under way grazes a surface.
    result[active] = travelled[active]
    return result


def normals(p):
    total = np.zeros_like(p)
    for signs in ((1, -1, -1), (-1, -1, 1), (-1, 1, -1), (1, 1, 1)):
        offset = np.array(signs, np.float32)[:, None]
        total += offset * nearest(p + offset * 0.003)
    return total / np.linalg.norm(total, axis=0)


def lamplight(p, softness):
    """1 in full light, 0 in full shadow; the penumbra widens with distance."""
    light, travelled = np.ones(p.shape[1], np.float32), np.full(p.shape[1], 0.02, np.float32)
    for _ in range(170):
        gap = nearest(p + LAMP[:, None].astype(np.float32) * travelled)
        light = np.minimum(light, 0.5 + 0.5 * softness * gap / travelled)
        travelled += np.clip(gap * 0.32, 0.008, 0.06)
    light = np.clip(light, 0, 1)
    return light * light * (3 - 2 * light)


def openness(p, n):
    """How much of the room a point sees."""
    closed, weight = 0.0, 1.0
    for step in (0.04, 0.11, 0.22, 0.4):
        closed = closed + weight * np.clip(step - nearest(p + n * step), 0, None) / step
        weight *= 0.62
    return 0.22 + 0.78 * np.clip(1 - 0.36 * closed, 0, 1)
