#pragma once
#include <zimg.h>

// Swift does not import arrays of unnamed structures, as the planes of zimg's buffers are.
static inline void soframe_zimg_set_source(zimg_image_buffer_const *buffer, int plane, const void *data,
                                           ptrdiff_t stride, unsigned mask) {
    buffer->version = ZIMG_API_VERSION;
    buffer->plane[plane].data = data;
    buffer->plane[plane].stride = stride;
    buffer->plane[plane].mask = mask;
}
static inline void soframe_zimg_set_target(zimg_image_buffer *buffer, int plane, void *data, ptrdiff_t stride) {
    buffer->version = ZIMG_API_VERSION;
    buffer->plane[plane].data = data;
    buffer->plane[plane].stride = stride;
    buffer->plane[plane].mask = ZIMG_BUFFER_MAX;
}

// Macros with casts and over other macros, which Swift does not import.
static const unsigned soframe_zimg_whole_image = ZIMG_BUFFER_MAX;
static const unsigned soframe_zimg_api = ZIMG_API_VERSION;
