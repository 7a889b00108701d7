import Foundation
import GRDB
import Model
import Testing

@testable import Journaling

/// What is kept of pictures that are gone, and how long.
struct FingerprintTests {
    let test: TestJournal
    var journal: Journal { test.journal }

    init() throws { test = try TestJournal() }

    @Test(
        "A rendered picture that is deleted, or taken away, leaves one; one that is replaced leaves none",
        arguments: [(InputEnding.deleted, 1), (.vanished, 1), (.replaced, 0)])
    func endings(ending: InputEnding, count: Int) async throws {
        let input = try await test.sight("a.jpg")
        try await test.admit("a.jpg")
        try await test.deliver("a.jpg", as: "a.mp4")
        switch ending {
        case .deleted: try await test.delete("a.jpg", at: 60)
        case .vanished: try await journal.vanish([input.id], at: .minute(60))
        case .replaced: try await test.admit("a.jpg", content: "other", inode: 2, at: 60)
        }
        #expect(try await test.fingerprints() == count)
        try await journal.vanish([input.id], at: .minute(90))
        #expect(try await test.fingerprints() == count)
    }

    @Test("A picture that was not rendered leaves none")
    func unrendered() async throws {
        try await test.admit("failed.jpg", content: "a", inode: 1)
        try await journal.fail(test.claim().id, .test, at: .minute(1))
        try await test.refuse("refused.jpg", content: "b", inode: 2)
        try await test.admit("waiting.jpg", content: "c", inode: 3)
        try await test.sight("unread.jpg", inode: 4)
        for name in ["failed.jpg", "refused.jpg", "waiting.jpg", "unread.jpg"] { try await test.delete(name, at: 60) }
        #expect(try await test.fingerprints() == 0)
        #expect(try await test.admit("again.jpg", content: "a", inode: 5, at: 70).queued != nil)
    }

    @Test("What is not rendered again keeps no time longer")
    func repeatedLeavesNone() async throws {
        try await test.renderAndDelete("a.jpg", deletedAt: 60)
        try await test.admit("a.jpg", inode: 2, at: 24 * 60)
        try await test.delete("a.jpg", at: 2 * 24 * 60)
        try await journal.swept(at: .minute(60 + 30 * 24 * 60), deleted: 0, failed: 0)
        #expect(try await test.fingerprints() == 0)
    }

    @Test("It is forgotten when its time is over, and deleted by the next sweep")
    func expiry() async throws {
        try await test.renderAndDelete("a.jpg", deletedAt: 60)
        let end: Int64 = 60 + 30 * 24 * 60
        try await journal.swept(at: .minute(end - 1), deleted: 0, failed: 0)
        #expect(try await test.fingerprints() == 1)
        #expect(try await test.admit("a.jpg", inode: 2, at: end - 1).repeated != nil)
        #expect(try await test.admit("b.jpg", inode: 3, at: end).queued != nil)
        try await journal.swept(at: .minute(end), deleted: 0, failed: 0)
        #expect(try await test.fingerprints() == 0)
        #expect(try await test.admit("a.jpg", inode: 2, size: 2, at: end + 1).queued != nil, "It is as good as new.")
    }

    @Test("Another lifetime holds for new ones only, and zero forgets all with the next sweep")
    func lifetimes() async throws {
        try await test.renderAndDelete("a.jpg", deletedAt: 60)
        let shorter = try test.reopened(fingerprints: .hours(1))
        try await shorter.swept(at: .minute(24 * 60), deleted: 0, failed: 0)
        #expect(try await test.fingerprints() == 1)
        let none = try test.reopened(fingerprints: .zero)
        try await none.swept(at: .minute(24 * 60), deleted: 0, failed: 0)
        #expect(try await test.fingerprints() == 0)
        #expect(try await test.admit("a.jpg", inode: 2, at: 25 * 60).queued != nil)
    }

    @Test("A lifetime of zero keeps none")
    func none() async throws {
        let test = try TestJournal(fingerprints: .zero)
        try await test.renderAndDelete("a.jpg", deletedAt: 60)
        #expect(try await test.fingerprints() == 0)
    }

