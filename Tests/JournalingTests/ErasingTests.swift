import Foundation
import GRDB
import Model
import Testing

@testable import Journaling

struct ErasingTests {
    let test: TestJournal
    var journal: Journal { test.journal }

    init() throws { test = try TestJournal(hooks: [.delivered, .failed]) }

    private func begin(_ place: FilePlace, at minute: Int64 = 5) async throws -> Erasure {
        try await journal.beginErasing(place, at: .minute(minute)).get()
    }

    private func rows() async throws -> [String: Int] {
        try await journal.queue.read { database in
            let tables = try String.fetchAll(
                database,
                sql: """
                    SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                    AND name NOT IN ('secret', 'sweep', 'fact', 'tally', 'clock', 'proof', 'proof_head')
                    """)
            return try tables.reduce(into: [:]) { counts, table in
                counts[table] = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)")
            }
        }
    }

    /// A picture with a sidecar, a companion, two videos, a receipt, a failure and a request.
    private func fill() async throws {
        try await test.sight("canary.jpg.json", .sidecar, inode: 2)
        try await test.sight("canary.depth.png", .companion, inode: 3)
        try await test.admit("canary.jpg", sidecar: "1")
        let job = try await test.deliver("canary.jpg", as: "canary.mp4")
        try await journal.wrote(
            .receipt, job: job.id, input: job.input, path: place("canary.receipt.json"),
            FileIdentity(device: 1, inode: 901), at: .minute(1))
        try await test.admit("canary.jpg", sidecar: "2")
        try await journal.fail(
            test.claim().id, JobFailure(.unreadable, "canary.jpg failed.", advice: "Mend canary.jpg."), at: .minute(2))
        _ = try await journal.retry(place("canary.jpg"), at: .minute(3))
        _ = try await journal.ask(.retry, .inbox(place("canary.jpg")), at: .minute(4))
    }

    @Test(
        "Of an erased picture no row and no byte of its name is left, whether it or its video was named",
        arguments: [true, false])
    func everything(byPicture: Bool) async throws {
        try await fill()
        let erasure = try await begin(byPicture ? .inbox(place("canary.jpg")) : .outbox(place("canary.mp4")))
        #expect(
            erasure.files.map(\.path.description).sorted() == ["canary.depth.png", "canary.jpg", "canary.jpg.json"])
        #expect(erasure.outputs.map(\.path?.description) == ["canary.mp4", "canary.receipt.json"])
        #expect(erasure.jobs.count == 3)
        try await journal.erased(erasure, at: .minute(6))
        let left = try await rows().filter { $0.value > 0 && $0.key != "request" }
        #expect(left == [:])
        let proof = try await journal.verifyProof()
        #expect(proof.fault == nil && proof.links == 5)
        #expect(try await journal.requests() == [])
        try await journal.swept(at: .minute(70), deleted: 0, failed: 0)
        #expect(try test.bytes().range(of: Data("canary".utf8)) == nil)
    }

    @Test("What is another picture's stays")
    func others() async throws {
        try await test.admit("other.jpg", content: "other", inode: 10, sidecar: "s")
        try await test.deliver("other.jpg", as: "other.mp4", inode: 910)
        let before = try await test.story("other.jpg")
        try await fill()
        try await journal.erased(try await begin(.inbox(place("canary.jpg"))), at: .minute(6))
        #expect(try await test.story("other.jpg") == before)
        #expect(try await journal.outputs(of: before.input.id, .video).count == 1)
    }

    @Test("Jobs that wait or run lose their place; one that gets its name is named and kept until it has it")
    func jobs() async throws {
        try await test.admit("a.jpg", content: "a", inode: 1)
        try await test.admit("b.jpg", content: "b", inode: 2)
        try await test.admit("c.jpg", content: "c", inode: 3)
        let running = try await test.claim()
        let publishing = try await test.claim()
        #expect(
            try await journal.beginPublishing(
                publishing.id, as: place("b.mp4"), FileIdentity(device: 1, inode: 9), at: .minute(1)))
        for name in ["a.jpg", "b.jpg", "c.jpg"] { _ = try await begin(.inbox(place(name))) }
        #expect(try await journal.stillRunning([running.id, publishing.id]) == [publishing.id])
        #expect(try await test.states("c.jpg") == [.replaced])
        try await journal.delivered(publishing.id, at: .minute(6))
        #expect(try await journal.erasure(of: publishing.input).outputs.map(\.path) == [place("b.mp4")])
    }

    @Test("The fingerprint goes too, also when only the video is left to name")
    func fingerprints() async throws {
        try await test.renderAndDelete("a.jpg", content: "a", inode: 1, deletedAt: 1)
        try await test.renderAndDelete("b.jpg", content: "b", inode: 2, deletedAt: 1)
        let before = try await test.hashes()
        #expect(before.count == 2)
        try await journal.erased(try await begin(.outbox(place("video-1.mp4"))), at: .minute(2))
        let left = try await test.hashes()
        #expect(left.count == 1)
        for hash in before where !left.contains(hash) { #expect(try test.bytes().range(of: hash) == nil) }
        // One that came again and is there: what is known of its like goes.
        try await test.admit("b2.jpg", content: "b", inode: 3, at: 5)
        #expect(try await test.states("b2.jpg") == [.refused])
        try await journal.erased(try await begin(.inbox(place("b2.jpg")), at: 6), at: .minute(6))
        #expect(try await test.fingerprints() == 0)
    }

    @Test("What is held, belongs to another file or is unknown is not erased, and the answer says so")
    func refusals() async throws {
        try await fill()
        func sentence(_ place: FilePlace) async throws -> String {
            guard case .failure(let refusal) = try await journal.beginErasing(place, at: .minute(5)) else { return "" }
            return refusal.answer.sentence
        }
        #expect(
            try await sentence(.inbox(place("canary.jpg.json")))
                == "canary.jpg.json belongs to canary.jpg. Name that to erase both, or delete this one yourself.")
        #expect(try await sentence(.outbox(place("x.mp4"))) == "x.mp4 was not made by this installation.")
        _ = try await journal.hold(.inbox(place("canary.jpg")), because: "court", until: nil, at: .minute(4))
        let hold = try #require(try await test.story("canary.jpg").hold)
        for place in [FilePlace.inbox(try place("canary.jpg")), .outbox(try place("canary.mp4"))] {
            #expect(
                try await sentence(place)
                    == "\(place.path) is held (hold \(hold.id): court). Release it first with soframe hold --release.")
        }
        #expect(try await test.allStates().last == .queued, "nothing was stopped")
    }
}
