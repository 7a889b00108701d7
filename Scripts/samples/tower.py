"""A stepped tower at dusk, looked up at from the street corner, in true perspective."""
import numpy as np

from .canvas import Sketch, blur, colour, enlarge, fractal, glow, grid, mix, noise, paint, ramp, smoothstep
from .water import reflection

WIDTH, HEIGHT = 2160, 3840
# Sub-pixel positions at which the hard-edged buildings are drawn; their mean is the picture.
SAMPLES = [((i + 0.5) / 3, ((i * 2 + j * 3 + 0.5 * j) % 3 + 0.5) / 3.5) for i in range(3) for j in range(3)]
CAMERA = np.array([0.0, -205.0, 2.0])
PITCH, FOCAL = np.radians(29.5), 2780.0
CENTRE_X, CENTRE_Y = 1080, 1960
LAMPS = range(90, WIDTH, 330)


def project(points):
    """World metres (x right, y away, z up) to picture pixels."""
    x, y, z = (np.asarray(points, np.float64) - CAMERA).T
    forward = y * np.cos(PITCH) + z * np.sin(PITCH)
    up = -y * np.sin(PITCH) + z * np.cos(PITCH)
    return np.stack([CENTRE_X + FOCAL * x / forward, CENTRE_Y - FOCAL * up / forward], -1)


def unproject(corners):
    """The 3×3 matrix that takes picture pixels to a face's (u, v, 1), from its four projected corners."""
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, ((0, 0), (1, 0), (1, 1), (0, 1))):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return np.append(np.linalg.solve(np.array(rows), np.array(values)), 1).reshape(3, 3)


class Face:
    """An upright wall from a to b on the ground plan, z0…z1 metres high, with how it is painted."""

    def __init__(self, a, b, z0, z1, style, seed):
        self.length, self.z0, self.z1 = float(np.hypot(b[0] - a[0], b[1] - a[1])), z0, z1
        self.style, self.seed = style, seed
        self.corners = project([(*a, z0), (*b, z0), (*b, z1), (*a, z1)])
        self.matrix = unproject(self.corners)

    def draw(self, picture, dx, dy):
        low, high = np.floor(self.corners.min(0)).astype(int), np.ceil(self.corners.max(0)).astype(int)
        x0, y0 = np.maximum(low, 0)
        x1, y1 = np.minimum(high + 1, (WIDTH, HEIGHT))
        if x0 >= x1 or y0 >= y1:
            return
        x = np.arange(x0, x1)[None, :] + dx
        y = np.arange(y0, y1)[:, None] + dy
        m = self.matrix
        w = m[2, 0] * x + m[2, 1] * y + m[2, 2]
        u = (m[0, 0] * x + m[0, 1] * y + m[0, 2]) / w
        v = (m[1, 0] * x + m[1, 1] * y + m[1, 2]) / w
        inside = (u >= 0) & (u < 1) & (v >= 0) & (v < 1)
        across = (u[inside] * self.length).astype(np.float32)
        up = (self.z0 + v[inside] * (self.z1 - self.z0)).astype(np.float32)
        picture[y0:y1, x0:x1][inside] = self.style(across, up, self)


def scatter(column, row, seed):
    """A fixed random number 0…1 for each window."""
    table = np.random.default_rng(seed).random((128, 128), np.float32)
    return table[row.astype(np.int32) & 127, column.astype(np.int32) & 127]


WINDOW_LIGHTS = [(0, "#ffd58a"), (0.45, "#ffc46b"), (0.8, "#fff0c4"), (1, "#ffa95c")]


def wall_style(low, high, floodlight, bay, lit_share, haze="#c77b86", haze_depth=90):
    """Masonry with piers, dark bays of windows, some lit, brightest where floodlights stand at each setback."""

    def style(across, up, face):
        storeys = 3.9
        count = max(1, round(face.length / bay))
        pitch = face.length / count
        column = np.floor(across / pitch)
        within = across / pitch - column
        row = np.floor(up / storeys)
        height = up / storeys - row
        t = np.clip(up / 300, 0, 1)
        stone = mix(colour(low), colour(high), smoothstep(0, 1, t)[:, None])
        stone = stone * (1 + 0.05 * noise(across / 7, up / 9, face.seed))[:, None]
        pier = np.abs(within - 0.5) > 0.36
        edge = np.abs(within - 0.5) > 0.44
        ink = stone * np.where(pier, np.where(edge, 1.10, 0.97), 0.66)[:, None]
        glass = (np.abs(within - 0.5) < 0.30) & (height > 0.24) & (height < 0.84) & (face.z1 - up > 2.2)
        mullion = np.abs(within - 0.5) < 0.025
        chance = scatter(column + 17 * face.seed, row, face.seed)
        floor_mood = scatter(np.zeros_like(row) + 5, row, face.seed + 50)
        lit = chance < lit_share * (0.45 + 1.1 * floor_mood)
        lamp = ramp(scatter(column, row + 31, face.seed + 9), WINDOW_LIGHTS) * (0.70 + 0.3 * height)[:, None]
        pane = mix(colour("#2a2c55"), colour("#7d5a84"), (0.75 * t + 0.12 * height)[:, None])
        window = np.where(lit[:, None], lamp, pane)
        ink = np.where((glass & ~mullion)[:, None], window, ink)
        cornice = (face.z1 - up < 1.5) | ((up - face.z0 < 1.0) & (face.z0 > 1))
        ink = np.where(cornice[:, None], stone * 1.16, ink)
        wash = floodlight * np.exp(-(up - face.z0) / 13) * (face.z0 > 5)
        wash = wash * (0.75 + 0.25 * np.cos(2 * np.pi * (within - 0.5)))
        ink = ink + (1 - ink) * colour("#ffbf70") * np.clip(wash, 0, 1)[:, None]
        fog = 0.55 * np.exp(-up / haze_depth)
        fog = np.where(glass & ~mullion & lit, 0.35 * fog, fog)
        return mix(ink, colour(haze), fog[:, None])

    return style


