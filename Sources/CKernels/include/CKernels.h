/// The pixel loops that a frame spends its time in, with AVX2, which the x86-64 that Swift builds for does not promise.
///
/// `Rendering/Resampling` holds the same loops in Swift: they run where the machine has no AVX2, and the tests hold
/// both to the same samples. Memory is the caller's throughout; what each loop may read and write is stated in samples.
#pragma once

#include "Parallax.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether this machine can run the loops below. Swift has no way to ask.
bool kernels_run_here(void);

/// Weighted sums of neighbouring lines: line i of `out` is the sum over k of `weights[i * taps + k]` / 32768 times line
/// `first[i] + k` of `source`, every product rounded to the nearest whole number, half upwards.
///
/// Sums must fit 16 bits. `length`, a multiple of 16, counts the samples of each line; lines lie `pitch` (`out_pitch`)
/// samples apart.
void kernels_weigh(const int16_t *source, ptrdiff_t pitch, const int32_t *first, const int16_t *weights, int taps,
                   int16_t *out, ptrdiff_t out_pitch, int lines, int length);

/// The same, with each sum then divided by 64, rounded, moved up by 128 and limited to 0...255. Sums must fit 16 bits
/// with 8224 added. `length` is a multiple of 32.
void kernels_weigh_to_bytes(const int16_t *source, ptrdiff_t pitch, const int32_t *first, const int16_t *weights,
                            int taps, uint8_t *out, ptrdiff_t out_pitch, int lines, int length);

/// Turns lines into columns: sample i of line j of `source` becomes sample j of line i of `out`. `lines` is a multiple
/// of 8, `length` of 16.
void kernels_transpose(const int16_t *source, ptrdiff_t pitch, int16_t *out, ptrdiff_t out_pitch, int lines,
                       int length);
