#include "Parallax.h"

#if defined(__x86_64__)
#include "Rays.h"

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

#else

// Elsewhere the Swift loops run, and these are never called.
void kernels_mix(const float *own, const float *other, int count, float *mixed) {}
void kernels_widen(const float *row, int count, float *wide) {}
void kernels_hide(int16_t *opacity, const float *nearness, const bool *shown, const int16_t *other_opacity,
                  const float *other_nearness, const bool *other_shown, float slack, int blocks) {}
void kernels_lay(const int16_t *over, const int16_t *opacity, const bool *shown, int blocks, int16_t *samples) {}
void kernels_round(const int16_t *samples, int count, uint8_t *bytes) {}

#endif
