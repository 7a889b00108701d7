import Foundation
package import Model

extension Clocks {
    /// The machine's own: CLOCK_REALTIME and CLOCK_BOOTTIME of clock_gettime(2), and the kernel's name for its start
    /// (random(4)). Where that cannot be read, this process counts as a start of its own.
    package static let system = Clocks {
        ClockReading(
            wall: Timestamp(milliseconds: milliseconds(of: CLOCK_REALTIME)), boot: start.name,
            sinceBoot: TimeSpan(milliseconds: milliseconds(of: CLOCK_BOOTTIME) - start.zero))
    }

    private static let start: (name: String, zero: Int64) = {
        let name = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
        let trimmed = name.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? (UUID().uuidString, milliseconds(of: CLOCK_BOOTTIME)) : (trimmed, 0)
    }()

    private static func milliseconds(of clock: clockid_t) -> Int64 {
        var time = timespec()
        // Cannot fail for these clocks (clock_gettime(2)).
        _ = unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
