#include "Parallax.h"

#if defined(__x86_64__)
#include "Rays.h"

/// Stores eight numbers with 16 bits each.
INLINE void store_numbers(int16_t *samples, __m256i numbers) {
    const __m256i packed = _mm256_permute4x64_epi64(_mm256_packs_epi32(numbers, numbers), _MM_SHUFFLE(3, 1, 2, 0));
    _mm_storeu_si128((__m128i *)samples, _mm256_castsi256_si128(packed));
}

INLINE float mixed(float own, float other) {
    return 0.75f * (own < 0 ? other : own) + 0.25f * (other < 0 ? own : other);
}

AVX2 void kernels_mix(const float *own, const float *other, int count, float *restrict row) {
    for (int x = 0; x < count; x++) row[x] = mixed(own[x], other[x]);
}

AVX2 void kernels_widen(const float *row, int count, float *restrict wide) {
    wide[0] = row[0];
    for (int x = 1; x < count; x++) {
        wide[2 * x - 1] = mixed(row[x - 1], row[x]);
        wide[2 * x] = mixed(row[x], row[x - 1]);
    }
    wide[2 * count - 1] = row[count - 1];
}

AVX2 void kernels_lay(const int16_t *over, const int16_t *opacity, const bool *shown, int blocks, int16_t *samples) {
    for (int block = 0; block < blocks; block++) {
        if (!shown[block]) continue;
        const int x = 8 * block;
        const __m256i under = _mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)(samples + x)));
        const __m256i sheet = _mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)(over + x)));
        const __m256i share = _mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)(opacity + x)));
        const __m256i change = _mm256_srai_epi32(
            _mm256_add_epi32(_mm256_mullo_epi32(_mm256_sub_epi32(sheet, under), share), _mm256_set1_epi32(8192)), 14);
        store_numbers(samples + x, _mm256_add_epi32(under, change));
    }
}

AVX2 void kernels_hide(int16_t *opacity, const float *nearness, const bool *shown, const int16_t *other_opacity,
                       const float *other_nearness, const bool *other_shown, float slack, int blocks) {
    for (int block = 0; block < blocks; block++) {
        if (!shown[block] || !other_shown[block]) continue;
        const int x = 8 * block;
        const __m256 least = _mm256_sub_ps(_mm256_loadu_ps(other_nearness + x), _mm256_set1_ps(slack));
        const __m256i is_behind =
            _mm256_castps_si256(_mm256_cmp_ps(_mm256_loadu_ps(nearness + x), least, _CMP_LT_OQ));
        const __m128i behind = _mm_packs_epi32(_mm256_castsi256_si128(is_behind), _mm256_extracti128_si256(is_behind, 1));
        const __m128i is_there =
            _mm_cmpgt_epi16(_mm_loadu_si128((const __m128i *)(other_opacity + x)), _mm_setzero_si128());
        __m128i *own = (__m128i *)(opacity + x);
        _mm_storeu_si128(own, _mm_andnot_si128(_mm_and_si128(behind, is_there), _mm_loadu_si128(own)));
    }
}

AVX2 void kernels_round(const int16_t *restrict samples, int count, uint8_t *restrict bytes) {
    // Unsigned: 0 is at 32768. With 128 added, and no overflow, the upper halves are the bytes.
    const __m256i middle = _mm256_set1_epi16((int16_t)0x8000), half = _mm256_set1_epi16(128);
    for (int x = 0; x < count; x += 32) {
        const __m256i *from = (const __m256i *)(samples + x);
        const __m256i low = _mm256_adds_epu16(_mm256_xor_si256(_mm256_loadu_si256(from), middle), half);
        const __m256i high = _mm256_adds_epu16(_mm256_xor_si256(_mm256_loadu_si256(from + 1), middle), half);
        const __m256i packed = _mm256_packus_epi16(_mm256_srli_epi16(low, 8), _mm256_srli_epi16(high, 8));
        _mm256_storeu_si256((__m256i *)(bytes + x), _mm256_permute4x64_epi64(packed, _MM_SHUFFLE(3, 1, 2, 0)));
    }
}

