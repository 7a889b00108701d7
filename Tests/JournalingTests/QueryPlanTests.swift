import GRDB
import Model
import Synchronization
import Testing

@testable import Journaling

/// Nothing that is asked often reads every input or job that there ever was.
struct QueryPlanTests {
    @Test("No question reads through all finished jobs, inputs that have gone, or transitions")
    func plans() async throws {
        let test = try TestJournal(hooks: [.delivered, .failed])
        let recorder = Recorder()
        try await test.journal.queue.write { database in
            database.clearSchemaCache()
            database.trace { event in recorder.add("\(event)") }
        }
        try await everything(test)
        try await test.journal.queue.write { $0.trace(options: []) }
        let statements = recorder.statements.filter { statement in
            ["SELECT", "UPDATE", "INSERT", "DELETE"].contains { statement.hasPrefix($0) } && !statement.contains("old_")
        }
        #expect(statements.count > 40)
        // Secrets are one, sweeps are read from their end, fingerprints are read through once a sweep, and the others hold
        // only what is there now.
        let allowed = [
            "SCAN secret", "SCAN CONSTANT ROW", "SCAN sweep", "SCAN fingerprint", "SCAN name", "SCAN request",
            "SCAN hook", "SCAN hold", "SCAN publication",
        ]
        let scans = try await test.journal.queue.read { database in
            try statements.flatMap { statement in
                let explanation = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + statement)
                explanation.setUncheckedArguments(StatementArguments())
                return try Row.fetchAll(explanation)
                    .map { $0["detail"] as String }
                    .filter { $0.hasPrefix("SCAN") && !$0.contains("USING INDEX") && !allowed.contains($0) }
                    .map { "\($0): \(statement)" }
            }
        }
        #expect(scans == [])
    }

    /// Asks and tells the journal everything once.
    private func everything(_ test: TestJournal) async throws {
        let journal = test.journal
        try await test.sight("a.depth.png", .companion)
        try await test.sight("a.jpg")
        try await test.sight("a.jpg", inode: 2)
        try await test.sight("b.depth.png", .companion)
        try await test.admit("a.jpg", sidecar: "s", .test(keep: .hours(1)))
        _ = try await journal.nextAttempt()
        _ = try await journal.firstExpiry(at: .minute(0))
        let job = try await test.deliver("a.jpg", as: "a.mp4")
        try await test.admit("a.jpg", sidecar: "t")
        let again = try await test.claim()
        try await journal.requeue(again.id, notBefore: .minute(1), isForgiven: true, at: .minute(1), reason: "x")
        try await journal.fail(test.claim(at: 2).id, .test, at: .minute(2))
        _ = try await journal.retry(place("a.jpg"), at: .minute(3))
        _ = try await journal.unnoted()
        _ = try await journal.dueHook(at: .minute(3))
        _ = try await journal.nextHookTime()
        try await journal.hookFailed(job.id, "It failed.", at: .minute(3), again: .minute(4))
        _ = try await journal.hookCounts()
        try await journal.dropUnwantedHooks()
        try await journal.hookRan(job.id)
        _ = try await journal.recover(at: .minute(3))
        _ = try await journal.counts()
        _ = try await journal.recent(ended: 3)
        _ = try await journal.overdue(at: .minute(0))
        _ = try await journal.inputs()
        try await journal.shortenDeadlines()
        try await journal.wrote(
            .note, job: job.id, input: job.input, path: place("n"), FileIdentity(device: 1, inode: 5), at: .minute(3))
        let notes = try await journal.outputs(.note, until: .minute(9))
        try await journal.removed(notes.map(\.id), at: .minute(9))
        _ = try await journal.outputs(of: job.input, .video)
        _ = try await journal.story(inbox: place("a.jpg"), outbox: nil)
        _ = try await journal.story(inbox: nil, outbox: place("a.mp4"))
        let video = FilePlace.outbox(try place("a.mp4"))
        _ = try await journal.hold(video, because: "x", until: nil, at: .minute(5))
        _ = try await journal.holdCount(at: .minute(5))
        _ = try await journal.withHolds(of: [job.input], at: .minute(5)) { $0 }
        _ = try await journal.beginErasing(video, at: .minute(5))
        _ = try await journal.release(video, at: .minute(6))
        let due = try await journal.due(at: .minute(9000))
        try await journal.expire(due, at: .minute(9000))
        try await journal.deleted(due.map { SweptInput(id: $0.id, identity: $0.identity) }, at: .minute(9000))
        try await journal.swept(at: .minute(9000), deleted: 1, failed: 0)
        _ = try await journal.dueOutputs(.video, after: .days(1), at: .unset(.minute(9000)))
        _ = try await journal.clockDoubt(at: .unset(.minute(9000)))
        try await journal.keepTime()
        _ = try await journal.lastSweep()
    }
}

private final class Recorder: Sendable {
    private let list = Mutex<[String]>([])
    var statements: [String] { list.withLock { $0 } }
    func add(_ statement: String) { list.withLock { $0.append(statement) } }
}
