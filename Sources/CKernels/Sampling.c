#include "Parallax.h"

#if defined(__x86_64__)
#include "Rays.h"

/// Places in a plane are told in so many parts of a sample.
static const float parts = 256;

/// What the places of a row's samples are found by, in numbers that the loops have at hand. Places are in parts.
struct sampler {
    __m256 x_start, x_step, x_depth_start, x_depth_step, y, y_depth, right, bottom;
    /// What makes a whole place, x in the lower half and y in the upper one, a number of samples.
    __m256i lines;
    ptrdiff_t pitch;
};

INLINE struct sampler sampler_of(const struct kernels_plane *plane, const struct kernels_row *row) {
    return (struct sampler){_mm256_set1_ps(row->x.start * parts),
                            _mm256_set1_ps(row->x.step * parts),
                            _mm256_set1_ps(row->x.depth_start * parts),
                            _mm256_set1_ps(row->x.depth_step * parts),
                            _mm256_set1_ps(row->y * parts),
                            _mm256_set1_ps(row->y_depth * parts),
                            _mm256_set1_ps(plane->width * parts),
                            _mm256_set1_ps(plane->height * parts),
                            _mm256_set1_epi32((int)(plane->pitch << 16 | 1)),
                            plane->pitch};
}

/// Where eight samples of a frame lie in a plane: whole samples, x in the lower half of each number and y in the upper one;
/// and parts beyond them, of x in the lower quarters, of y in the upper ones.
struct places {
    __m256i whole, phases;
};

/// No more than a sample beyond the plane.
INLINE __m256i fixed(__m256 place, __m256 end) {
    // In this order, so that what is no number becomes the end.
    return _mm256_cvtps_epi32(_mm256_max_ps(_mm256_min_ps(place, end), _mm256_set1_ps(-parts)));
}

INLINE struct places places_of(const struct sampler *sampler, __m256 i, __m256 nearness) {
    const __m256 far = _mm256_fmadd_ps(sampler->x_step, i, sampler->x_start);
    const __m256 depth = _mm256_fmadd_ps(sampler->x_depth_step, i, sampler->x_depth_start);
    const __m256i x = fixed(_mm256_fmadd_ps(nearness, depth, far), sampler->right);
    const __m256i y = fixed(_mm256_fmadd_ps(nearness, sampler->y_depth, sampler->y), sampler->bottom);
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

/// Places that lie side by side, as nearly all do, take a load of each row for four of them, out of which they are picked;
/// others are gathered.
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

/// Two neighbouring samples of each of eight places in a number each, for the taps 0 and 1 and, where there are four, for
/// 2 and 3; row by row.
struct taps {
    __m256i left[5], right[5];
};

INLINE void load_line(struct taps *taps, int line, const int16_t *low, const int16_t *high,
                      const struct picking *picking, int count) {
    const __m256i row = _mm256_inserti128_si256(
        _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)low)), _mm_loadu_si128((const __m128i *)high), 1);
    taps->left[line] = _mm256_shuffle_epi8(row, picking->left);
    if (count == 4) taps->right[line] = _mm256_shuffle_epi8(row, picking->right);
}

INLINE void load_taps(struct taps *taps, const int16_t *origin, ptrdiff_t pitch, const struct picking *picking,
                      int count) {
    if (__builtin_expect(picking->kind == scattered, 0)) {
        for (int line = 0; line < count; line++, origin += pitch) {
            taps->left[line] = _mm256_i32gather_epi32((const int *)origin, picking->each, 2);
            if (count == 4) taps->right[line] = _mm256_i32gather_epi32((const int *)(origin + 2), picking->each, 2);
        }
        return;
    }
    const int16_t *low = origin + picking->low, *high = origin + picking->high;
    // What comes next in these rows; processors do not see it coming where blocks are left out.
    _mm_prefetch((const char *)(low + 64), _MM_HINT_T0);
    _mm_prefetch((const char *)(low + count * pitch + 64), _MM_HINT_T0);
    for (int line = 0; line < count; line++, low += pitch, high += pitch)
        load_line(taps, line, low, high, picking, count);
    if (__builtin_expect(picking->kind == level, 1)) return;
    load_line(taps, count, low, high, picking, count);
    for (int line = 0; line < count; line++) {
        taps->left[line] = _mm256_blendv_epi8(taps->left[line], taps->left[line + 1], picking->is_lower);
        if (count == 4)
            taps->right[line] = _mm256_blendv_epi8(taps->right[line], taps->right[line + 1], picking->is_lower);
    }
}

