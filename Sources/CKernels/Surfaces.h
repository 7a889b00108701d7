// How high surfaces are between their samples. Not for Swift.
#pragma once

#include "Rays.h"

/// The four samples of a surface around each of eight places, and where between them the place is.
struct corners {
    __m256 upper_left, upper_right, lower_left, lower_right, across, down;
};

/// Around places that are wherever they are. Pairs of neighbours are loaded one by one: gathering takes longer.
INLINE struct corners scattered_corners(const float *start, ptrdiff_t pitch, __m256i column, __m256i line) {
    int places[8];
    const __m256i lines = _mm256_mullo_epi32(line, _mm256_set1_epi32((int)pitch));
    _mm256_storeu_si256((__m256i *)places, _mm256_add_epi32(lines, column));
    __m128 quad[8];
    for (int lane = 0; lane < 8; lane++) {
        const float *upper = start + places[lane];
        quad[lane] = _mm_loadh_pi(_mm_castpd_ps(_mm_load_sd((const double *)upper)), (const __m64 *)(upper + pitch));
    }
    // Lanes 0 and 4 side by side and so forth, so that the transposition keeps their order.
    const __m256 a = _mm256_set_m128(quad[4], quad[0]), b = _mm256_set_m128(quad[5], quad[1]);
    const __m256 c = _mm256_set_m128(quad[6], quad[2]), d = _mm256_set_m128(quad[7], quad[3]);
    const __m256 ab_low = _mm256_unpacklo_ps(a, b), ab_high = _mm256_unpackhi_ps(a, b);
    const __m256 cd_low = _mm256_unpacklo_ps(c, d), cd_high = _mm256_unpackhi_ps(c, d);
    return (struct corners){
        .upper_left = _mm256_shuffle_ps(ab_low, cd_low, 0x44), .upper_right = _mm256_shuffle_ps(ab_low, cd_low, 0xEE),
        .lower_left = _mm256_shuffle_ps(ab_high, cd_high, 0x44),
        .lower_right = _mm256_shuffle_ps(ab_high, cd_high, 0xEE)};
}

INLINE struct corners corners_at(const struct kernels_surface *surface, __m256 x, __m256 y) {
    // One more than the places, so that cutting off is rounding down.
    const __m256 one = _mm256_set1_ps(1);
    x = limited(_mm256_add_ps(x, one), 0, surface->width + 1);
    y = limited(_mm256_add_ps(y, one), 0, surface->height + 1);
    const __m256i column = _mm256_cvttps_epi32(x), line = _mm256_cvttps_epi32(y);
    const float *start = surface->origin - surface->pitch - 1;
    struct corners corners;
    // Most lie side by side, so that a load has the eight corners of each kind.
    const __m256i left = _mm256_sub_epi32(column, _mm256_broadcastd_epi32(_mm256_castsi256_si128(column)));
    const __m256i down = _mm256_xor_si256(line, _mm256_broadcastd_epi32(_mm256_castsi256_si128(line)));
    const __m256i far = _mm256_or_si256(down, _mm256_andnot_si256(_mm256_set1_epi32(7), left));
    if (_mm256_testz_si256(far, far)) {
        const float *upper =
            start + _mm256_extract_epi32(line, 0) * surface->pitch + _mm256_extract_epi32(column, 0);
        const float *lower = upper + surface->pitch;
        corners.upper_left = _mm256_permutevar8x32_ps(_mm256_loadu_ps(upper), left);
        corners.upper_right = _mm256_permutevar8x32_ps(_mm256_loadu_ps(upper + 1), left);
        corners.lower_left = _mm256_permutevar8x32_ps(_mm256_loadu_ps(lower), left);
        corners.lower_right = _mm256_permutevar8x32_ps(_mm256_loadu_ps(lower + 1), left);
    } else {
        corners = scattered_corners(start, surface->pitch, column, line);
    }
    corners.across = _mm256_sub_ps(x, _mm256_cvtepi32_ps(column));
    corners.down = _mm256_sub_ps(y, _mm256_cvtepi32_ps(line));
    return corners;
}