    @Test("A picture that is deleted while it is rendered leaves one when its video is there, and none when it fails")
    func late() async throws {
        for (name, isDelivered) in [("good.jpg", true), ("bad.jpg", false)] {
            try await test.admit(name, content: name)
            let job = try await test.claim()
            try await test.delete(name, at: 60)
            #expect(try await test.contents() == 1, "A job still renders it.")
            if isDelivered {
                _ = try await journal.beginPublishing(
                    job.id, as: place("a.mp4"), FileIdentity(device: 1, inode: 9), at: .minute(61))
                try await journal.delivered(job.id, at: .minute(62))
            } else {
                try await journal.fail(job.id, .test, at: .minute(61))
            }
            #expect(try await test.contents() == 0)
            #expect(try await test.fingerprints() == 1)
        }
        #expect(try await test.admit("again.jpg", content: "bad.jpg", inode: 2, at: 70).queued != nil)
        #expect(try await test.admit("once.jpg", content: "good.jpg", inode: 3, at: 62).repeated != nil)
        let end: Int64 = 62 + 30 * 24 * 60
        #expect(try await test.admit("new.jpg", content: "good.jpg", inode: 4, at: end).queued != nil)
    }

    @Test("A video that comes of a picture that was replaced is not known again")
    func lateOfReplaced() async throws {
        try await test.admit("a.jpg")
        let job = try await test.claim()
        _ = try await journal.beginPublishing(
            job.id, as: place("a.mp4"), FileIdentity(device: 1, inode: 9), at: .minute(1))
        try await test.admit("a.jpg", content: "other", inode: 2, at: 2)
        try await journal.delivered(job.id, at: .minute(3))
        #expect(try await test.fingerprints() == 0)
        #expect(try await test.contents() == 1)
    }

    @Test("It tells nothing to whoever has another key")
    func keyed() async throws {
        let other = try TestJournal()
        for test in [test, other] { try await test.renderAndDelete("a.jpg", deletedAt: 60) }
        #expect(try await test.hashes() != other.hashes())
        #expect(try await test.hashes().map(\.count) == [32])
    }

    @Test("Once pictures are gone and a sweep was recorded, no byte of their names or hashes is in the file")
    func remnants() async throws {
        // Waiting for the disk some hundred times would prove nothing here.
        try journal.queue.inDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        for number in 0..<120 {
            let name = "canary-name-\(number)-" + String(repeating: "x", count: number) + ".jpg"
            try await test.renderAndDelete(
                name, content: "canary-hash-\(number)-padded-to-32", inode: UInt64(number), deletedAt: 60)
        }
        try await journal.swept(at: .minute(60), deleted: 120, failed: 0)
        #expect(try test.bytes().range(of: Data("canary-".utf8)) == nil)
        let hashes = try await test.hashes()
        #expect(hashes.count == 120)
        #expect(try hashes.allSatisfy { try test.bytes().range(of: $0) != nil })
        try await journal.swept(at: .minute(60 + 30 * 24 * 60), deleted: 0, failed: 0)
        #expect(try hashes.allSatisfy { try test.bytes().range(of: $0) == nil })
    }

    @Test("A journal from before keeps the hashes of what is there, and loses every byte of the others")
    func earlierJournal() async throws {
        let path = test.folder.appending(path: "earlier.sqlite").path
        let queue = try DatabaseQueue(path: path)
        try await queue.write { database in
            try database.execute(sql: Schema.steps[0])
            try database.execute(sql: "INSERT INTO secret (key) VALUES (zeroblob(32)); PRAGMA user_version = 1")
            for number in 0..<300 {
                try database.execute(
                    sql: """
                        INSERT INTO input (kind, device, inode, size, modified, changed, content_hash, arrival, deadline,
                            waits_for_job, latest) VALUES ('picture', 1, 1, 1, 1, 1, ?, 0, 0, 0, 0)
                        """, arguments: [Data("canary-\(number)-padded-to-32-bytes".utf8)])
            }
            try database.execute(sql: "INSERT INTO name VALUES (7, x'61')")
        }
        try queue.close()
        let journal = try Journal(path: path, rule: .hourly(keep: .zero))
        #expect(try await journal.inputs().map(\.contentHash) == [Array("canary-6-padded-to-32-bytes".utf8)])
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(
            String(decoding: bytes, as: Unicode.ASCII.self).matches(of: /canary-[0-9]+/).map(\.output) == ["canary-6"])
    }
}
