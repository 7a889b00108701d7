#pragma once
#include <errno.h>
#include <libavcodec/avcodec.h>
#include <libavcodec/bsf.h>
#include <libavformat/avformat.h>
#include <libavutil/log.h>
#include <libavutil/cpu.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>

// Function-like macros and macros over other macros, which Swift does not import.
static inline int soframe_averror(int code) { return AVERROR(code); }
static inline int soframe_errno(int error) { return AVUNERROR(error); }
static const int soframe_averror_eof = AVERROR_EOF;
static const int soframe_averror_patchwelcome = AVERROR_PATCHWELCOME;
static const int soframe_averror_again = AVERROR(EAGAIN);
