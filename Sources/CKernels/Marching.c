#include "Parallax.h"

#if defined(__x86_64__)
#include "Rays.h"

/// The four samples of a surface around each of eight places, and where between them the place is.
struct corners {
    __m256 upper_left, upper_right, lower_left, lower_right, across, down;
};

/// Around places that are wherever they are. Pairs of neighbours are loaded one by one: gathering takes longer.
INLINE struct corners corners_at(const struct kernels_surface *surface, __m256 x, __m256 y) {
    // One more than the places, so that cutting off is rounding down.
    const __m256 one = _mm256_set1_ps(1);
    x = limited(_mm256_add_ps(x, one), 0, surface->width + 1);
    y = limited(_mm256_add_ps(y, one), 0, surface->height + 1);
    const __m256i column = _mm256_cvttps_epi32(x), line = _mm256_cvttps_epi32(y);
    const float *start = surface->origin - surface->pitch - 1;
    int places[8];
    const __m256i pitch = _mm256_set1_epi32((int)surface->pitch);
    _mm256_storeu_si256((__m256i *)places, _mm256_add_epi32(_mm256_mullo_epi32(line, pitch), column));
    __m128 quad[8];
    for (int lane = 0; lane < 8; lane++) {
        const float *upper = start + places[lane];
        quad[lane] = _mm_loadh_pi(_mm_castpd_ps(_mm_load_sd((const double *)upper)),
                                  (const __m64 *)(upper + surface->pitch));
    }
    // Lanes 0 and 4 side by side and so forth, so that the transposition keeps their order.
    const __m256 a = _mm256_set_m128(quad[4], quad[0]), b = _mm256_set_m128(quad[5], quad[1]);
    const __m256 c = _mm256_set_m128(quad[6], quad[2]), d = _mm256_set_m128(quad[7], quad[3]);
    const __m256 ab_low = _mm256_unpacklo_ps(a, b), ab_high = _mm256_unpackhi_ps(a, b);
    const __m256 cd_low = _mm256_unpacklo_ps(c, d), cd_high = _mm256_unpackhi_ps(c, d);
    return (struct corners){_mm256_shuffle_ps(ab_low, cd_low, 0x44),   _mm256_shuffle_ps(ab_low, cd_low, 0xEE),
                            _mm256_shuffle_ps(ab_high, cd_high, 0x44), _mm256_shuffle_ps(ab_high, cd_high, 0xEE),
                            _mm256_sub_ps(x, _mm256_cvtepi32_ps(column)), _mm256_sub_ps(y, _mm256_cvtepi32_ps(line))};
}

/// Where places of one nearness lie, which are in a row, side by side, so that a few loads have all of the samples around.
struct level {
    const float *upper;
    __m256i left, right;
    __m256 across;
    float down;
};

INLINE struct level level_of(const struct kernels_surface *surface, struct rays rays, float nearness) {
    const __m256 x = limited(
        _mm256_add_ps(place_x(rays, _mm256_set1_ps(nearness)), _mm256_set1_ps(1)), 0, surface->width + 1);
    const float bottom = surface->height + 1, place = rays.y + nearness * rays.y_depth + 1;
    const float y = place < 0 ? 0 : place < bottom ? place : bottom;
    const __m256i column = _mm256_cvttps_epi32(x);
    const int line = (int)y;
    const __m256i left = _mm256_sub_epi32(column, _mm256_broadcastd_epi32(_mm256_castsi256_si128(column)));
    return (struct level){
        surface->origin + (line - 1) * surface->pitch + _mm256_extract_epi32(column, 0) - 1, left,
        _mm256_add_epi32(left, _mm256_set1_epi32(1)), _mm256_sub_ps(x, _mm256_cvtepi32_ps(column)), y - line};
}

/// Whether two loads have the samples of all places; for a camera far off they do not.
INLINE bool is_near(struct level level) { return _mm256_extract_epi32(level.right, 7) < 16; }

