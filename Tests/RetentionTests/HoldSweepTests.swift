import Files
import Foundation
import Journaling
import Model
import Testing

@testable import Retention

/// What users keep, and what was kept of pictures whose names are forgotten.
struct HoldSweepTests {
    let room: TestRoom

    init() throws { room = try TestRoom() }

    @Test("A hold that comes between the plan and the deletion wins, for the picture and what belongs to it")
    func between() async throws {
        try await room.drop("a.jpg")
        try room.write("inbox/a.depth.png")
        try await room.sight("a.depth.png", .companion)
        try await room.drop("b.jpg")
        let plan = try await room.sweeper().plan(at: .hour(24))
        #expect(plan.items.count == 3)
        #expect(
            try await room.journal.hold(.inbox(place("a.jpg")), because: "x", until: nil, at: .hour(24)).succeeded)
        let outcome = try await room.sweeper().carryOut(plan, at: .hour(24))
        #expect(outcome == Sweeper.Outcome(deleted: 1))
        #expect(room.exists("inbox/a.jpg") && room.exists("inbox/a.depth.png") && !room.exists("inbox/b.jpg"))
        #expect(try await room.known() == ["a.jpg", "a.depth.png"])
        #expect(try await room.sweep(at: .hour(99)).deleted == 0)
        _ = try await room.journal.release(.inbox(place("a.jpg")), at: .hour(100))
        #expect(try await room.sweep(at: .hour(100)).deleted == 2)
        #expect(try await room.known() == [])
    }

    @Test("A job of a picture that is held waits on past the deadline, and is rendered")
    func queued() async throws {
        try await room.drop("a.jpg")
        _ = try await room.journal.hold(.inbox(place("a.jpg")), because: "x", until: nil, at: .hour(1))
        try await room.sweep(at: .hour(48))
        #expect(try await room.deliver(as: "a.mp4", at: .hour(49)).path == place("a.jpg"))
    }

    @Test("A video is found for its deletion, in whatever folder, when its picture's name has long been forgotten")
    func forgottenNames() async throws {
        var options = RetentionOptions()
        options.keepOutputs = .days(3)
        for number in 0..<5 {
            try await room.drop("\(number).jpg")
            try await room.deliver(as: number % 2 == 0 ? "\(number).mp4" : "deep/er/\(number).mp4", at: .hour(1))
        }
        try room.write("outbox/foreign.mp4")
        try await room.sweep(options, at: .hour(24))
        #expect(
            try await room.journal.outputs(.video, until: .hour(24)).map(\.path)
                == Array(repeating: nil, count: 5))
        // One is moved, one is replaced by somebody's own: both are nobody's business any more.
        try room.move("outbox/0.mp4", to: "outbox/elsewhere.mp4")
        try room.move("outbox/2.mp4", to: "outbox/kept.mp4")
        try room.write("outbox/2.mp4", "someone's")
        #expect(try await room.sweeper(options).plan(at: .hour(72)).items.isEmpty)
        let plan = try await room.sweeper(options).plan(at: .hour(73))
        #expect(plan.items.map(\.path.description).sorted() == ["2.mp4", "4.mp4", "deep/er/1.mp4", "deep/er/3.mp4"])
        #expect(try await room.sweep(options, at: .hour(73)).deleted == 3)
        #expect(room.exists("outbox/elsewhere.mp4") && room.exists("outbox/2.mp4") && room.exists("outbox/foreign.mp4"))
        #expect(try await room.journal.outputs(.video, until: .hour(99)) == [])
        #expect(
            try await room.journal.verifyProof().links == 10, "five pictures and five videos, whatever became of them")
    }
}
