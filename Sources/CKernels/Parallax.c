#include "Parallax.h"

#if defined(__x86_64__)
#include "Rays.h"

INLINE float mixed(float own, float other) {
    return 0.75f * (own < 0 ? other : own) + 0.25f * (other < 0 ? own : other);
}

AVX2 void kernels_mix(const float *own, const float *other, int count, float *restrict row) {
    for (int x = 0; x < count; x++) row[x] = mixed(own[x], other[x]);
}

/// The same of eight and eight.
INLINE __m256 all_mixed(__m256 own, __m256 other, bool is_whole) {
    const __m256 most = is_whole ? own : _mm256_blendv_ps(own, other, own);
    const __m256 least = is_whole ? other : _mm256_blendv_ps(other, own, other);
    return _mm256_fmadd_ps(_mm256_set1_ps(0.75f), most, _mm256_mul_ps(_mm256_set1_ps(0.25f), least));
}

/// Between each of eight samples and the next one.
INLINE void widen_eight(__m256 left, __m256 left_other, __m256 right, __m256 right_other, bool is_whole, float *wide) {
    const __m256 one = all_mixed(left, left_other, is_whole), next = all_mixed(right, right_other, is_whole);
    const __m256 early = all_mixed(one, next, is_whole), late = all_mixed(next, one, is_whole);
    const __m256 low = _mm256_unpacklo_ps(early, late), high = _mm256_unpackhi_ps(early, late);
    _mm256_storeu_ps(wide, _mm256_permute2f128_ps(low, high, 0x20));
    _mm256_storeu_ps(wide + 8, _mm256_permute2f128_ps(low, high, 0x31));
}

AVX2 void kernels_widen(const float *own, const float *other, int count, float *restrict wide) {
    const int gaps = count - 1;
    wide[0] = mixed(own[0], other[0]);
    wide[2 * gaps + 1] = mixed(own[gaps], other[gaps]);
    wide++;
    if (gaps < 8) {
        for (int x = 0; x < gaps; x++) {
            const float left = mixed(own[x], other[x]), right = mixed(own[x + 1], other[x + 1]);
            wide[2 * x] = mixed(left, right);
            wide[2 * x + 1] = mixed(right, left);
        }
        return;
    }
    for (int next = 0; next < gaps; next += 8) {
        // The last eight may begin among those before.
        const int x = next < gaps - 8 ? next : gaps - 8;
        const __m256 left = _mm256_loadu_ps(own + x), left_other = _mm256_loadu_ps(other + x);
        const __m256 right = _mm256_loadu_ps(own + x + 1), right_other = _mm256_loadu_ps(other + x + 1);
        const __m256 signs = _mm256_or_ps(_mm256_or_ps(left, left_other), _mm256_or_ps(right, right_other));
        if (_mm256_movemask_ps(signs))
            widen_eight(left, left_other, right, right_other, false, wide + 2 * x);
        else
            widen_eight(left, left_other, right, right_other, true, wide + 2 * x);
    }
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
        const __m128i behind =
            _mm_packs_epi32(_mm256_castsi256_si128(is_behind), _mm256_extracti128_si256(is_behind, 1));
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
void kernels_widen(const float *own, const float *other, int count, float *wide) {}
void kernels_hide(int16_t *opacity, const float *nearness, const bool *shown, const int16_t *other_opacity,
                  const float *other_nearness, const bool *other_shown, float slack, int blocks) {}
void kernels_lay(const int16_t *over, const int16_t *opacity, const bool *shown, int blocks, int16_t *samples) {}
void kernels_round(const int16_t *samples, int count, uint8_t *bytes) {}

#endif
