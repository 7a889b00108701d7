#include "Parallax.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2")))

/// Samples first... first + 7 of a row, as numbers.
AVX2 static inline __m256 indices(int first) {
    return _mm256_cvtepi32_ps(_mm256_add_epi32(_mm256_set1_epi32(first), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7)));
}

AVX2 static inline __m256 limited(__m256 place, float low, float high) {
    // In this order, so that what is no number becomes the higher end.
    return _mm256_max_ps(_mm256_min_ps(place, _mm256_set1_ps(high)), _mm256_set1_ps(low));
}

/// Eight rays: where they are at nearness 0, and how far from there at nearness 1.
struct rays {
    __m256 x, x_depth, y, y_depth;
};

AVX2 static inline struct rays rays_of(const struct kernels_row *row, int first) {
    const __m256 i = indices(first);
    return (struct rays){
        _mm256_add_ps(_mm256_set1_ps(row->x), _mm256_mul_ps(_mm256_set1_ps(row->x_step), i)),
        _mm256_add_ps(_mm256_set1_ps(row->x_depth), _mm256_mul_ps(_mm256_set1_ps(row->x_depth_step), i)),
        _mm256_set1_ps(row->y), _mm256_set1_ps(row->y_depth)};
}

AVX2 static inline __m256 place_x(struct rays rays, __m256 nearness) {
    return _mm256_add_ps(rays.x, _mm256_mul_ps(nearness, rays.x_depth));
}

AVX2 static inline __m256 place_y(struct rays rays, __m256 nearness) {
    return _mm256_add_ps(rays.y, _mm256_mul_ps(nearness, rays.y_depth));
}

/// How near the surface is where the rays are. Pairs of neighbours are loaded one by one: gathering takes longer.
AVX2 static inline __m256 height(const struct kernels_surface *surface, struct rays rays, __m256 nearness) {
    const __m256 one = _mm256_set1_ps(1);
    const __m256 x = limited(_mm256_add_ps(place_x(rays, nearness), one), 0, surface->width + 1);
    const __m256 y = limited(_mm256_add_ps(place_y(rays, nearness), one), 0, surface->height + 1);
    const __m256i column = _mm256_cvttps_epi32(x), line = _mm256_cvttps_epi32(y);
    const __m256 across = _mm256_sub_ps(x, _mm256_cvtepi32_ps(column));
    const __m256 down = _mm256_sub_ps(y, _mm256_cvtepi32_ps(line));
    int columns[8], lines[8];
    _mm256_storeu_si256((__m256i *)columns, column);
    _mm256_storeu_si256((__m256i *)lines, line);
    __m128 quad[8];
    for (int lane = 0; lane < 8; lane++) {
        const float *upper = surface->origin + (lines[lane] - 1) * surface->pitch + columns[lane] - 1;
        quad[lane] = _mm_loadh_pi(_mm_castpd_ps(_mm_load_sd((const double *)upper)),
                                  (const __m64 *)(upper + surface->pitch));
    }
    // Lanes 0 and 4 side by side and so forth, so that the transposition keeps their order.
    const __m256 a = _mm256_set_m128(quad[4], quad[0]), b = _mm256_set_m128(quad[5], quad[1]);
    const __m256 c = _mm256_set_m128(quad[6], quad[2]), d = _mm256_set_m128(quad[7], quad[3]);
    const __m256 ab_low = _mm256_unpacklo_ps(a, b), ab_high = _mm256_unpackhi_ps(a, b);
    const __m256 cd_low = _mm256_unpacklo_ps(c, d), cd_high = _mm256_unpackhi_ps(c, d);
    const __m256 upper_left = _mm256_shuffle_ps(ab_low, cd_low, 0x44), upper_right = _mm256_shuffle_ps(ab_low, cd_low, 0xEE);
    const __m256 lower_left = _mm256_shuffle_ps(ab_high, cd_high, 0x44);
    const __m256 lower_right = _mm256_shuffle_ps(ab_high, cd_high, 0xEE);
    const __m256 upper = _mm256_add_ps(upper_left, _mm256_mul_ps(_mm256_sub_ps(upper_right, upper_left), across));
    const __m256 lower = _mm256_add_ps(lower_left, _mm256_mul_ps(_mm256_sub_ps(lower_right, lower_left), across));
    return _mm256_add_ps(upper, _mm256_mul_ps(_mm256_sub_ps(lower, upper), down));
}

