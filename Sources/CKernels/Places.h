// Where in a plane the samples of a frame lie, and how those around them are loaded. Not for Swift.
#pragma once

#include "Rays.h"

/// Places in a plane are told in so many parts of a sample.
static const float parts = 256;

/// What the places of a row's samples are found by, in numbers that the loops have at hand. Places are in parts.
struct sampler {
    struct kernels_row row;
    float right, bottom;
    /// What makes a whole place, x in the lower half and y in the upper one, a number of samples.
    __m256i lines;
    ptrdiff_t pitch;
};

INLINE struct sampler sampler_of(const struct kernels_plane *plane, const struct kernels_row *row) {
    const struct kernels_axis x = {row->x.start * parts, row->x.step * parts, row->x.depth_start * parts,
                                   row->x.depth_step * parts};
    return (struct sampler){{x, row->y * parts, row->y_depth * parts}, plane->width * parts, plane->height * parts,
                            _mm256_set1_epi32((int)(plane->pitch << 16 | 1)), plane->pitch};
}

/// Where eight samples of a frame lie in a plane: whole samples, x in the lower half of each number and y in the upper
/// one; and parts beyond them, of x in the lower quarters, of y in the upper ones.
struct places {
    __m256i whole, phases;
};

/// No more than a sample beyond the plane.
INLINE __m256i fixed(__m256 place, float end) { return _mm256_cvtps_epi32(limited(place, -parts, end)); }

INLINE struct places places_of(const struct sampler *sampler, __m256 i, __m256 nearness) {
    const struct rays rays = rays_of(&sampler->row, i);
    const __m256i x = fixed(place_x(rays, nearness), sampler->right);
    const __m256i y = fixed(place_y(rays, nearness), sampler->bottom);
    const __m256i mask = _mm256_set1_epi32(255);
    return (struct places){_mm256_blend_epi16(_mm256_srli_epi32(x, 8), _mm256_slli_epi32(y, 8), 0xAA),
                           _mm256_packs_epi32(_mm256_and_si256(x, mask), _mm256_and_si256(y, mask))};
}

/// How the samples around places are loaded.
struct picking {
    enum { level, uneven, scattered } kind;
    /// From a plane's origin: the first sample of the lower four places' upper line, and of the higher four's.
    ptrdiff_t low, high;
    /// Which bytes of a load are the first two samples of each place, and the next two.
    __m256i left, right;
    /// Of uneven places: which are a line further down.
    __m256i is_lower;
    /// Of scattered ones: each one's sample.
    __m256i each;
};

/// The leftmost and uppermost of four places, four times.
INLINE __m256i corner(__m256i whole) {
    const __m256i pairs = _mm256_min_epi16(whole, _mm256_shuffle_epi32(whole, _MM_SHUFFLE(2, 3, 0, 1)));
    return _mm256_min_epi16(pairs, _mm256_shuffle_epi32(pairs, _MM_SHUFFLE(1, 0, 3, 2)));
}

/// Whether any number is above a limit; both without a sign.
INLINE bool exceed(__m256i numbers, int limit) {
    const __m256i beyond = _mm256_subs_epu16(numbers, _mm256_set1_epi32(limit));
    return !_mm256_testz_si256(beyond, beyond);
}

/// Places that lie side by side, as nearly all do, take a load of each row for four of them, out of which they are
/// picked; others are gathered.
///
/// - count: 2 or 4 taps each way, from `before` samples before each place on.
INLINE struct picking picking_of(const struct sampler *sampler, __m256i whole, int count, int before) {
    struct picking picking = {.kind = level};
    const ptrdiff_t back = before * sampler->pitch + before;
    // A load has eight samples.
    const int across = 8 - count, line = 1 << 16;
    __m256i first = _mm256_shuffle_epi32(whole, 0);
    __m256i apart = _mm256_sub_epi16(whole, first);
    if (__builtin_expect(exceed(apart, across), 0)) {
        first = corner(whole);
        apart = _mm256_sub_epi16(whole, first);
        picking.is_lower = _mm256_cmpgt_epi32(apart, _mm256_set1_epi32(line - 1));
        picking.kind = uneven;
        if (exceed(apart, line | across)) {
            picking.each = _mm256_sub_epi32(_mm256_madd_epi16(whole, sampler->lines), _mm256_set1_epi32((int)back));
            picking.kind = scattered;
            return picking;
        }
    }
    const __m256i samples = _mm256_madd_epi16(first, sampler->lines);
    picking.low = _mm256_extract_epi32(samples, 0) - back;
    picking.high = _mm256_extract_epi32(samples, 4) - back;
    const __m256i spread = _mm256_shuffle_epi8(
        _mm256_add_epi16(apart, apart), _mm256_setr_epi8(0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12, 12, 12, 12, 0, 0, 0, 0,
                                                         4, 4, 4, 4, 8, 8, 8, 8, 12, 12, 12, 12));
    picking.left = _mm256_add_epi8(spread, _mm256_set1_epi32(0x03020100));
    picking.right = _mm256_add_epi8(spread, _mm256_set1_epi32(0x07060504));
    return picking;
}
