import Model

/// When a hook that failed is run again.
enum HookBackoff {
    enum Verdict: Equatable {
        case again(after: TimeSpan)
        case giveUp
    }

    /// A program that was being replaced is back within seconds, a machine that it talks to within an hour or so.
    private static let waits: [TimeSpan] = [.seconds(10), .minutes(1), .minutes(5), .minutes(20), .hours(1)]

    /// - Parameter failures: How often it failed, 1 for the first time.
    static func verdict(failures: Int) -> Verdict {
        let wait = max(failures, 1) - 1
        return waits.indices.contains(wait) ? .again(after: waits[wait]) : .giveUp
    }
}