/// Has the samples at hand that the tile to the right begins with: tiles go through more rows than processors follow.
INLINE void fetch_ahead(const float *upper) { _mm_prefetch((const char *)(upper + 32), _MM_HINT_T0); }

INLINE __m256 picked(__m256 low, __m256 high, __m256i index) {
    return _mm256_blendv_ps(_mm256_permutevar8x32_ps(low, index), _mm256_permutevar8x32_ps(high, index),
                            _mm256_castsi256_ps(_mm256_cmpgt_epi32(index, _mm256_set1_epi32(7))));
}

INLINE __m256 mixed(__m256 one, __m256 other, __m256 share) {
    return _mm256_add_ps(one, _mm256_mul_ps(_mm256_sub_ps(other, one), share));
}

INLINE __m256 between(struct corners corners) {
    return mixed(mixed(corners.upper_left, corners.upper_right, corners.across),
                 mixed(corners.lower_left, corners.lower_right, corners.across), corners.down);
}

/// By straight lines, at places that are wherever they are.
INLINE __m256 height_at(const struct kernels_surface *surface, struct rays rays, __m256 nearness) {
    return between(corners_at(surface, place_x(rays, nearness), place_y(rays, nearness)));
}

/// The same at places of one nearness.
INLINE __m256 height_level(const struct kernels_surface *surface, struct rays rays, float nearness) {
    const struct level level = level_of(surface, rays, nearness);
    if (!is_near(level)) return height_at(surface, rays, _mm256_set1_ps(nearness));
    const float *upper = level.upper, *lower = upper + surface->pitch;
    fetch_ahead(upper);
    const __m256 down = _mm256_set1_ps(level.down);
    const __m256 low = mixed(_mm256_loadu_ps(upper), _mm256_loadu_ps(lower), down);
    const __m256 high = mixed(_mm256_loadu_ps(upper + 8), _mm256_loadu_ps(lower + 8), down);
    return mixed(picked(low, high, level.left), picked(low, high, level.right), level.across);
}

/// As of a sheet: by straight lines too, but that of the nearest corner where they differ by more than `jump`.
INLINE __m256 sheet_height(struct corners corners, float jump) {
    const __m256 most = _mm256_max_ps(_mm256_max_ps(corners.upper_left, corners.upper_right),
                                      _mm256_max_ps(corners.lower_left, corners.lower_right));
    const __m256 least = _mm256_min_ps(_mm256_min_ps(corners.upper_left, corners.upper_right),
                                       _mm256_min_ps(corners.lower_left, corners.lower_right));
    const __m256 smooth = between(corners);
    const __m256 jumps = _mm256_cmp_ps(_mm256_sub_ps(most, least), _mm256_set1_ps(jump), _CMP_GT_OQ);
    if (_mm256_testz_ps(jumps, jumps)) return smooth;
    const __m256 half = _mm256_set1_ps(0.5f);
    const __m256 is_left = _mm256_cmp_ps(corners.across, half, _CMP_LT_OQ);
    const __m256 is_upper = _mm256_cmp_ps(corners.down, half, _CMP_LT_OQ);
    const __m256 upper = _mm256_blendv_ps(corners.upper_right, corners.upper_left, is_left);
    const __m256 lower = _mm256_blendv_ps(corners.lower_right, corners.lower_left, is_left);
    return _mm256_blendv_ps(smooth, _mm256_blendv_ps(lower, upper, is_upper), jumps);
}

INLINE __m256 sheet_at(const struct kernels_surface *sheet, struct rays rays, __m256 nearness, float jump) {
    return sheet_height(corners_at(sheet, place_x(rays, nearness), place_y(rays, nearness)), jump);
}

