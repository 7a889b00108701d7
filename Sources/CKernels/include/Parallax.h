/// The loops of depth moves with AVX2. `Rendering/Parallax` holds the same in Swift, and says what they do.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Where a row's samples come from: place x of sample i of nearness D is
/// x + x_step * i + D * (x_depth + x_depth_step * i), place y is y + y_depth * D; whole numbers are samples' middles.
struct kernels_row {
    float x, x_step, x_depth, x_depth_step, y, y_depth;
};

/// A plane of samples: `origin` is its first one, `pitch` samples lie between rows. At least four more samples can be read
/// on every side of the `width` by `height`.
struct kernels_plane {
    const int16_t *origin;
    ptrdiff_t pitch;
    int width, height;
};

/// The same of nearness, with two more on every side.
struct kernels_surface {
    const float *origin;
    ptrdiff_t pitch;
    int width, height;
};

/// Follows the rays of samples `first`... `first + count - 1` from nearness `near` to `far` in `steps` steps, into
/// `nearness[first]`... Writes up to seven more.
void kernels_march(const struct kernels_surface *surface, const struct kernels_row *row, int first, int count,
                   float near, float far, int steps, float *nearness);

/// Numbers between those of a row, twice as many; each of the row is three quarters of `own` and one of `other`.
void kernels_widen(const float *own, const float *other, int count, float *row, float *wide);

/// Samples as bytes, with 0 at 128.
void kernels_round(const int16_t *samples, int count, uint8_t *bytes);

/// Samples by a cubic, whose weights for 256 phases are given four by four, in 16384ths. Reads `nearness` and writes
/// `samples` from `first` on, up to seven more.
void kernels_cubic(const struct kernels_plane *plane, const struct kernels_row *row, int first, int count,
                   const float *nearness, const int16_t *weights, int16_t *samples);

/// Samples by straight lines.
void kernels_linear(const struct kernels_plane *plane, const struct kernels_row *row, int first, int count,
                    const float *nearness, int16_t *samples);
