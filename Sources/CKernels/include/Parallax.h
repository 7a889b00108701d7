/// The loops of depth moves with AVX2. `Rendering/Parallax` holds the same in Swift, and says what they do.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Where samples come from along one axis: the place of sample i of nearness D is
/// start + step * i + D * (depth_start + depth_step * i); whole numbers are samples' middles.
struct kernels_axis {
    float start, step, depth_start, depth_step;
};

/// The same for a row, whose place y is y + y_depth * D.
struct kernels_row {
    struct kernels_axis x;
    float y, y_depth;
};

/// A plane of samples: `origin` is its first one, `pitch` samples lie between rows. At least eight more samples can be read
/// on every side of the `width` by `height`.
struct kernels_plane {
    const int16_t *origin;
    ptrdiff_t pitch;
    int width, height;
};

/// The same of nearness, with two more on every side, and 16 beyond the last of all.
struct kernels_surface {
    const float *origin;
    ptrdiff_t pitch;
    int width, height;
};

/// Columns and rows of a frame's samples, whose results begin at `nearness`, rows `pitch` apart; up to seven more are
/// written in each row.
struct kernels_tile {
    int column, columns, row, rows;
    float *nearness;
    ptrdiff_t pitch;
};

/// Follows the tile's rays from nearness `near` to `far` in `steps` steps until they are below the surface.
void kernels_march(const struct kernels_surface *surface, const struct kernels_axis *x, const struct kernels_axis *y,
                   float near, float far, int steps, const struct kernels_tile *tile);

/// The same with sheets: they end where neighbours differ by more than `jump`, and are met where they come as close as
/// `close`; else the result is `missed`. A crossing is settled at once where it comes as close as `settled`, else by
/// `halvings`.
void kernels_meet(const struct kernels_surface *sheet, const struct kernels_axis *x, const struct kernels_axis *y,
                  float near, float far, int steps, float jump, float close, float settled, int halvings,
                  float missed, const struct kernels_tile *tile);

/// Three quarters of `own` and one of `other`, or all of the other where one is negative.
void kernels_mix(const float *own, const float *other, int count, float *mixed);

/// Numbers a quarter of a step to either side of each of a row, mixed in the same way.
void kernels_widen(const float *row, int count, float *wide);

/// Lays `over` upon `samples` by `opacity` in 16384ths, where `nearness` is neither negative nor less than `front` by more
/// than `slack`; `front` becomes `nearness` there. Reads and writes whole eights.
void kernels_lay(const int16_t *over, const int16_t *opacity, const float *nearness, float slack, int count,
                 int16_t *samples, float *front);

/// 0 where nothing of a sheet is seen, as `kernels_lay` would have it; 2 where nothing of what is beneath is; else 1.
int kernels_cover(const int16_t *opacity, const float *nearness, const float *front, float slack, int count);

/// Samples as bytes, with 0 at 128. Reads and writes as many as make the count a multiple of 32.
void kernels_round(const int16_t *samples, int count, uint8_t *bytes);

/// Samples by Catmull-Rom's cubic. Reads `nearness` and writes `samples` from `first` on, up to seven more.
void kernels_cubic(const struct kernels_plane *plane, const struct kernels_row *row, int first, int count,
                   const float *nearness, int16_t *samples);

/// Samples by straight lines.
void kernels_linear(const struct kernels_plane *plane, const struct kernels_row *row, int first, int count,
                    const float *nearness, int16_t *samples);
