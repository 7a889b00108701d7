// What the loops of depth moves share. Not for Swift.
#pragma once

#include "Parallax.h"

#include <immintrin.h>
#include <math.h>
#include <stdbool.h>

// Sums of products in one step come with every processor that has AVX2; `kernels_run_here` makes sure.
#define AVX2 __attribute__((target("avx2,fma")))
#define INLINE AVX2 __attribute__((always_inline)) static inline

/// Samples first... first + 7 of a row, as numbers.
INLINE __m256 indices(int first) {
    return _mm256_cvtepi32_ps(_mm256_add_epi32(_mm256_set1_epi32(first), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7)));
}

/// The next eight.
INLINE __m256 following(__m256 indices) { return _mm256_add_ps(indices, _mm256_set1_ps(8)); }

INLINE __m256 limited(__m256 place, float low, float high) {
    // In this order, so that what is no number becomes the higher end.
    return _mm256_max_ps(_mm256_min_ps(place, _mm256_set1_ps(high)), _mm256_set1_ps(low));
}

/// Eight rays: where they are at nearness 0, and how far from there at nearness 1; y is the same for all.
struct rays {
    __m256 x, x_depth;
    float y, y_depth;
};

INLINE struct rays rays_of(const struct kernels_row *row, __m256 i) {
    return (struct rays){
        _mm256_fmadd_ps(_mm256_set1_ps(row->x.step), i, _mm256_set1_ps(row->x.start)),
        _mm256_fmadd_ps(_mm256_set1_ps(row->x.depth_step), i, _mm256_set1_ps(row->x.depth_start)),
        row->y, row->y_depth};
}

INLINE __m256 place_x(struct rays rays, __m256 nearness) { return _mm256_fmadd_ps(nearness, rays.x_depth, rays.x); }

INLINE __m256 place_y(struct rays rays, __m256 nearness) {
    return _mm256_fmadd_ps(nearness, _mm256_set1_ps(rays.y_depth), _mm256_set1_ps(rays.y));
}

/// The largest of eight numbers, eight times.
INLINE __m256 largest(__m256 numbers) {
    numbers = _mm256_max_ps(numbers, _mm256_permute2f128_ps(numbers, numbers, 1));
    numbers = _mm256_max_ps(numbers, _mm256_permute_ps(numbers, _MM_SHUFFLE(1, 0, 3, 2)));
    return _mm256_max_ps(numbers, _mm256_permute_ps(numbers, _MM_SHUFFLE(2, 3, 0, 1)));
}

/// Stores eight numbers with 16 bits each.
INLINE void store_numbers(int16_t *samples, __m256i numbers) {
    const __m256i packed = _mm256_permute4x64_epi64(_mm256_packs_epi32(numbers, numbers), _MM_SHUFFLE(3, 1, 2, 0));
    _mm_storeu_si128((__m128i *)samples, _mm256_castsi256_si128(packed));
}
