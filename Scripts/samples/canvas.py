"""Tools the scenes share: colours, noise, coverage masks, painting, sketches and saving.

Pictures are float32 arrays (height, width, 3), sRGB values 0…1, blended as a printer lays inks. Every edge is either an
exact area coverage or drawn four times too large and reduced. All randomness comes from the seeds in the calls.
"""
import numpy as np
from PIL import Image, ImageDraw

OVERSAMPLING = 4


def colour(text):
    """`#rrggbb` as three float32 values 0…1."""
    return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)], np.float32) / 255


def mix(a, b, t):
    return a + (b - a) * t


def smoothstep(low, high, x):
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def ramp(t, stops, softness=0.03):
    """Colours along a list of (position, '#rrggbb'), rounded off at the stops so that no edge shows there."""
    fine = np.linspace(-0.5, 1.5, 8192)
    positions = [p for p, _ in stops]
    colours = np.array([colour(c) for _, c in stops])
    radius = max(1, int(softness * 4096))
    kernel = np.hanning(2 * radius + 1)
    kernel /= kernel.sum()
    table = np.stack(
        [np.convolve(np.pad(np.interp(fine, positions, c), radius, "edge"), kernel, "valid") for c in colours.T], -1
    ).astype(np.float32)
    index = np.clip((np.asarray(t) + 0.5) * 4095.5, 0, 8191).astype(np.int32)
    return table[index]


def noise(u, v, seed):
    """Smooth value noise −1…1 over a wrapping 256×256 lattice, at any coordinates."""
    lattice = np.random.default_rng(seed).uniform(-1, 1, (256, 256)).astype(np.float32)
    u, v = np.broadcast_arrays(np.asarray(u, np.float32), np.asarray(v, np.float32))
    left, top = np.floor(u), np.floor(v)
    fu, fv = u - left, v - top
    fu = fu * fu * fu * (fu * (fu * 6 - 15) + 10)
    fv = fv * fv * fv * (fv * (fv * 6 - 15) + 10)
    column, row = left.astype(np.int32) & 255, top.astype(np.int32) & 255
    right, bottom = (column + 1) & 255, (row + 1) & 255
    above = mix(lattice[row, column], lattice[row, right], fu)
    below = mix(lattice[bottom, column], lattice[bottom, right], fu)
    return mix(above, below, fv)


def fractal(u, v, seed, octaves, gain=0.5):
    """Octaves of `noise`, each twice as fine; about −1…1."""
    total, size, reach = 0, 1.0, 0.0
    for octave in range(octaves):
        total = total + size * noise(u * 2**octave, v * 2**octave, seed + octave)
        reach += size
        size *= gain
    return total / reach


def grid(width, height, top=0):
    """Pixel centres as a row of x and a column of y."""
    x = np.arange(width, dtype=np.float32)[None, :] + 0.5
    y = np.arange(top, top + height, dtype=np.float32)[:, None] + 0.5
    return x, y


def fine_columns(width):
    """Where a ridge is sampled: `OVERSAMPLING` points a pixel."""
    return (np.arange(width * OVERSAMPLING, dtype=np.float32) + 0.5) / OVERSAMPLING


def below(ridge, top, bottom):
    """How much of each pixel in rows top…bottom lies below a ridge given at `fine_columns`."""
    width = len(ridge) // OVERSAMPLING
    y = np.arange(top, bottom, dtype=np.float32)[:, None]
    cover = np.zeros((bottom - top, width), np.float32)
    for step in range(OVERSAMPLING):
        cover += np.clip(y + 1 - ridge[None, step::OVERSAMPLING], 0, 1)
    return cover / OVERSAMPLING


def paint(picture, ink, cover, top=0, left=0):
    """Lays ink (a colour or a picture of the cover's size) over part of the picture; cover 0…1."""
    height, width = cover.shape
    y0, y1 = max(top, 0), min(top + height, picture.shape[0])
    x0, x1 = max(left, 0), min(left + width, picture.shape[1])
    if y0 >= y1 or x0 >= x1:
        return
    inside = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
    if getattr(ink, "ndim", 1) == 3:
        ink = np.broadcast_to(ink, (height, width, 3))[inside]
    part = picture[y0:y1, x0:x1]
    part += (ink - part) * cover[inside][..., None]


