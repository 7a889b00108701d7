/// The loops of depth moves with AVX2. `Rendering/Parallax` holds the same in Swift, and says what they do.
#pragma once

#include <stdbool.h>
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

/// A plane of samples: `origin` is its first one, `pitch` samples lie between rows. At least eight more samples can be
/// read on every side of the `width` by `height`. All three are less than 32767.
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

/// What is nearest and farthest; low is above high where there is nothing.
struct kernels_range {
    float low, high;
};

/// Follows the tile's rays from nearness `near` to `far` in `steps` steps until they are below the surface.
void kernels_march(const struct kernels_surface *surface, const struct kernels_axis *x, const struct kernels_axis *y,
                   float near, float far, int steps, const struct kernels_tile *tile);

/// The same with sheets: they end where neighbours differ by more than `jump`, and are met where they come as close as
/// `close`; else the result is `missed`. A crossing is settled at once where it comes as close as `settled`, else by
/// `halvings`. Returns what was met.
struct kernels_range kernels_meet(const struct kernels_surface *sheet, const struct kernels_axis *x,
                                  const struct kernels_axis *y, float near, float far, int steps, float jump,
                                  float close, float settled, int halvings, float missed,
                                  const struct kernels_tile *tile);

/// Three quarters of `own` and one of `other`, or all of the other where one is negative.
void kernels_mix(const float *own, const float *other, int count, float *mixed);

/// Of numbers mixed in the same way, those a quarter of a step to either side of each. The ends count as what lies
/// beyond.
void kernels_widen(const float *own, const float *other, int count, float *wide);

/// Looks up how opaque a sheet is, eight by eight samples from `first` on, of which `beneath` says that they show
/// something of what is beneath nearer sheets. Its opacity becomes 0 where its nearness is negative, or less than the
/// ground's by more than `slack`, and its nearness anything. Where something is seen, `shown` is set; where nothing is
/// seen beneath, `beneath` is cleared. Without a plane the sheet is opaque. Reads and writes whole eights.
void kernels_look(const struct kernels_plane *opacity, const struct kernels_row *row, int first, int count,
                  const float *ground, float slack, float *nearness, int16_t *opacities, bool *shown, bool *beneath);

/// Makes opacity 0 where another sheet, of which anything is there, is nearer by more than `slack`; in blocks of eight
/// that both are shown in.
void kernels_hide(int16_t *opacity, const float *nearness, const bool *shown, const int16_t *other_opacity,
                  const float *other_nearness, const bool *other_shown, float slack, int blocks);

/// Lays `over` upon `samples` by `opacity` in 16384ths, in blocks of eight that are shown.
void kernels_lay(const int16_t *over, const int16_t *opacity, const bool *shown, int blocks, int16_t *samples);

/// Samples as bytes, with 0 at 128. Reads and writes as many as make the count a multiple of 32.
void kernels_round(const int16_t *samples, int count, uint8_t *bytes);

/// Samples by Catmull-Rom's cubic, in blocks of eight that are shown.
void kernels_cubic(const struct kernels_plane *plane, const struct kernels_row *row, const bool *shown, int blocks,
                   const float *nearness, int16_t *samples);

/// Samples by straight lines, of `one` plane and of another one that lies alike, whose first sample is given.
void kernels_linear(const struct kernels_plane *one, const int16_t *other_origin, const struct kernels_row *row,
                    const bool *shown, int blocks, const float *nearness, int16_t *samples,
                    int16_t *other_samples);
