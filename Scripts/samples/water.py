"""Still water: a picture seen upside down through ripples that widen towards the viewer."""
import numpy as np

from .canvas import fractal, grid, mix, noise


def reflection(above, rows, stretch, sway, seed, cell=900):
    """Mirrors `above` at its lower edge into `rows` rows.

    `stretch` is how many rows of the scene one row of water shows, `sway` how far the ripples reach at the lower edge,
    in pixels. Returns the mirrored picture, the nearness 0…1 of each row and the ripples, about −1…1.
    """
    height, width = above.shape[:2]
    x, y = grid(width, rows)
    near = y / rows
    spread = 1 / (0.035 + near)
    line = np.log(0.035 + near)
    ripple = fractal(x * spread / cell, 26 * line, seed, 3)
    swell = noise(x * spread / (cell * 2.9), 9 * line, seed + 6)
    waves = (0.65 * ripple + 0.45 * swell).astype(np.float32)
    source = np.clip(height - 1 - y * stretch - sway * (0.04 + near) * (0.5 + 0.5 * waves), 0, height - 1.001)
    row = source.astype(np.int32)
    column = np.clip(x + 0.05 * sway * near * ripple, 0, width - 1).astype(np.int32)
    part = (source - row)[..., None].astype(np.float32)
    mirrored = mix(above[row, column], above[np.minimum(row + 1, height - 1), column], part)
    return mirrored, near, waves
