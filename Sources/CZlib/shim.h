#pragma once
#include <zlib.h>

// A macro with casts and sizeof.
static inline int soframe_inflate_begin(z_stream *stream) { return inflateInit(stream); }