/// Where eight samples of a frame lie in a plane: whole samples, and 256ths beyond them.
struct places {
    __m256i x, y, x_phase, y_phase;
};

INLINE struct places places_of(const struct kernels_plane *plane, struct rays rays, __m256 nearness) {
    const __m256 phases = _mm256_set1_ps(256);
    // No more than a sample beyond the plane.
    const __m256i x =
        _mm256_cvtps_epi32(_mm256_mul_ps(limited(place_x(rays, nearness), -1, plane->width), phases));
    const __m256i y =
        _mm256_cvtps_epi32(_mm256_mul_ps(limited(place_y(rays, nearness), -1, plane->height), phases));
    const __m256i mask = _mm256_set1_epi32(255);
    return (struct places){_mm256_srai_epi32(x, 8), _mm256_srai_epi32(y, 8), _mm256_and_si256(x, mask),
                           _mm256_and_si256(y, mask)};
}

/// Two neighbouring samples of each of eight places in a number each, for the taps 0 and 1 and, where there are four, for
/// 2 and 3; row by row.
struct taps {
    __m256i left[5], right[5];
};

/// Loads the taps of places that lie side by side, as nearly all do, with a load of each row for four of them, out of which
/// they are picked; others are gathered.
///
/// - count: 2 or 4 taps each way, from `before` samples before each place on.
INLINE void load_taps(struct taps *taps, const struct kernels_plane *plane, const struct places *places,
                                  int count, int before) {
    const int16_t *start = plane->origin - before * plane->pitch - before;
    const ptrdiff_t pitch = plane->pitch;
    // From the first place of each half, and the upper one of the lines.
    const __m256i first = _mm256_shuffle_epi32(places->x, 0);
    const __m256i pairs = _mm256_min_epi32(places->y, _mm256_shuffle_epi32(places->y, _MM_SHUFFLE(2, 3, 0, 1)));
    const __m256i upper = _mm256_min_epi32(pairs, _mm256_shuffle_epi32(pairs, _MM_SHUFFLE(1, 0, 3, 2)));
    const __m256i across = _mm256_sub_epi32(places->x, first), down = _mm256_sub_epi32(places->y, upper);
    // A load has eight samples.
    const __m256i most = _mm256_set1_epi32(8 - count), one = _mm256_set1_epi32(1);
    const __m256i fits = _mm256_and_si256(_mm256_cmpeq_epi32(_mm256_min_epu32(across, most), across),
                                          _mm256_cmpeq_epi32(_mm256_min_epu32(down, one), down));
    if (_mm256_movemask_epi8(fits) == -1) {
        const int16_t *low = start + _mm256_extract_epi32(upper, 0) * pitch + _mm256_extract_epi32(first, 0);
        const int16_t *high = start + _mm256_extract_epi32(upper, 4) * pitch + _mm256_extract_epi32(first, 4);
        // Which bytes of the load are the two samples of each place.
        const __m256i spread = _mm256_shuffle_epi8(
            _mm256_slli_epi32(across, 1),
            _mm256_setr_epi8(0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12, 12, 12, 12, 0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12,
                             12, 12, 12));
        const __m256i left = _mm256_add_epi8(spread, _mm256_set1_epi32(0x03020100));
        const __m256i right = _mm256_add_epi8(left, _mm256_set1_epi8(4));
        const bool is_level = _mm256_testz_si256(down, down);
        // What comes next in these rows; processors do not see it coming where blocks are left out.
        _mm_prefetch((const char *)(low + 64), _MM_HINT_T0);
        _mm_prefetch((const char *)(low + count * pitch + 64), _MM_HINT_T0);
        for (int line = 0; line < count + !is_level; line++, low += pitch, high += pitch) {
            const __m256i row = _mm256_inserti128_si256(
                _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)low)), _mm_loadu_si128((const __m128i *)high), 1);
            taps->left[line] = _mm256_shuffle_epi8(row, left);
            if (count == 4) taps->right[line] = _mm256_shuffle_epi8(row, right);
        }
        if (is_level) return;
        const __m256i is_lower = _mm256_cmpeq_epi32(down, one);
        for (int line = 0; line < count; line++) {
            taps->left[line] = _mm256_blendv_epi8(taps->left[line], taps->left[line + 1], is_lower);
            if (count == 4) taps->right[line] = _mm256_blendv_epi8(taps->right[line], taps->right[line + 1], is_lower);
        }
        return;
    }
    const __m256i place =
        _mm256_add_epi32(_mm256_mullo_epi32(places->y, _mm256_set1_epi32((int)pitch)), places->x);
    for (int line = 0; line < count; line++, start += pitch) {
        taps->left[line] = _mm256_i32gather_epi32((const int *)start, place, 2);
        if (count == 4) taps->right[line] = _mm256_i32gather_epi32((const int *)(start + 2), place, 2);
    }
}

