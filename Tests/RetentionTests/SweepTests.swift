import Files
import Foundation
import Journaling
import Model
import Testing

@testable import Retention

struct SweepTests {
    let room: TestRoom

    init() throws { room = try TestRoom() }

    @Test("What is past its deadline goes, what is not stays, and both are known afterwards")
    func deadlines() async throws {
        try await room.drop("old.jpg")
        try room.write("inbox/old.jpg.json", "{}")
        try await room.sight("old.jpg.json", .sidecar)
        try await room.drop("sub/new.jpg", at: .hour(1))
        #expect(try await room.sweep(at: .hour(23)).deleted == 0)
        #expect(room.exists("inbox/old.jpg"))
        let outcome = try await room.sweep(at: .hour(24))
        #expect(outcome == Sweeper.Outcome(deleted: 2))
        #expect(room.exists("inbox/old.jpg") == false)
        #expect(room.exists("inbox/old.jpg.json") == false)
        #expect(room.exists("inbox/sub/new.jpg"))
        #expect(try await room.known() == ["sub/new.jpg"])
        #expect(try await room.sweep(at: .hour(24)) == Sweeper.Outcome())
    }

    @Test("Files that the journal never saw are not touched, whatever they are called")
    func foreign() async throws {
        try await room.drop("a.jpg")
        let names = ["b.jpg", "notes.txt", "c.part", "soframe-defaults.json", "sub/a.jpg"]
        for name in names { try room.write("inbox/" + name) }
        #expect(try await room.sweep(at: .hour(9000)).deleted == 1)
        for name in names { #expect(room.exists("inbox/" + name), "\(name)") }
    }

    @Test("Delivered, failed and waiting pictures go at the same deadline, and their videos stay")
    func everyEnd() async throws {
        try await room.drop("delivered.jpg", Settings())
        let job = try await room.deliver(as: "delivered.mp4", at: .hour(1))
        try await room.drop("failed.jpg")
        let failing = try #require(try await room.journal.claim(at: .hour(1)))
        try await room.journal.fail(failing.id, JobFailure(.truncated, "It ends early.", advice: "x"), at: .hour(1))
        try await room.drop("waiting.jpg")
        let outcome = try await room.sweep(at: .hour(24))
        #expect(outcome.deleted == 3)
        #expect(try await room.known() == [])
        #expect(room.exists("outbox/delivered.mp4"))
        #expect(try await room.journal.outputs(of: job.input, .video).count == 1)
        #expect(
            try await room.journal.recent(ended: 9).ended.map(\.state).sorted { $0.rawValue < $1.rawValue }
                == [.delivered, .expired, .failed])
    }

    @Test("Expired pictures can be told of before their names go")
    func tellingFirst() async throws {
        try await room.drop("waiting.jpg")
        let sweeper = room.sweeper()
        let plan = try await sweeper.plan(at: .hour(24))
        try await sweeper.expireJobs(of: plan, at: .hour(24))
        let told = try #require(try await room.journal.unnoted().first)
        #expect(told.path == (try place("waiting.jpg")))
        #expect(told.failure.code == .expiredUnrendered)
        #expect(room.exists("inbox/waiting.jpg"))
        #expect(try await sweeper.carryOut(plan, at: .hour(24)).deleted == 1)
        #expect(try await room.journal.unnoted() == [])
    }

    @Test("A dry run plans what the real one does, with the same digest, and touches nothing")
    func dryRun() async throws {
        try await room.drop("a.jpg")
        try await room.drop("b.jpg")
        let reader = try Journal(
            readingAt: room.full("journal.sqlite"), rule: DeletionRule(keep: .zero, schedule: .every(.hours(1))))
        let dry = Sweeper(inbox: room.inbox, outbox: room.outbox, journal: reader, options: RetentionOptions())
        let plan = try await dry.plan(at: .hour(24))
        #expect(room.exists("inbox/a.jpg"))
        #expect(try plan.items.map(\.path) == [place("a.jpg"), place("b.jpg")])
        #expect(plan.items.map(\.kind) == ["picture", "picture"])
        #expect(plan.items.map(\.deadline) == [.hour(24), .hour(24)])
        #expect(plan.items.map(\.place) == [.inbox, .inbox])
        let real = try await room.sweeper().plan(at: .hour(24))
        #expect(real == plan)
        #expect(real.digest == plan.digest)
        #expect(plan.digest.count == 64)
        try await room.drop("c.jpg")
        #expect(try await dry.plan(at: .hour(24)).digest != plan.digest)
        #expect(try await dry.plan(at: .hour(23)).items == [])
    }

    @Test("Notes go after their span, videos and receipts only when they have one")
    func outputs() async throws {
        try await room.drop("a.jpg")
        let job = try await room.deliver(as: "a.mp4", at: .hour(1))
        try await room.writeOutput(.receipt, "a.receipt.json", of: job, at: .hour(1))
        try await room.writeOutput(.note, "a.jpg.error.json", of: job, at: .hour(2))
        try await room.sweep(at: .hour(2 + 7 * 24 - 1))
        #expect(room.exists("outbox/a.jpg.error.json"))
        #expect(try await room.sweep(at: .hour(2 + 7 * 24)).deleted == 1)
        #expect(room.exists("outbox/a.jpg.error.json") == false)
        #expect(room.exists("outbox/a.mp4"))
        #expect(room.exists("outbox/a.receipt.json"))
        var options = RetentionOptions()
        options.keepOutputs = .days(30)
        #expect(try await room.sweep(options, at: .hour(30 * 24)).deleted == 0)
        #expect(try await room.sweep(options, at: .hour(1 + 30 * 24)).deleted == 2)
        #expect(room.exists("outbox/a.mp4") == false)
        #expect(room.exists("outbox/a.receipt.json") == false)
        #expect(try await room.journal.outputs(of: job.input, .video) == [])
    }

    @Test("A video that somebody put another file in place of stays, and is no output any more")
    func replacedVideo() async throws {
        try await room.drop("a.jpg")
        let job = try await room.deliver(as: "a.mp4", at: .hour(1))
        try room.move("outbox/a.mp4", to: "outbox/kept.mp4")
        try room.write("outbox/a.mp4", "someone's")
        var options = RetentionOptions()
        options.keepOutputs = .hours(1)
        #expect(try await room.sweep(options, at: .hour(3)).deleted == 0)
        #expect(room.exists("outbox/a.mp4"))
        #expect(try await room.journal.outputs(of: job.input, .video) == [])
    }

    @Test("A sweep more than one batch long deletes everything, and says how late it was")
    func many() async throws {
        for number in 0..<150 {
            try room.write("inbox/\(number).jpg")
            try await room.sight("\(number).jpg", at: number == 0 ? .start : .hour(2))
        }
        let outcome = try await room.sweep(at: .hour(29))
        #expect(outcome == Sweeper.Outcome(deleted: 150, lateness: .hours(5)))
        #expect(try await room.known() == [])
        #expect(
            try await room.journal.lastSweepRecord()
                == SweepRecord(at: .hour(29), deleted: 150, failed: 0, lateness: .hours(5)))
        #expect(try await room.journal.overdue(at: .hour(29)) == 0)
    }

    @Test("A sweep that is cancelled stops between files, and the next does the rest")
    func cancelled() async throws {
        try await room.drop("a.jpg")
        let sweeper = room.sweeper()
        let plan = try await sweeper.plan(at: .hour(24))
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await sweeper.carryOut(plan, at: .hour(24))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(room.exists("inbox/a.jpg"))
        #expect(try await room.journal.lastSweep() == nil)
        #expect(try await room.sweep(at: .hour(24)).deleted == 1)
    }
}