/// Of eight rows' sums, weighted in 32768ths below zero, the halves of two rows side by side: whole ones would not fit, for
/// cubics overshoot.
INLINE __m256i halves(__m256i upper, __m256i lower) {
    const __m256i half = _mm256_set1_epi32(1 << 15);
    return _mm256_blend_epi16(_mm256_srli_epi32(_mm256_add_epi32(upper, half), 16), _mm256_add_epi32(lower, half), 0xAA);
}

/// Eight sums of halves, weighted in 32768ths, as samples.
INLINE __m256i rounded(__m256i sums) { return _mm256_srai_epi32(_mm256_add_epi32(sums, _mm256_set1_epi32(1 << 13)), 14); }

INLINE __m256i weighted(__m256i left, __m256i left_weights, __m256i right, __m256i right_weights) {
    return _mm256_add_epi32(_mm256_madd_epi16(left, left_weights), _mm256_madd_epi16(right, right_weights));
}

AVX2 void kernels_cubic(const struct kernels_plane *plane, const struct kernels_row *row, const bool *shown, int blocks,
                        const float *nearness, int16_t *samples) {
    const struct sampler sampler = sampler_of(plane, row);
    const int16_t *origin = plane->origin;
    __m256 i = indices(0);
    for (int x = 0; x < 8 * blocks; x += 8, i = following(i)) {
        if (!shown[x / 8]) continue;
        const struct places places = places_of(&sampler, i, _mm256_loadu_ps(nearness + x));
        const struct picking picking = picking_of(&sampler, places.whole, 4, 1);
        struct taps taps;
        load_taps(&taps, origin, sampler.pitch, &picking, 4);
        // The weights as in CubicWeights.swift.
        const __m256i t = _mm256_slli_epi16(places.phases, 7);
        const __m256i bend = _mm256_sub_epi16(t, _mm256_mulhrs_epi16(t, t)), late = _mm256_mulhrs_epi16(bend, t);
        const __m256i w3 = _mm256_srai_epi16(late, 1), w0 = _mm256_srai_epi16(_mm256_sub_epi16(bend, late), 1);
        const __m256i w2 = _mm256_sub_epi16(_mm256_sub_epi16(w0, t), _mm256_add_epi16(w3, w3));
        const __m256i w1 = _mm256_sub_epi16(_mm256_add_epi16(_mm256_xor_si256(t, _mm256_set1_epi16(INT16_MIN)), w3),
                                            _mm256_add_epi16(w0, w0));
        const __m256i x01 = _mm256_unpacklo_epi16(w0, w1), y01 = _mm256_unpackhi_epi16(w0, w1);
        const __m256i x23 = _mm256_unpacklo_epi16(w2, w3), y23 = _mm256_unpackhi_epi16(w2, w3);
        __m256i rows[4];
        for (int line = 0; line < 4; line++) rows[line] = weighted(taps.left[line], x01, taps.right[line], x23);
        store_numbers(samples + x, rounded(weighted(halves(rows[0], rows[1]), y01, halves(rows[2], rows[3]), y23)));
    }
}

/// How much each of two neighbours counts, in 32768ths below zero.
struct shares {
    __m256i x, y;
};

INLINE struct shares shares_of(const struct places *places) {
    const __m256i t = _mm256_slli_epi16(places->phases, 7);
    const __m256i first = _mm256_xor_si256(t, _mm256_set1_epi16(INT16_MIN));
    const __m256i second = _mm256_sub_epi16(_mm256_setzero_si256(), t);
    return (struct shares){_mm256_unpacklo_epi16(first, second), _mm256_unpackhi_epi16(first, second)};
}