/// Of eight rows' sums, weighted in 16384ths, the halves of two rows side by side: whole ones would not fit, for cubics
/// overshoot.
INLINE __m256i halves(__m256i upper, __m256i lower) {
    const __m256i half = _mm256_set1_epi32(1 << 14);
    return _mm256_blend_epi16(_mm256_srli_epi32(_mm256_add_epi32(upper, half), 15),
                              _mm256_slli_epi32(_mm256_add_epi32(lower, half), 1), 0xAA);
}

/// Eight sums of halves, weighted in 16384ths, as samples.
INLINE __m256i rounded(__m256i sums) { return _mm256_srai_epi32(_mm256_add_epi32(sums, _mm256_set1_epi32(1 << 12)), 13); }

INLINE __m256i weighted(__m256i left, __m256i left_weights, __m256i right, __m256i right_weights) {
    return _mm256_add_epi32(_mm256_madd_epi16(left, left_weights), _mm256_madd_epi16(right, right_weights));
}

/// Eight samples by Catmull-Rom's cubic.
INLINE __m256i cubic(const struct kernels_plane *plane, struct rays rays, __m256 nearness) {
    const struct places places = places_of(plane, rays, nearness);
    struct taps taps;
    load_taps(&taps, plane, &places, 4, 1);
    // The weights as in CubicWeights.swift: of x in the lower quarters, of y in the upper ones.
    const __m256i t = _mm256_slli_epi16(_mm256_packs_epi32(places.x_phase, places.y_phase), 7);
    const __m256i square = _mm256_mulhrs_epi16(t, t), cube = _mm256_mulhrs_epi16(square, t);
    const __m256i w0 = _mm256_srai_epi16(_mm256_sub_epi16(square, _mm256_avg_epu16(cube, t)), 1);
    const __m256i w3 = _mm256_srai_epi16(_mm256_sub_epi16(cube, square), 2);
    const __m256i w2 = _mm256_sub_epi16(
        _mm256_add_epi16(_mm256_srai_epi16(t, 2), square),
        _mm256_add_epi16(_mm256_srai_epi16(cube, 1), _mm256_srai_epi16(cube, 2)));
    const __m256i w1 = _mm256_sub_epi16(_mm256_set1_epi16(16384), _mm256_add_epi16(_mm256_add_epi16(w0, w2), w3));
    const __m256i x01 = _mm256_unpacklo_epi16(w0, w1), y01 = _mm256_unpackhi_epi16(w0, w1);
    const __m256i x23 = _mm256_unpacklo_epi16(w2, w3), y23 = _mm256_unpackhi_epi16(w2, w3);
    __m256i rows[4];
    for (int line = 0; line < 4; line++) rows[line] = weighted(taps.left[line], x01, taps.right[line], x23);
    return rounded(weighted(halves(rows[0], rows[1]), y01, halves(rows[2], rows[3]), y23));
}

