import Foundation
package import Model

/// A time zone of the system's tz database.
struct SystemZone: TimeZoneOffsets {
    private let zone: TimeZone

    /// Throws when the system does not know the name.
    init(named name: String) throws(UserError) {
        guard let zone = TimeZone(identifier: name) else {
            throw UserError(
                "The time zone \(name) of retention.time_zone is unknown; use a name such as UTC or Europe/Berlin.")
        }
        self.zone = zone
    }

    func secondsFromUTC(at time: Timestamp) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.milliseconds) / 1000))
    }
}

extension Timestamp {
    /// Now, by the wall clock.
    package static var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
