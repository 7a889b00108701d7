#pragma once
#include <lcms2.h>

// Macros over function-like macros, which Swift does not import.
static const cmsUInt32Number soframe_lcms_gray8 = TYPE_GRAY_8;
static const cmsUInt32Number soframe_lcms_gray16 = TYPE_GRAY_16;
static const cmsUInt32Number soframe_lcms_rgb8 = TYPE_RGB_8;
static const cmsUInt32Number soframe_lcms_rgb8_planar = TYPE_RGB_8_PLANAR;
static const cmsUInt32Number soframe_lcms_rgb16 = TYPE_RGB_16;
static const cmsUInt32Number soframe_lcms_rgb16_planar = TYPE_RGB_16_PLANAR;
static const cmsUInt32Number soframe_lcms_cmyk8 = TYPE_CMYK_8;
static const cmsUInt32Number soframe_lcms_cmyk8_inverted = TYPE_CMYK_8_REV;
static const cmsUInt32Number soframe_lcms_cmyk16 = TYPE_CMYK_16;
static const cmsUInt32Number soframe_lcms_cmyk16_inverted = TYPE_CMYK_16_REV;
