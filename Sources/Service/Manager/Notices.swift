/// Which notices are due to a service manager, in the words of sd_notify(3).
struct Notices {
    typealias Instant = ContinuousClock.Instant

    /// How long a start may take before nobody answers for it any more.
    static let startPatience = Duration.seconds(3600)
    /// While it lasts the manager is asked to wait so long from now on, again and again.
    private static let patience = Duration.seconds(60)

    private let watchdog: Duration?
    private let began: Instant
    private var isReadyTold = false
    private var statusTold: String?
    private var lastSign: Instant?

    /// - Parameter watchdog: Within which the manager wants signs of life.
    init(watchdog: Duration?, began: Instant) {
        self.watchdog = watchdog
        self.began = began
    }

    /// How often to look whether something is due when nothing is new.
    var interval: Duration { min(watchdog.map { $0 / 4 } ?? .seconds(10), .seconds(10)) }

    /// What is to be said now; nil when there is nothing. It counts as said.
    mutating func next(_ reading: Pulse.Reading, at now: Instant) -> String? {
        var lines: [String] = []
        if reading.isReady, !isReadyTold {
            lines.append("READY=1")
            isReadyTold = true
            lastSign = nil
        }
        if reading.status != statusTold {
            lines.append("STATUS=\(reading.status)")
            statusTold = reading.status
        }
        if let sign = sign(reading, at: now) {
            lines.append(sign)
            lastSign = now
        }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    static let stopping = "STOPPING=1\nSTATUS=Stopping."

    private func sign(_ reading: Pulse.Reading, at now: Instant) -> String? {
        if isReadyTold {
            guard let watchdog, reading.isAlive, lastSign.map({ now - $0 >= watchdog / 4 }) ?? true else { return nil }
            return "WATCHDOG=1"
        }
        guard now - began < Self.startPatience, lastSign.map({ now - $0 >= .seconds(10) }) ?? true else { return nil }
        return "EXTEND_TIMEOUT_USEC=\(Self.patience.components.seconds * 1_000_000)"
    }
}