/// The same by straight lines.
INLINE __m256i linear(const struct kernels_plane *plane, struct rays rays, __m256 nearness) {
    const struct places places = places_of(plane, rays, nearness);
    struct taps taps;
    load_taps(&taps, plane, &places, 2, 0);
    const __m256i w1 = _mm256_slli_epi16(_mm256_packs_epi32(places.x_phase, places.y_phase), 6);
    const __m256i w0 = _mm256_sub_epi16(_mm256_set1_epi16(16384), w1);
    const __m256i x = _mm256_unpacklo_epi16(w0, w1), y = _mm256_unpackhi_epi16(w0, w1);
    const __m256i upper = _mm256_madd_epi16(taps.left[0], x), lower = _mm256_madd_epi16(taps.left[1], x);
    return rounded(_mm256_madd_epi16(halves(upper, lower), y));
}

AVX2 void kernels_cubic(const struct kernels_plane *plane, const struct kernels_row *row, const bool *shown, int blocks,
                        const float *nearness, int16_t *samples) {
    for (int block = 0; block < blocks; block++) {
        if (!shown[block]) continue;
        const int x = 8 * block;
        store_numbers(samples + x, cubic(plane, rays_of(row, x), _mm256_loadu_ps(nearness + x)));
    }
}

AVX2 void kernels_linear(const struct kernels_plane *plane, const struct kernels_row *row, const bool *shown, int blocks,
                         const float *nearness, int16_t *samples) {
    for (int block = 0; block < blocks; block++) {
        if (!shown[block]) continue;
        const int x = 8 * block;
        store_numbers(samples + x, linear(plane, rays_of(row, x), _mm256_loadu_ps(nearness + x)));
    }
}

AVX2 void kernels_look(const struct kernels_plane *opacity, const struct kernels_row *row, int first, int count,
                       const float *ground, float slack, float *nearness, int16_t *opacities, bool *shown,
                       bool *beneath) {
    const __m256i opaque = _mm256_set1_epi32(16384);
    for (int x = first; x < first + count; x += 8) {
        if (!beneath[x / 8]) continue;
        const __m256 own = _mm256_loadu_ps(nearness + x);
        const __m256 least =
            _mm256_max_ps(_mm256_sub_ps(_mm256_loadu_ps(ground + x), _mm256_set1_ps(slack)), _mm256_setzero_ps());
        const __m256 seen = _mm256_cmp_ps(own, least, _CMP_GE_OQ);
        if (!_mm256_movemask_ps(seen)) continue;
        // What is not seen is looked for where something is, so that all samples lie side by side.
        const __m256 filled = _mm256_blendv_ps(largest(_mm256_and_ps(own, seen)), own, seen);
        const __m256i share =
            _mm256_and_si256(opacity ? linear(opacity, rays_of(row, x), filled) : opaque, _mm256_castps_si256(seen));
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

// Elsewhere the Swift loops run, and these are never called.
void kernels_mix(const float *own, const float *other, int count, float *mixed) {}
void kernels_widen(const float *row, int count, float *wide) {}
void kernels_look(const struct kernels_plane *opacity, const struct kernels_row *row, int first, int count,
                  const float *ground, float slack, float *nearness, int16_t *opacities, bool *shown, bool *beneath) {}
void kernels_hide(int16_t *opacity, const float *nearness, const bool *shown, const int16_t *other_opacity,
                  const float *other_nearness, const bool *other_shown, float slack, int blocks) {}
void kernels_lay(const int16_t *over, const int16_t *opacity, const bool *shown, int blocks, int16_t *samples) {}
void kernels_round(const int16_t *samples, int count, uint8_t *bytes) {}
void kernels_cubic(const struct kernels_plane *plane, const struct kernels_row *row, const bool *shown, int blocks,
                   const float *nearness, int16_t *samples) {}
void kernels_linear(const struct kernels_plane *plane, const struct kernels_row *row, const bool *shown, int blocks,
                    const float *nearness, int16_t *samples) {}

#endif
