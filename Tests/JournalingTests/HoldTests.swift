import Foundation
import Model
import Testing

@testable import Journaling

struct HoldTests {
    let test: TestJournal
    var journal: Journal { test.journal }
    let photo: FilePlace

    init() throws {
        test = try TestJournal()
        photo = .inbox(try place("photo.jpg"))
    }

    private func due(at minute: Int64) async throws -> [String] {
        try await journal.due(at: .minute(minute)).map(\.path.description)
    }

    @Test("A picture that is held is not due, nor is what belongs to it; once released it is")
    func holding() async throws {
        try await test.sight("photo.jpg.json", .sidecar, inode: 2)
        try await test.sight("photo.depth.png", .companion, inode: 3)
        try await test.admit("photo.jpg", sidecar: "s")
        let late: Int64 = 24 * 60
        #expect(try await due(at: late).count == 3)
        let answer = try await journal.hold(photo, because: "evidence", until: nil, at: .minute(1))
        #expect(answer.succeeded && answer.sentence.hasPrefix("photo.jpg is held until it is released (hold "))
        #expect(try await due(at: late) == [])
        #expect(try await journal.overdue(at: .minute(late)) == 0)
        #expect(try await journal.firstExpiry(at: .minute(late)) == nil)
        #expect(try await journal.holdCount(at: .minute(late)) == 1)
        let hold = try #require(try await test.story("photo.jpg").hold)
        #expect(hold.reason == "evidence" && hold.since == .minute(1) && hold.until == nil)
        #expect(hold.id.wholeMatch(of: /[0-9a-f]{8}/) != nil)
        #expect(answer.sentence.contains(hold.id))
        let released = try await journal.release(photo, at: .minute(late))
        #expect(
            released
                == Answer(
                    succeeded: true,
                    sentence: "photo.jpg is released; its time is over, so the next sweep deletes it."))
        #expect(try await due(at: late).count == 3)
        #expect(try await test.story("photo.jpg").hold == nil)
        let reasons = try await test.story("photo.jpg").transitions.map(\.reason)
        #expect(reasons.contains("A user held it until it is released (hold \(hold.id))."))
        #expect(reasons.contains("A user released it (hold \(hold.id))."))
    }

    @Test("A hold with an end is over then by itself; holding again changes its end and words, not its id")
    func ending() async throws {
        try await test.admit("photo.jpg")
        _ = try await journal.hold(photo, because: "one", until: .minute(2000), at: .minute(1))
        let first = try #require(try await test.story("photo.jpg").hold)
        #expect(try await due(at: 1999) == [])
        #expect(try await due(at: 2000) == ["photo.jpg"])
        _ = try await journal.hold(photo, because: "two", until: .minute(3000), at: .minute(2))
        let second = try #require(try await test.story("photo.jpg").hold)
        #expect(second == Hold(id: first.id, reason: "two", since: .minute(2), until: .minute(3000)))
        #expect(try await due(at: 2999) == [])
        #expect(try await due(at: 3000) == ["photo.jpg"])
        let over = try await journal.hold(photo, because: "x", until: .minute(3), at: .minute(3))
        #expect(over == .no("The hold of photo.jpg would be over already; name a later end."))
    }

    @Test("A hold names a video too, also after its picture went, and keeps what was made of the picture")
    func outputs() async throws {
        try await test.admit("photo.jpg")
        try await test.deliver("photo.jpg", as: "photo.mp4")
        try await test.delete("photo.jpg", at: 10)
        let video = FilePlace.outbox(try place("photo.mp4"))
        #expect(try await journal.hold(video, because: "wanted", until: .minute(100), at: .minute(20)).succeeded)
        #expect(try await journal.dueOutputs(.video, after: .zero, at: .minute(50)) == [])
        #expect(try await journal.dueOutputs(.video, after: .zero, at: .minute(100)).count == 1)
        #expect(try await journal.release(video, at: .minute(60)).sentence == "photo.mp4 is released.")
        #expect(try await journal.dueOutputs(.video, after: .zero, at: .minute(61)).count == 1)
    }

    @Test("What is not known or not held is named")
    func refusals() async throws {
        let unknown =
            "photo.jpg is no file of the inbox that is known; if it was, it has been deleted and its name forgotten."
        #expect(try await journal.hold(photo, because: "x", until: nil, at: .minute(1)) == .no(unknown))
        #expect(try await journal.release(photo, at: .minute(1)) == .no(unknown))
        let video = FilePlace.outbox(try place("photo.mp4"))
        #expect(
            try await journal.hold(video, because: "x", until: nil, at: .minute(1))
                == .no("photo.mp4 was not made by this installation."))
        try await test.sight("photo.jpg")
        #expect(try await journal.release(photo, at: .minute(1)) == .no("photo.jpg is not held."))
    }

    @Test("Nothing of a hold's words stays once it is released, or its picture is taken away")
    func forgetting() async throws {
        for number in 1...60 {
            try await test.admit("\(number).jpg", content: "\(number)", inode: UInt64(number))
            let words = "canary " + String(repeating: "x", count: number * 7)
            _ = try await journal.hold(.inbox(place("\(number).jpg")), because: words, until: nil, at: .minute(1))
        }
        for number in 1...30 { _ = try await journal.release(.inbox(place("\(number).jpg")), at: .minute(2)) }
        try await journal.vanish(try await journal.inputs().map(\.id), at: .minute(3))
        try await journal.swept(at: .minute(4), deleted: 0, failed: 0)
        #expect(try test.bytes().range(of: Data("canary".utf8)) == nil)
    }
}