def glow(picture, x, y, radius, ink, strength, squash=1.0):
    """Adds light around a point as a screen print would: brighter, never beyond white. `squash` < 1 flattens it."""
    height, width = picture.shape[:2]
    reach = radius * 3.2
    x0, x1 = int(max(0, x - reach)), int(min(width, x + reach + 1))
    y0, y1 = int(max(0, y - reach * squash)), int(min(height, y + reach * squash + 1))
    if x0 >= x1 or y0 >= y1:
        return
    px, py = np.arange(x0, x1) + 0.5 - x, (np.arange(y0, y1) + 0.5 - y) / squash
    distance = (px[None, :] ** 2 + py[:, None] ** 2) / radius**2
    falloff = (np.exp(-distance) * np.clip(1 - distance / 3.2**2, 0, 1) * strength).astype(np.float32)
    part = picture[y0:y1, x0:x1]
    part += (1 - part) * ink * falloff[..., None]


def blur(picture, radius_x, radius_y):
    """Three box blurs along each axis: close to a Gaussian. Works on planes and pictures; radii in pixels."""
    for axis, radius in ((1, radius_x), (0, radius_y)):
        if radius < 1:
            continue
        size = 2 * int(radius) + 1
        for _ in range(3):
            widths = [(0, 0)] * picture.ndim
            widths[axis] = (int(radius) + 1, int(radius))
            total = np.cumsum(np.pad(picture, widths, "edge"), axis=axis, dtype=np.float64)
            ahead = np.take(total, range(size, total.shape[axis]), axis=axis)
            behind = np.take(total, range(0, total.shape[axis] - size), axis=axis)
            picture = ((ahead - behind) / size).astype(np.float32)
    return picture


def enlarge(plane, width, height):
    """A small float plane scaled up bicubically."""
    return np.asarray(Image.fromarray(plane.astype(np.float32), "F").resize((width, height), Image.BICUBIC))


class Sketch:
    """Flat shapes drawn `OVERSAMPLING` times too large on nothing, then stamped with clean edges.

    Coordinates are in pixels of the sketch. Untouched pixels stay black, so the reduced colours are premultiplied.
    """

    def __init__(self, width, height):
        self.width, self.height = int(np.ceil(width)), int(np.ceil(height))
        size = (self.width * OVERSAMPLING, self.height * OVERSAMPLING)
        self.inks, self.cover = Image.new("RGB", size), Image.new("L", size)
        self.pens = ImageDraw.Draw(self.inks), ImageDraw.Draw(self.cover)

    def draw(self, kind, points, ink, **options):
        points = [(float(x) * OVERSAMPLING, float(y) * OVERSAMPLING) for x, y in points]
        if "width" in options:
            options["width"] = max(1, round(options["width"] * OVERSAMPLING))
        for pen, fill in zip(self.pens, (to_bytes(ink), 255)):
            getattr(pen, kind)(points, fill=fill, **options)

    def polygon(self, points, ink):
        self.draw("polygon", points, ink)

    def box(self, x0, y0, x1, y1, ink):
        edge = 1 / OVERSAMPLING
        if x1 - x0 >= edge and y1 - y0 >= edge:
            self.draw("rectangle", [(x0, y0), (x1 - edge, y1 - edge)], ink)

    def disc(self, x, y, radius_x, ink, radius_y=None):
        radius_y = radius_y or radius_x
        self.draw("ellipse", [(x - radius_x, y - radius_y), (x + radius_x, y + radius_y)], ink)

    def line(self, points, width, ink):
        self.draw("line", points, ink, width=width, joint="curve")

    def layers(self):
        """Premultiplied colours and coverage at picture size."""
        inks = np.asarray(self.inks.reduce(OVERSAMPLING), np.float32) / 255
        return inks, np.asarray(self.cover.reduce(OVERSAMPLING), np.float32) / 255

    def stamp(self, picture, left, top, opacity=1.0, shade=None):
        """Composites onto the picture; `shade(inks, cover)` may alter the premultiplied colours first."""
        inks, cover = self.layers()
        if shade:
            inks = shade(inks, cover)
        x0, y0 = max(left, 0), max(top, 0)
        x1, y1 = min(left + self.width, picture.shape[1]), min(top + self.height, picture.shape[0])
        if x0 >= x1 or y0 >= y1:
            return
        inside = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
        part = picture[y0:y1, x0:x1]
        part *= 1 - opacity * cover[inside][..., None]
        part += opacity * inks[inside]


def to_bytes(ink):
    return tuple(int(round(float(c) * 255)) for c in np.clip(ink, 0, 1))


def quantise(picture, seed=1, dither=0.5):
    """8-bit pixels; a little noise (± dither steps) hides the steps of slow gradients."""
    pixels = picture * 255 + 0.5
    if dither:
        pixels += np.random.default_rng(seed).uniform(-dither, dither, picture.shape[:2] + (1,)).astype(np.float32)
    return np.clip(pixels, 0, 255).astype(np.uint8)
