import Foundation

extension Timestamp {
    /// RFC 3339 in UTC, to the second.
    package var text: String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
    }
}
