#include "CKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2")))

bool kernels_run_here(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

AVX2 static inline __m256i load(const int16_t *samples) { return _mm256_loadu_si256((const __m256i *)samples); }
AVX2 static inline void store(void *samples, __m256i value) { _mm256_storeu_si256((__m256i *)samples, value); }

AVX2 static inline __m256i add_product(__m256i sum, const int16_t *samples, __m256i weight) {
    return _mm256_add_epi16(sum, _mm256_mulhrs_epi16(load(samples), weight));
}

AVX2 void kernels_weigh(const int16_t *source, ptrdiff_t pitch, const int32_t *first, const int16_t *weights, int taps,
                        int16_t *out, ptrdiff_t out_pitch, int lines, int length) {
    for (int line = 0; line < lines; line++, weights += taps, out += out_pitch) {
        const int16_t *start = source + first[line] * pitch;
        int place = 0;
        // Four sums at a time, so that a weight is spread over its register once for all of them.
        for (; place + 64 <= length; place += 64) {
            __m256i a = _mm256_setzero_si256(), b = a, c = a, d = a;
            const int16_t *samples = start + place;
            for (int tap = 0; tap < taps; tap++, samples += pitch) {
                const __m256i weight = _mm256_set1_epi16(weights[tap]);
                a = add_product(a, samples, weight);
                b = add_product(b, samples + 16, weight);
                c = add_product(c, samples + 32, weight);
                d = add_product(d, samples + 48, weight);
            }
            store(out + place, a);
            store(out + place + 16, b);
            store(out + place + 32, c);
            store(out + place + 48, d);
        }
        for (; place < length; place += 16) {
            __m256i sum = _mm256_setzero_si256();
            for (int tap = 0; tap < taps; tap++)
                sum = add_product(sum, start + tap * pitch + place, _mm256_set1_epi16(weights[tap]));
            store(out + place, sum);
        }
    }
}

AVX2 void kernels_weigh_to_bytes(const int16_t *source, ptrdiff_t pitch, const int32_t *first, const int16_t *weights,
                                 int taps, uint8_t *out, ptrdiff_t out_pitch, int lines, int length) {
    const __m256i middle = _mm256_set1_epi16((128 << 6) + 32);
    for (int line = 0; line < lines; line++, weights += taps, out += out_pitch) {
        const int16_t *start = source + first[line] * pitch;
        for (int place = 0; place < length; place += 32) {
            __m256i low = middle, high = middle;
            const int16_t *samples = start + place;
            for (int tap = 0; tap < taps; tap++, samples += pitch) {
                const __m256i weight = _mm256_set1_epi16(weights[tap]);
                low = add_product(low, samples, weight);
                high = add_product(high, samples + 16, weight);
            }
            const __m256i bytes = _mm256_packus_epi16(_mm256_srai_epi16(low, 6), _mm256_srai_epi16(high, 6));
            // Packing works within halves of the register; this puts the quarters into order.
            store(out + place, _mm256_permute4x64_epi64(bytes, _MM_SHUFFLE(3, 1, 2, 0)));
        }
    }
}

/// Eight lines of sixteen samples, as two squares side by side.
AVX2 static inline void transpose_block(const int16_t *source, ptrdiff_t pitch, int16_t *out, ptrdiff_t out_pitch) {
    __m256i line[8], pair[8];
    for (int i = 0; i < 8; i++) line[i] = load(source + i * pitch);
    for (int i = 0; i < 4; i++) {
        pair[2 * i] = _mm256_unpacklo_epi16(line[2 * i], line[2 * i + 1]);
        pair[2 * i + 1] = _mm256_unpackhi_epi16(line[2 * i], line[2 * i + 1]);
    }
    for (int i = 0; i < 2; i++) {
        for (int half = 0; half < 2; half++) {
            line[4 * i + 2 * half] = _mm256_unpacklo_epi32(pair[4 * i + half], pair[4 * i + half + 2]);
            line[4 * i + 2 * half + 1] = _mm256_unpackhi_epi32(pair[4 * i + half], pair[4 * i + half + 2]);
        }
    }
    for (int i = 0; i < 4; i++) {
        pair[2 * i] = _mm256_unpacklo_epi64(line[i], line[i + 4]);
        pair[2 * i + 1] = _mm256_unpackhi_epi64(line[i], line[i + 4]);
    }
    for (int i = 0; i < 8; i++) {
        _mm_storeu_si128((__m128i *)(out + i * out_pitch), _mm256_castsi256_si128(pair[i]));
        _mm_storeu_si128((__m128i *)(out + (i + 8) * out_pitch), _mm256_extracti128_si256(pair[i], 1));
    }
}

AVX2 void kernels_transpose(const int16_t *source, ptrdiff_t pitch, int16_t *out, ptrdiff_t out_pitch, int lines,
                            int length) {
    for (int place = 0; place < length; place += 16)
        for (int line = 0; line < lines; line += 8)
            transpose_block(source + line * pitch + place, pitch, out + place * out_pitch + line, out_pitch);
}

#else

// Elsewhere the Swift loops run, and these are never called.
bool kernels_run_here(void) { return false; }
void kernels_weigh(const int16_t *source, ptrdiff_t pitch, const int32_t *first, const int16_t *weights, int taps,
                   int16_t *out, ptrdiff_t out_pitch, int lines, int length) {}
void kernels_weigh_to_bytes(const int16_t *source, ptrdiff_t pitch, const int32_t *first, const int16_t *weights,
                            int taps, uint8_t *out, ptrdiff_t out_pitch, int lines, int length) {}
void kernels_transpose(const int16_t *source, ptrdiff_t pitch, int16_t *out, ptrdiff_t out_pitch, int lines,
                       int length) {}

#endif
