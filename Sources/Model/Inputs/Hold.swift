/// A user's wish that a picture, what belongs to it and what was made of it be not deleted on schedule.
package struct Hold: Equatable, Sendable {
    /// Random, for records: eight hexadecimal digits.
    package let id: String
    /// In the user's words; one line.
    package let reason: String
    package let since: Timestamp
    /// When it ends by itself; nil when only a user ends it.
    package let until: Timestamp?

    package init(id: String, reason: String, since: Timestamp, until: Timestamp?) {
        self.id = id
        self.reason = reason
        self.since = since
        self.until = until
    }

    package func isInForce(at now: Timestamp) -> Bool { until.map { now < $0 } ?? true }
}