def box(cx, cy, half_x, half_y, z0, z1, left, right, seed):
    """The two walls of a box that face the camera, its corner turned to us: the plan is rotated by 36°."""
    turn = np.radians(36)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    plan = [rotation @ np.array(p) + (cx, cy) for p in ((-half_x, half_y), (-half_x, -half_y), (half_x, -half_y))]
    return [Face(plan[0], plan[1], z0, z1, left, seed), Face(plan[1], plan[2], z0, z1, right, seed + 1)]


def city():
    """All walls, the farthest first."""
    warm = wall_style("#a5606e", "#f0a184", 0.75, 3.3, 0.34)
    cool = wall_style("#4d3f6b", "#8a6a92", 0.75, 3.3, 0.42)
    far_warm = wall_style("#a06a80", "#c98b90", 0.0, 4.2, 0.25, "#d08a8c", 160)
    far_cool = wall_style("#75587f", "#8b6b92", 0.0, 4.2, 0.3, "#c98088", 160)
    near_warm = wall_style("#5c3a58", "#90596c", 0.0, 3.8, 0.34, "#7d4a66", 40)
    near_cool = wall_style("#2c2750", "#4a3c68", 0.0, 3.8, 0.42, "#583a60", 40)
    walls = []
    for cx, cy, half, top, seed in ((-150, 170, 22, 150, 201), (120, 190, 24, 190, 211), (-75, 210, 20, 118, 221),
                                    (195, 150, 26, 120, 231)):
        walls += box(cx, cy, half, half, -9, top, far_warm, far_cool, seed)
    for cx, cy, half, top, seed in ((-88, 40, 20, 96, 241), (92, 52, 22, 128, 251), (-118, -10, 20, 64, 261)):
        walls += box(cx, cy, half, half, -9, top, far_warm, far_cool, seed)
    # Seen from below each parapet hides the foot of the block above, so the highest is drawn first.
    for half, z0, z1, seed in ((2.4, 281, 291, 361), (5, 268, 281, 351), (9, 246, 268, 341), (13.5, 212, 246, 331),
                               (18, 158, 212, 321), (22.5, 46, 158, 311), (27, -9, 46, 301)):
        walls += box(0, 20, half, half, z0, z1, warm, cool, seed)
    for cx, cy, parts in ((-98, -74, ((19, 50, 74, 405), (24, -9, 50, 401))),
                          (104, -66, ((12, 92, 112, 419), (18, 66, 92, 415), (24, -9, 66, 411)))):
        for half, z0, z1, seed in parts:
            walls += box(cx, cy, half, half, z0, z1, near_warm, near_cool, seed)
    return walls


def sky():
    x, y = grid(WIDTH, HEIGHT)
    t = y / HEIGHT - 0.05 * (1 - x / WIDTH)
    picture = ramp(t, [(0, "#1d2150"), (0.22, "#3a3570"), (0.45, "#7d4f88"), (0.64, "#c76f86"), (0.80, "#f29a7c"),
                       (0.93, "#ffc58c"),
                       (1, "#ffd49a")], 0.1)
    random = np.random.default_rng(7)
    for _ in range(150):
        at_x, at_y = random.uniform(0, WIDTH), HEIGHT * 0.5 * random.random() ** 1.6
        glow(picture, at_x, at_y, random.uniform(1.3, 2.8), colour("#fff2dc"), random.uniform(0.25, 0.9)
             * (1 - at_y / HEIGHT / 0.55))
    slope = y + 0.16 * x
    for seed, level, depth, ink, strength in ((3, 1500, 200, "#e08a94", 0.5), (13, 2150, 260, "#ffb08a", 0.6),
                                              (23, 2750, 190, "#ffd7a0", 0.6),
                                              (33, 900, 160, "#8a5c98", 0.5)):
        streaks = fractal(x / 900 + 0.3 * noise(x / 500, y / 260, seed), slope / 95, seed + 1, 4)
        body = smoothstep(0.0, 0.6, streaks) * np.exp(-(((slope - level - 150) / depth) ** 2))
        paint(picture, colour(ink), strength * body)
    moon_x, moon_y, radius = 1690, 560, 74
    glow(picture, moon_x, moon_y, 210, colour("#ffe6c0"), 0.32)
    full = np.clip(radius - np.hypot(x - moon_x, y - moon_y) + 0.5, 0, 1)
    bite = np.clip(radius * 0.94 - np.hypot(x - moon_x + 34, y - moon_y + 22) + 0.5, 0, 1)
    paint(picture, colour("#fff3d6"), full * (1 - bite))
    return picture


