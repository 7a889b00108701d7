#pragma once
#include <errno.h>
#include <sched.h>
#include <seccomp.h>

// A function-like macro, which Swift does not import.
static inline unsigned soframe_seccomp_refuse(int code) { return SCMP_ACT_ERRNO(code); }

// A macro with a cast.
static const unsigned soframe_seccomp_allow = SCMP_ACT_ALLOW;

// linux/sched.h and sys/mman.h hide these from Swift's `Glibc` module behind `_GNU_SOURCE`, or state them with casts.
static const unsigned long soframe_clone_thread = 0x00010000;
static const unsigned long soframe_clone_namespaces = 0x7E020080;
