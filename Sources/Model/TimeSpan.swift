/// A length of time in whole milliseconds, never negative.
package struct TimeSpan: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = max(0, milliseconds) }

    package static let zero = TimeSpan(milliseconds: 0)
    package static func seconds(_ count: Double) -> TimeSpan { TimeSpan(milliseconds: Int64((count * 1000).rounded())) }
    package static func minutes(_ count: Int64) -> TimeSpan { TimeSpan(milliseconds: count * 60_000) }
    package static func hours(_ count: Int64) -> TimeSpan { TimeSpan(milliseconds: count * 3_600_000) }
    package static func days(_ count: Int64) -> TimeSpan { TimeSpan(milliseconds: count * 86_400_000) }

    package var seconds: Double { Double(milliseconds) / 1000 }

    package static func < (one: TimeSpan, other: TimeSpan) -> Bool { one.milliseconds < other.milliseconds }
}

/// A point in time as milliseconds since 1970-01-01T00:00:00Z (UTC, leap seconds not counted).
package struct Timestamp: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func + (time: Timestamp, span: TimeSpan) -> Timestamp {
        Timestamp(milliseconds: time.milliseconds + span.milliseconds)
    }

    package static func < (one: Timestamp, other: Timestamp) -> Bool { one.milliseconds < other.milliseconds }

    /// How long after `earlier` this is; zero when it is not after it.
    package func since(_ earlier: Timestamp) -> TimeSpan {
        TimeSpan(milliseconds: milliseconds - earlier.milliseconds)
    }
}
