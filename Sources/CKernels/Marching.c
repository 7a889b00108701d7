#include "Parallax.h"

#if defined(__x86_64__)
#include "Surfaces.h"

/// Where the line between a point above the surface and one below it meets it.
INLINE __m256 met(__m256 before, __m256 above, __m256 after, __m256 below) {
    const __m256 share = _mm256_div_ps(above, _mm256_sub_ps(above, below));
    return _mm256_fmadd_ps(_mm256_sub_ps(after, before), share, before);
}

INLINE __m256 is_negative(__m256 value) { return _mm256_cmp_ps(value, _mm256_setzero_ps(), _CMP_LT_OQ); }

AVX2 static __m256 march(const struct kernels_surface *surface, struct rays rays, float near, float far, int steps) {
    const float stride = (near - far) / steps;
    float place = near;
    __m256 above = _mm256_sub_ps(height_level(surface, rays, near), _mm256_set1_ps(near));
    // Lanes whose ray is still above the surface.
    __m256 open = is_negative(above);
    __m256 result = _mm256_set1_ps(near);
    // Of those that crossed it: where they were above it last, by how much, and how far below it a step later.
    __m256 before = result, last_above = above, below = _mm256_setzero_ps();
    for (int step = 1; step <= steps && _mm256_movemask_ps(open); step++) {
        const float next = near - stride * step;
        const __m256 rest = _mm256_sub_ps(height_level(surface, rays, next), _mm256_set1_ps(next));
        const __m256 is_above = _mm256_and_ps(open, is_negative(rest));
        const __m256 crosses = _mm256_andnot_ps(is_above, open);
        if (_mm256_movemask_ps(crosses)) {
            before = _mm256_blendv_ps(before, _mm256_set1_ps(place), crosses);
            result = _mm256_blendv_ps(result, _mm256_set1_ps(next), crosses);
            last_above = _mm256_blendv_ps(last_above, above, crosses);
            below = _mm256_blendv_ps(below, rest, crosses);
        }
        place = next;
        above = rest;
        open = is_above;
    }
    result = _mm256_blendv_ps(result, _mm256_set1_ps(place), open);
    const __m256 crosses = _mm256_cmp_ps(below, _mm256_setzero_ps(), _CMP_GT_OQ);
    if (!_mm256_movemask_ps(crosses)) return result;
    const __m256 guess = met(before, last_above, result, below);
    const __m256 rest = _mm256_sub_ps(height_at(surface, rays, guess), guess);
    const __m256 is_above = is_negative(rest);
    const __m256 next_before = _mm256_blendv_ps(before, guess, is_above);
    const __m256 next_above = _mm256_blendv_ps(last_above, rest, is_above);
    const __m256 next_after = _mm256_blendv_ps(guess, result, is_above);
    const __m256 next_below = _mm256_blendv_ps(rest, below, is_above);
    const __m256 spans = _mm256_cmp_ps(next_above, next_below, _CMP_LT_OQ);
    return _mm256_blendv_ps(
        result, _mm256_blendv_ps(guess, met(next_before, next_above, next_after, next_below), spans), crosses);
}

/// In one step: the surface is so even that its own height is close already.
INLINE __m256 step_once(const struct kernels_surface *surface, struct rays rays, float nearness) {
    const __m256 first = _mm256_set1_ps(nearness), second = height_level(surface, rays, nearness);
    const __m256 change = _mm256_sub_ps(second, first);
    const __m256 rest = _mm256_sub_ps(height_at(surface, rays, second), second);
    // Both rests' line; were it level, the second place would be as good as any.
    const __m256 slope = _mm256_sub_ps(change, rest);
    const __m256 further = _mm256_div_ps(_mm256_mul_ps(change, rest), slope);
    const __m256 sign = _mm256_set1_ps(-0.0f);
    const __m256 is_steady =
        _mm256_cmp_ps(_mm256_andnot_ps(sign, further), _mm256_andnot_ps(sign, change), _CMP_LE_OQ);
    return _mm256_add_ps(second, _mm256_and_ps(further, is_steady));
}

static inline struct kernels_row row_of(const struct kernels_axis *x, const struct kernels_axis *y, int row) {
    return (struct kernels_row){*x, y->start + y->step * row, y->depth_start + y->depth_step * row};
}

AVX2 void kernels_march(const struct kernels_surface *surface, const struct kernels_axis *x,
                        const struct kernels_axis *y, float near, float far, int steps,
                        const struct kernels_tile *tile) {
    for (int line = 0; line < tile->rows; line++) {
        const struct kernels_row row = row_of(x, y, tile->row + line);
        for (int sample = 0; sample < tile->columns; sample += 8) {
            const struct rays rays = rays_of(&row, indices(tile->column + sample));
            _mm256_storeu_ps(tile->nearness + line * tile->pitch + sample,
                             steps == 1 ? step_once(surface, rays, (near + far) * 0.5f)
                                        : march(surface, rays, near, far, steps));
        }
    }
}

/// What a march through sheets is told.
struct rules {
    float jump, close, settled, missed;
    int halvings;
};

