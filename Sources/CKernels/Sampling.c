#include "Parallax.h"

#if defined(__x86_64__)
#include "Places.h"

/// Two neighbouring samples of each of eight places in a number each, for the taps 0 and 1 and, where there are four,
/// for 2 and 3; row by row.
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

/// Of eight rows' sums, weighted in 32768ths below zero, the halves of two rows side by side: whole ones would not fit,
/// for cubics overshoot.
INLINE __m256i halves(__m256i upper, __m256i lower) {
    const __m256i half = _mm256_set1_epi32(1 << 15);
    upper = _mm256_srli_epi32(_mm256_add_epi32(upper, half), 16);
    return _mm256_blend_epi16(upper, _mm256_add_epi32(lower, half), 0xAA);
}

/// Eight sums of halves, weighted in 32768ths, as samples.
INLINE __m256i rounded(__m256i sums) {
    return _mm256_srai_epi32(_mm256_add_epi32(sums, _mm256_set1_epi32(1 << 13)), 14);
}

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
    const __m256i upper = _mm256_madd_epi16(taps.left[0], shares->x);
    const __m256i lower = _mm256_madd_epi16(taps.left[1], shares->x);
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
        __m256i share = opacity ? opacity_at(&sampler, plane.origin, i, filled) : opaque;
        share = _mm256_and_si256(share, _mm256_castps_si256(seen));
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