def spire(picture):
    (x0, y0), (x1, y1) = project([(0, 20, 289), (0, 20, 326)])
    px, py = grid(200, int(y0 - y1) + 20, int(y1) - 10)
    px = px + int(x0) - 100
    t = np.clip((py - y1) / (y0 - y1), 0, 1)
    centre = x1 + (x0 - x1) * t
    cover = np.clip(1.3 + 13 * t**1.6 - np.abs(px - centre) + 0.5, 0, 1) * (py >= y1) * (py <= y0 + 4)
    ink = mix(colour("#ffc49a"), colour("#6d5588"), smoothstep(-1, 3, px - centre)[..., None])
    paint(picture, ink, cover.astype(np.float32), int(y1) - 10, int(x0) - 100)
    glow(picture, x1, y1, 60, colour("#ff6a5a"), 0.55)
    glow(picture, x1, y1, 8, colour("#fff0e0"), 1.0)
    return x0, y0


def quay(picture, waterline):
    """Trees, lamps and a low wall along the water hide where the buildings stand."""
    random = np.random.default_rng(77)
    sketch = Sketch(WIDTH, 420)
    leaf, bark, base = colour("#3a2450"), colour("#2a1b40"), 392
    for at in np.arange(20, WIDTH, 82):
        if min(abs(at - lamp) for lamp in LAMPS) < 34:
            continue
        tall, wide = random.uniform(95, 165), random.uniform(34, 52)
        sketch.line([(at, base), (at, base - tall * 0.6)], 7, bark)
        for _ in range(30):
            turn, reach = random.uniform(0, 2 * np.pi), random.random() ** 0.5
            sketch.disc(at + wide * 0.75 * reach * np.cos(turn), base - tall * 0.68 + tall * 0.3 * reach
                        * np.sin(turn), wide * 0.32, leaf)
    for at in LAMPS:
        sketch.line([(at, base), (at, base - 190)], 5, bark)
        sketch.disc(at, base - 196, 11, colour("#fff0cc"))
    sketch.box(0, base - 24, WIDTH, base - 16, colour("#4b3060"))
    for at in range(0, WIDTH, 14):
        sketch.box(at, base - 18, at + 3, base, bark)
    sketch.box(0, base, WIDTH, 420, colour("#2f1f46"))

    def shade(inks, cover):
        lift = np.linspace(1, 0, 420)[:, None] ** 2
        return inks + (cover * 0.10 * lift)[..., None] * colour("#ff9f80")

    sketch.stamp(picture, 0, waterline - 420, shade=shade)
    for at in LAMPS:
        glow(picture, at, waterline - 420 + base - 196, 130, colour("#ffb35e"), 0.55)
        glow(picture, at, waterline - 420 + base - 196, 34, colour("#ffe2a8"), 0.8)


def river(picture, waterline):
    water, near, waves = reflection(picture[:waterline], HEIGHT - waterline, 1.5, 150, 61, 420)
    water = blur(water, 0, 9)
    water = water * colour("#c4a3bc")
    paint(water, colour("#221c48"), (0.16 + 0.5 * near) * np.ones((1, WIDTH), np.float32))
    paint(water, colour("#ffb890"), (0.22 * smoothstep(0.25, 0.6, waves) * (1 - 0.7 * near)).astype(np.float32))
    picture[waterline:] = water
    for at in LAMPS:
        glow(picture, at, waterline + 150, 17, colour("#ffbe78"), 0.5, squash=4.5)


def bloom(picture):
    """Bright windows light the air around them."""
    small = picture[::4, ::4]
    bright = np.clip(small - 0.62, 0, 1) * (small[..., :1] - small[..., 2:] > 0.12)
    soft = blur(bright, 9, 9)
    for channel in range(3):
        halo = enlarge(soft[..., channel], WIDTH, HEIGHT)
        picture[..., channel] += (1 - picture[..., channel]) * np.clip(0.9 * halo, 0, 1)


def draw():
    clear = sky()
    walls = city()
    total = np.zeros_like(clear)
    for dx, dy in SAMPLES:
        layer = clear.copy()
        for wall in walls:
            wall.draw(layer, dx, dy)
        total += layer
    picture = total / len(SAMPLES)
    glow(picture, *spire(picture), 260, colour("#ffb070"), 0.28)
    bloom(picture)
    waterline = int(project([(0, -28, -1)])[0, 1])
    quay(picture, waterline)
    river(picture, waterline)
    return picture