/// How close a nearness between these two comes to the sheet; `result` is that nearness.
AVX2 static __m256 settle(const struct kernels_surface *sheet, struct rays rays, __m256 before, __m256 above,
                          __m256 after, __m256 below, __m256 crosses, const struct rules *rules, __m256 *result) {
    const __m256 sign = _mm256_set1_ps(-0.0f);
    const __m256 guess = met(before, above, after, below);
    const __m256 guessed = _mm256_andnot_ps(sign, _mm256_sub_ps(sheet_at(sheet, rays, guess, rules->jump), guess));
    const __m256 is_settled = _mm256_cmp_ps(guessed, _mm256_set1_ps(rules->settled), _CMP_LT_OQ);
    *result = guess;
    if (!_mm256_movemask_ps(_mm256_andnot_ps(is_settled, crosses))) return guessed;
    for (int halving = 0; halving < rules->halvings; halving++) {
        const __m256 middle = _mm256_mul_ps(_mm256_add_ps(before, after), _mm256_set1_ps(0.5f));
        const __m256 rest = _mm256_sub_ps(sheet_at(sheet, rays, middle, rules->jump), middle);
        const __m256 is_above = is_negative(rest);
        before = _mm256_blendv_ps(before, middle, is_above);
        above = _mm256_blendv_ps(above, rest, is_above);
        after = _mm256_blendv_ps(middle, after, is_above);
        below = _mm256_blendv_ps(rest, below, is_above);
    }
    const __m256 last = met(before, above, after, below);
    const __m256 rest = _mm256_andnot_ps(sign, _mm256_sub_ps(sheet_at(sheet, rays, last, rules->jump), last));
    *result = _mm256_blendv_ps(last, guess, is_settled);
    return _mm256_blendv_ps(rest, guessed, is_settled);
}

AVX2 static __m256 meet(const struct kernels_surface *sheet, struct rays rays, float near, float far, int steps,
                        const struct rules *rules) {
    const float stride = (near - far) / steps;
    __m256 before = _mm256_set1_ps(near);
    __m256 above = _mm256_sub_ps(sheet_level(sheet, rays, near, rules->jump), before);
    __m256 open = is_negative(above);
    __m256 result = _mm256_blendv_ps(before, _mm256_set1_ps(rules->missed), open);
    for (int step = 1; step <= steps && _mm256_movemask_ps(open); step++) {
        const float place = near - stride * step;
        const __m256 after = _mm256_set1_ps(place);
        const __m256 below =
            _mm256_sub_ps(sheet_level(sheet, rays, place, rules->jump), after);
        const __m256 crosses = _mm256_and_ps(open, _mm256_andnot_ps(is_negative(below), is_negative(above)));
        if (_mm256_movemask_ps(crosses)) {
            __m256 nearness;
            const __m256 rest = settle(sheet, rays, before, above, after, below, crosses, rules, &nearness);
            // At a sheet's edge the surface jumps instead of meeting the ray.
            const __m256 is_met =
                _mm256_and_ps(crosses, _mm256_cmp_ps(rest, _mm256_set1_ps(rules->close), _CMP_LT_OQ));
            result = _mm256_blendv_ps(result, nearness, is_met);
            open = _mm256_andnot_ps(is_met, open);
        }
        before = after;
        above = below;
    }
    return result;
}

AVX2 struct kernels_range kernels_meet(const struct kernels_surface *sheet, const struct kernels_axis *x,
                                       const struct kernels_axis *y, float near, float far, int steps, float jump,
                                       float close, float settled, int halvings, float missed,
                                       const struct kernels_tile *tile) {
    const struct rules rules = {jump, close, settled, missed, halvings};
    __m256 low = _mm256_set1_ps(INFINITY), high = _mm256_set1_ps(-INFINITY);
    for (int line = 0; line < tile->rows; line++) {
        const struct kernels_row row = row_of(x, y, tile->row + line);
        for (int sample = 0; sample < tile->columns; sample += 8) {
            const __m256 nearness = meet(sheet, rays_of(&row, indices(tile->column + sample)), near, far, steps, &rules);
            const __m256 is_met = _mm256_cmp_ps(nearness, _mm256_setzero_ps(), _CMP_GE_OQ);
            low = _mm256_min_ps(low, _mm256_blendv_ps(low, nearness, is_met));
            high = _mm256_max_ps(high, _mm256_blendv_ps(high, nearness, is_met));
            _mm256_storeu_ps(tile->nearness + line * tile->pitch + sample, nearness);
        }
    }
    const __m256 turned = _mm256_xor_ps(low, _mm256_set1_ps(-0.0f));
    return (struct kernels_range){-_mm256_cvtss_f32(largest(turned)), _mm256_cvtss_f32(largest(high))};
}

#else

// As in Parallax.c.
void kernels_march(const struct kernels_surface *surface, const struct kernels_axis *x, const struct kernels_axis *y,
                   float near, float far, int steps, const struct kernels_tile *tile) {}
struct kernels_range kernels_meet(const struct kernels_surface *sheet, const struct kernels_axis *x,
                                  const struct kernels_axis *y, float near, float far, int steps, float jump,
                                  float close, float settled, int halvings, float missed,
                                  const struct kernels_tile *tile) {
    return (struct kernels_range){0, 0};
}

#endif