/// Where the line between a point above the surface and one below it meets it.
AVX2 static inline __m256 met(__m256 before, __m256 above, __m256 after, __m256 below) {
    const __m256 share = _mm256_div_ps(_mm256_mul_ps(_mm256_sub_ps(after, before), above), _mm256_sub_ps(above, below));
    return _mm256_add_ps(before, share);
}

AVX2 void kernels_march(const struct kernels_surface *surface, const struct kernels_row *row, int first, int count,
                        float near, float far, int steps, float *nearness) {
    const float stride = (near - far) / steps;
    const __m256 zero = _mm256_setzero_ps();
    for (int sample = first; sample < first + count; sample += 8) {
        const struct rays rays = rays_of(row, sample);
        __m256 before = _mm256_set1_ps(near);
        __m256 above = _mm256_sub_ps(height(surface, rays, before), before);
        __m256 after = before, below = above;
        // Lanes whose ray is still above the surface.
        __m256 open = _mm256_cmp_ps(above, zero, _CMP_LT_OQ);
        const __m256 began_above = open;
        for (int step = 1; step <= steps && _mm256_movemask_ps(open); step++) {
            const __m256 next = _mm256_sub_ps(_mm256_set1_ps(near), _mm256_set1_ps(stride * step));
            const __m256 rest = _mm256_sub_ps(height(surface, rays, next), next);
            const __m256 is_above = _mm256_and_ps(open, _mm256_cmp_ps(rest, zero, _CMP_LT_OQ));
            after = _mm256_blendv_ps(after, next, open);
            below = _mm256_blendv_ps(below, rest, open);
            before = _mm256_blendv_ps(before, next, is_above);
            above = _mm256_blendv_ps(above, rest, is_above);
            open = is_above;
        }
        __m256 result = after;
        const __m256 crosses = _mm256_and_ps(began_above, _mm256_cmp_ps(below, zero, _CMP_GT_OQ));
        if (_mm256_movemask_ps(crosses)) {
            const __m256 guess = met(before, above, after, below);
            const __m256 rest = _mm256_sub_ps(height(surface, rays, guess), guess);
            const __m256 is_above = _mm256_cmp_ps(rest, zero, _CMP_LT_OQ);
            before = _mm256_blendv_ps(before, guess, is_above);
            above = _mm256_blendv_ps(above, rest, is_above);
            after = _mm256_blendv_ps(guess, after, is_above);
            below = _mm256_blendv_ps(rest, below, is_above);
            const __m256 spans = _mm256_cmp_ps(above, below, _CMP_LT_OQ);
            result = _mm256_blendv_ps(
                result, _mm256_blendv_ps(guess, met(before, above, after, below), spans), crosses);
        }
        _mm256_storeu_ps(nearness + sample, result);
    }
}

AVX2 void kernels_widen(const float *own, const float *other, int count, float *restrict row, float *restrict wide) {
    for (int x = 0; x < count; x++) row[x] = 0.75f * own[x] + 0.25f * other[x];
    wide[0] = 0.75f * row[0] + 0.25f * row[0];
    for (int x = 1; x < count; x++) {
        wide[2 * x - 1] = 0.75f * row[x - 1] + 0.25f * row[x];
        wide[2 * x] = 0.75f * row[x] + 0.25f * row[x - 1];
    }
    wide[2 * count - 1] = 0.75f * row[count - 1] + 0.25f * row[count - 1];
}

AVX2 void kernels_round(const int16_t *restrict samples, int count, uint8_t *restrict bytes) {
    for (int x = 0; x < count; x++) {
        const int level = (samples[x] + 32896) >> 8;
        bytes[x] = (uint8_t)(level > 255 ? 255 : level);
    }
}

/// Places of eight samples in 256ths, no more than a sample beyond the plane.
AVX2 static inline void fixed(const struct kernels_plane *plane, struct rays rays, __m256 nearness, int x[8], int y[8]) {
    const __m256 phases = _mm256_set1_ps(256);
    const __m256 across = _mm256_mul_ps(limited(place_x(rays, nearness), -1, plane->width), phases);
    const __m256 down = _mm256_mul_ps(limited(place_y(rays, nearness), -1, plane->height), phases);
    _mm256_storeu_si256((__m256i *)x, _mm256_cvtps_epi32(across));
    _mm256_storeu_si256((__m256i *)y, _mm256_cvtps_epi32(down));
}

