#pragma once
#include <inotifytools/inotifytools.h>
#include <inotifytools/inotify.h>

/// The event's name, or an empty string for the watched folder itself: `name` is a flexible array member, which Swift
/// cannot see. Valid until the library is called again.
static inline const char *inotify_event_name(const struct inotify_event *event) {
    return event->len > 0 ? event->name : "";
}