/// Eight samples by straight lines.
INLINE __m256i linear(const int16_t *origin, ptrdiff_t pitch, const struct picking *picking,
                      const struct shares *shares) {
    struct taps taps;
    load_taps(&taps, origin, pitch, picking, 2);
    const __m256i upper = _mm256_madd_epi16(taps.left[0], shares->x), lower = _mm256_madd_epi16(taps.left[1], shares->x);
    return rounded(_mm256_madd_epi16(halves(upper, lower), shares->y));
}

AVX2 void kernels_linear(const struct kernels_plane *one, const int16_t *other_origin, const struct kernels_row *row,
                         const bool *shown, int blocks, const float *nearness, int16_t *samples,
                         int16_t *other_samples) {
    const struct sampler sampler = sampler_of(one, row);
    const int16_t *origin = one->origin;
    __m256 i = indices(0);
    for (int x = 0; x < 8 * blocks; x += 8, i = following(i)) {
        if (!shown[x / 8]) continue;
        const struct places places = places_of(&sampler, i, _mm256_loadu_ps(nearness + x));
        const struct picking picking = picking_of(&sampler, places.whole, 2, 0);
        const struct shares shares = shares_of(&places);
        store_numbers(samples + x, linear(origin, sampler.pitch, &picking, &shares));
        store_numbers(other_samples + x, linear(other_origin, sampler.pitch, &picking, &shares));
    }
}

/// Eight samples of an opacity.
INLINE __m256i opacity_at(const struct sampler *sampler, const int16_t *origin, __m256 i, __m256 nearness) {
    const struct places places = places_of(sampler, i, nearness);
    const struct picking picking = picking_of(sampler, places.whole, 2, 0);
    const struct shares shares = shares_of(&places);
    return linear(origin, sampler->pitch, &picking, &shares);
}

AVX2 void kernels_look(const struct kernels_plane *opacity, const struct kernels_row *row, int first, int count,
                       const float *ground, float slack, float *nearness, int16_t *opacities, bool *shown,
                       bool *beneath) {
    const __m256i opaque = _mm256_set1_epi32(16384);
    const struct kernels_plane nowhere = {0};
    const struct kernels_plane plane = opacity ? *opacity : nowhere;
    const struct sampler sampler = sampler_of(&plane, row);
    __m256 i = indices(first);
    for (int x = first; x < first + count; x += 8, i = following(i)) {
        if (!beneath[x / 8]) continue;
        const __m256 own = _mm256_loadu_ps(nearness + x);
        const __m256 least =
            _mm256_max_ps(_mm256_sub_ps(_mm256_loadu_ps(ground + x), _mm256_set1_ps(slack)), _mm256_setzero_ps());
        const __m256 seen = _mm256_cmp_ps(own, least, _CMP_GE_OQ);
        if (!_mm256_movemask_ps(seen)) continue;
        // What is not seen is looked for where something is, so that all samples lie side by side.
        const __m256 filled = _mm256_blendv_ps(largest(_mm256_and_ps(own, seen)), own, seen);
        const __m256i share =
            _mm256_and_si256(opacity ? opacity_at(&sampler, plane.origin, i, filled) : opaque, _mm256_castps_si256(seen));
        if (_mm256_testz_si256(share, share)) continue;
        _mm256_storeu_ps(nearness + x, filled);
        store_numbers(opacities + x, share);
        shown[x / 8] = true;
        // A row may end within the last eight.
        const int lanes = first + count - x < 8 ? (1 << (first + count - x)) - 1 : 255;
        const int full = _mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpeq_epi32(share, opaque)));
        beneath[x / 8] = (full & lanes) != lanes;
    }
}

#else

// As in Parallax.c.
void kernels_look(const struct kernels_plane *opacity, const struct kernels_row *row, int first, int count,
                  const float *ground, float slack, float *nearness, int16_t *opacities, bool *shown, bool *beneath) {}
void kernels_cubic(const struct kernels_plane *plane, const struct kernels_row *row, const bool *shown, int blocks,
                   const float *nearness, int16_t *samples) {}
void kernels_linear(const struct kernels_plane *one, const int16_t *other_origin, const struct kernels_row *row,
                    const bool *shown, int blocks, const float *nearness, int16_t *samples,
                    int16_t *other_samples) {}

#endif
