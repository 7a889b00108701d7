import Files
import Model

/// The deleting itself. Blocks: every file waits for the disk.
struct Removal: Sendable {
    let inbox: Directory
    let outbox: Directory

    /// What became of one file.
    enum Fate: Sendable {
        case gone(RemovalOutcome)
        /// A user wants it kept.
        case held
        /// A transfer that something still writes to.
        case busy
        /// Nothing can be known of it: its volume is not there.
        case away
        case failed(FileError)
    }

    /// A transfer that changed within this time is not abandoned yet.
    private static let idleTime = TimeSpan.hours(1)
    /// For how long after its deadline a transfer may go on: to touch one again and again keeps it no longer.
    private static let transferPatience = TimeSpan.days(1)

    /// Removes a file if it is still the one that is meant.
    func remove(_ item: SweepPlan.Item, at now: Timestamp) -> Fate {
        let folder = item.place == .inbox ? inbox : outbox
        do throws(FileError) {
            if item.mustBeIdle, try isBusy(item, in: folder, at: now) { return .busy }
            let outcome = try folder.remove(item.path, ifStill: item.identity)
            switch outcome {
            case .removed: return .gone(outcome)
            case .alreadyGone, .replacedByOther:
                return try isAway(item, in: folder) ? .away : .gone(outcome)
            }
        } catch {
            return .failed(error)
        }
    }

    /// How long a volume is waited for after a deadline. One that has not come back by then counts as taken away.
    private static let patience = TimeSpan.days(7)

    private func isAway(_ item: SweepPlan.Item, in folder: Directory) throws(FileError) -> Bool {
        guard item.place == .inbox, item.lateness < Self.patience else { return false }
        return try folder.volume(of: item.path) != item.identity.device
    }

    private func isBusy(_ item: SweepPlan.Item, in folder: Directory, at now: Timestamp) throws(FileError) -> Bool {
        guard item.lateness < Self.transferPatience, let status = try folder.status(of: item.path),
            status.identity == item.identity
        else { return false }
        return now.since(Timestamp(milliseconds: status.changed / 1_000_000)) < Self.idleTime
    }
}
