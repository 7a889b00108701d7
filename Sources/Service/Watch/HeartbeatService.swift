import Intake
import Journaling
import Logging
import Model
import ServiceLifecycle
import StrictJSON

/// Writes down what only the running instance knows, for `status` to show; only when it has changed.
struct HeartbeatService: Service {
    static let fact = "intake"

    let desk: IntakeDesk
    let journal: Journal
    let logger: Logger
    /// Which is shown how much waits; nil when nobody asks it.
    let pulse: Pulse?

    func run() async throws {
        try await untilStopped {
            var last: IntakeReport?
            while true {
                let report = await desk.report
                if report != last {
                    let overflows = report.overflows - (last?.overflows ?? 0)
                    if overflows > 0 { try await journal.countOverflows(overflows) }
                    try await journal.setFact(Self.fact, JSONWriter.line(report.json))
                    let reasons = Set(report.polled.values).subtracting(last.map { Set($0.polled.values) } ?? [])
                    for reason in reasons.sorted() { logger.warning("a folder is polled: \(reason)") }
                    if let reason = report.trouble, last?.trouble == nil {
                        logger.error("the inbox is unavailable and is tried again", metadata: ["reason": "\(reason)"])
                    }
                    last = report
                }
                pulse?.show(try await WatchFigures(journal, isInboxAvailable: report.trouble == nil))
                try await Task.sleep(for: .seconds(2))
            }
        }
    }
}

extension IntakeReport {
    /// Counts, reasons and polled folders; no names of pictures.
    var json: JSONValue {
        [
            "polled": PolledFolders(self).json, "held_back": .integer(heldBack.count),
            "foreign": .integer(foreignCount), "orphan_sidecars": .integer(orphanSidecars.count),
            "unreadable_folders": .integer(unreadable.count),
            "unwatched": .array(Set(unwatched.values).sorted().map { .string($0) }),
            "overflows": .integer(overflows), "unavailable": trouble.map { .string($0) } ?? .null,
        ]
    }
}