INLINE __m256 sheet_level(const struct kernels_surface *sheet, struct rays rays, float nearness, float jump) {
    const struct level level = level_of(sheet, rays, nearness);
    if (!is_near(level)) return sheet_at(sheet, rays, _mm256_set1_ps(nearness), jump);
    const float *upper = level.upper, *lower = upper + sheet->pitch;
    fetch_ahead(upper);
    const __m256 upper_low = _mm256_loadu_ps(upper), upper_high = _mm256_loadu_ps(upper + 8);
    const __m256 lower_low = _mm256_loadu_ps(lower), lower_high = _mm256_loadu_ps(lower + 8);
    return sheet_height(
        (struct corners){picked(upper_low, upper_high, level.left), picked(upper_low, upper_high, level.right),
                         picked(lower_low, lower_high, level.left), picked(lower_low, lower_high, level.right),
                         level.across, _mm256_set1_ps(level.down)},
        jump);
}

/// Where the line between a point above the surface and one below it meets it.
INLINE __m256 met(__m256 before, __m256 above, __m256 after, __m256 below) {
    const __m256 share = _mm256_div_ps(_mm256_mul_ps(_mm256_sub_ps(after, before), above), _mm256_sub_ps(above, below));
    return _mm256_add_ps(before, share);
}

INLINE __m256 is_negative(__m256 value) { return _mm256_cmp_ps(value, _mm256_setzero_ps(), _CMP_LT_OQ); }

AVX2 static __m256 march(const struct kernels_surface *surface, struct rays rays, float near, float far, int steps) {
    const float stride = (near - far) / steps;
    __m256 before = _mm256_set1_ps(near);
    __m256 above = _mm256_sub_ps(height_level(surface, rays, near), before);
    __m256 after = before, below = above;
    // Lanes whose ray is still above the surface.
    __m256 open = is_negative(above);
    const __m256 began_above = open;
    for (int step = 1; step <= steps && _mm256_movemask_ps(open); step++) {
        const float place = near - stride * step;
        const __m256 next = _mm256_set1_ps(place);
        const __m256 rest = _mm256_sub_ps(height_level(surface, rays, place), next);
        const __m256 is_above = _mm256_and_ps(open, is_negative(rest));
        after = _mm256_blendv_ps(after, next, open);
        below = _mm256_blendv_ps(below, rest, open);
        before = _mm256_blendv_ps(before, next, is_above);
        above = _mm256_blendv_ps(above, rest, is_above);
        open = is_above;
    }
    const __m256 crosses = _mm256_and_ps(began_above, _mm256_cmp_ps(below, _mm256_setzero_ps(), _CMP_GT_OQ));
    if (!_mm256_movemask_ps(crosses)) return after;
    const __m256 guess = met(before, above, after, below);
    const __m256 rest = _mm256_sub_ps(height_at(surface, rays, guess), guess);
    const __m256 is_above = is_negative(rest);
    const __m256 next_before = _mm256_blendv_ps(before, guess, is_above);
    const __m256 next_above = _mm256_blendv_ps(above, rest, is_above);
    const __m256 next_after = _mm256_blendv_ps(guess, after, is_above);
    const __m256 next_below = _mm256_blendv_ps(rest, below, is_above);
    const __m256 spans = _mm256_cmp_ps(next_above, next_below, _CMP_LT_OQ);
    return _mm256_blendv_ps(
        after, _mm256_blendv_ps(guess, met(next_before, next_above, next_after, next_below), spans), crosses);
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

AVX2 void kernels_march(const struct kernels_surface *surface, const struct kernels_axis *x, const struct kernels_axis *y,
                        float near, float far, int steps, const struct kernels_tile *tile) {
    for (int line = 0; line < tile->rows; line++) {
        const struct kernels_row row = row_of(x, y, tile->row + line);
        for (int sample = 0; sample < tile->columns; sample += 8) {
            const struct rays rays = rays_of(&row, tile->column + sample);
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
           const __m256 nearness = meet(sheet, rays_of(&row, tile->column + sample), near, far, steps, &rules);
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