AVX2 static inline __m128i load_half(const int16_t *samples) { return _mm_loadl_epi64((const __m128i *)samples); }

/// Two rows of four samples each.
AVX2 static inline __m128i load_rows(const int16_t *upper, ptrdiff_t pitch) {
    return _mm_unpacklo_epi64(load_half(upper), load_half(upper + pitch));
}

/// The four columns' sums over the rows, halved; in the lower half.
AVX2 static inline __m128i columns(const struct kernels_plane *plane, int x, int y, const int16_t *weights) {
    const int16_t *start = plane->origin + ((y >> 8) - 1) * plane->pitch + (x >> 8) - 1;
    const __m128i down = load_half(weights + 4 * (y & 255));
    const __m128i pairs = _mm_unpacklo_epi16(down, down);
    const __m128i upper = _mm_unpacklo_epi32(pairs, pairs), lower = _mm_unpackhi_epi32(pairs, pairs);
    const __m128i sum = _mm_add_epi16(_mm_mulhrs_epi16(load_rows(start, plane->pitch), upper),
                                      _mm_mulhrs_epi16(load_rows(start + 2 * plane->pitch, plane->pitch), lower));
    return _mm_add_epi16(sum, _mm_unpackhi_epi64(sum, sum));
}

AVX2 static inline __m128i pair(const struct kernels_plane *plane, const int x[2], const int y[2],
                                const int16_t *weights) {
    const __m128i samples =
        _mm_unpacklo_epi64(columns(plane, x[0], y[0], weights), columns(plane, x[1], y[1], weights));
    const __m128i across =
        _mm_unpacklo_epi64(load_half(weights + 4 * (x[0] & 255)), load_half(weights + 4 * (x[1] & 255)));
    return _mm_madd_epi16(samples, across);
}

AVX2 void kernels_cubic(const struct kernels_plane *plane, const struct kernels_row *row, int first, int count,
                        const float *nearness, const int16_t *weights, int16_t *samples) {
    const __m128i half = _mm_set1_epi32(1 << 12);
    for (int sample = first; sample < first + count; sample += 8) {
        int x[8], y[8];
        fixed(plane, rays_of(row, sample), _mm256_loadu_ps(nearness + sample), x, y);
        const __m128i low = _mm_hadd_epi32(pair(plane, x, y, weights), pair(plane, x + 2, y + 2, weights));
        const __m128i high = _mm_hadd_epi32(pair(plane, x + 4, y + 4, weights), pair(plane, x + 6, y + 6, weights));
        _mm_storeu_si128((__m128i *)(samples + sample), _mm_packs_epi32(_mm_srai_epi32(_mm_add_epi32(low, half), 13),
                                                                        _mm_srai_epi32(_mm_add_epi32(high, half), 13)));
    }
}

static inline int lerp(int one, int other, int share) { return one * 64 + (other - one) * share; }

AVX2 void kernels_linear(const struct kernels_plane *plane, const struct kernels_row *row, int first, int count,
                         const float *nearness, int16_t *samples) {
    for (int sample = first; sample < first + count; sample += 8) {
        int x[8], y[8];
        fixed(plane, rays_of(row, sample), _mm256_loadu_ps(nearness + sample), x, y);
        for (int lane = 0; lane < 8; lane++) {
            const int16_t *upper = plane->origin + (y[lane] >> 8) * plane->pitch + (x[lane] >> 8);
            const int16_t *lower = upper + plane->pitch;
            const int across = (x[lane] & 255) >> 2, down = (y[lane] & 255) >> 2;
            const int level = lerp(lerp(upper[0], upper[1], across), lerp(lower[0], lower[1], across), down);
            samples[sample + lane] = (int16_t)((level + (1 << 11)) >> 12);
        }
    }
}

#else

// Elsewhere the Swift loops run, and these are never called.
void kernels_march(const struct kernels_surface *surface, const struct kernels_row *row, int first, int count,
                   float near, float far, int steps, float *nearness) {}
void kernels_widen(const float *own, const float *other, int count, float *row, float *wide) {}
void kernels_round(const int16_t *samples, int count, uint8_t *bytes) {}
void kernels_cubic(const struct kernels_plane *plane, const struct kernels_row *row, int first, int count,
                   const float *nearness, const int16_t *weights, int16_t *samples) {}
void kernels_linear(const struct kernels_plane *plane, const struct kernels_row *row, int first, int count,
                    const float *nearness, int16_t *samples) {}

#endif