/// Where places of one nearness lie, which are in a row, side by side, so that a few loads have all of the samples
/// around.
struct level {
    const float *upper;
    /// Of each place's left neighbours, from `upper` on.
    __m256i left;
    __m256 across, down;
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
        _mm256_sub_ps(x, _mm256_cvtepi32_ps(column)), _mm256_set1_ps(y - line)};
}

/// How far the last place is from the first; with a camera far off loads do not reach.
INLINE int reach_of(struct level level) { return _mm256_extract_epi32(level.left, 7); }

/// Has the samples at hand that the tile to the right begins with: tiles go through more rows than processors follow.
INLINE void fetch_ahead(const float *upper) { _mm_prefetch((const char *)(upper + 32), _MM_HINT_T0); }

/// Of eight and eight neighbours.
INLINE __m256 picked(__m256 low, __m256 high, __m256i index) {
    return _mm256_blendv_ps(_mm256_permutevar8x32_ps(low, index), _mm256_permutevar8x32_ps(high, index),
                            _mm256_castsi256_ps(_mm256_cmpgt_epi32(index, _mm256_set1_epi32(7))));
}

INLINE __m256 mixed(__m256 one, __m256 other, __m256 share) {
    return _mm256_fmadd_ps(_mm256_sub_ps(other, one), share, one);
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
    const int reach = reach_of(level);
    if (reach > 14) return height_at(surface, rays, _mm256_set1_ps(nearness));
    const float *upper = level.upper, *lower = upper + surface->pitch;
    fetch_ahead(upper);
    const __m256 first = mixed(_mm256_loadu_ps(upper), _mm256_loadu_ps(lower), level.down);
    if (reach < 8) {
        const __m256 second = mixed(_mm256_loadu_ps(upper + 1), _mm256_loadu_ps(lower + 1), level.down);
        return mixed(_mm256_permutevar8x32_ps(first, level.left), _mm256_permutevar8x32_ps(second, level.left),
                     level.across);
    }
    const __m256 rest = mixed(_mm256_loadu_ps(upper + 8), _mm256_loadu_ps(lower + 8), level.down);
    const __m256i right = _mm256_add_epi32(level.left, _mm256_set1_epi32(1));
    return mixed(picked(first, rest, level.left), picked(first, rest, right), level.across);
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
    const int reach = reach_of(level);
    if (reach > 14) return sheet_at(sheet, rays, _mm256_set1_ps(nearness), jump);
    const float *upper = level.upper, *lower = upper + sheet->pitch;
    fetch_ahead(upper);
    struct corners corners = {.across = level.across, .down = level.down};
    const __m256 upper_first = _mm256_loadu_ps(upper), lower_first = _mm256_loadu_ps(lower);
    if (reach < 8) {
        corners.upper_left = _mm256_permutevar8x32_ps(upper_first, level.left);
        corners.upper_right = _mm256_permutevar8x32_ps(_mm256_loadu_ps(upper + 1), level.left);
        corners.lower_left = _mm256_permutevar8x32_ps(lower_first, level.left);
        corners.lower_right = _mm256_permutevar8x32_ps(_mm256_loadu_ps(lower + 1), level.left);
    } else {
        const __m256i right = _mm256_add_epi32(level.left, _mm256_set1_epi32(1));
        const __m256 upper_rest = _mm256_loadu_ps(upper + 8), lower_rest = _mm256_loadu_ps(lower + 8);
        corners.upper_left = picked(upper_first, upper_rest, level.left);
        corners.upper_right = picked(upper_first, upper_rest, right);
        corners.lower_left = picked(lower_first, lower_rest, level.left);
        corners.lower_right = picked(lower_first, lower_rest, right);
    }
    return sheet_height(corners, jump);
}
