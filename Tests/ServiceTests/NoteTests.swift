import Files
import Fixtures
import Foundation
import Journaling
import Model
import Testing

@testable import Service

struct NoteTests {
    private let test: TestInstallation
    private let notes: NoteWriter

    init() throws {
        test = try TestInstallation()
        notes = NoteWriter(test.installation)
    }

    @Test("A note says code, sentence, advice, attempts and when the picture goes")
    func content() async throws {
        try await test.refuse("x/photo.jpg")
        #expect(try await notes.writeMissingNotes() == [])
        let object =
            try JSONSerialization.jsonObject(
                with: Data(try test.root.read("outbox/x/photo.jpg.error.json").utf8)) as? [String: Any]
        #expect(object?["code"] as? String == "sidecar-invalid")
        #expect(object?["what"] as? String == "The sidecar is wrong.")
        #expect(object?["advice"] as? String == "Mend it.")
        #expect(object?["attempts"] as? Int == 0)
        #expect((object?["picture_is_deleted_at"] as? String)?.hasSuffix("Z") == true)
    }

    @Test("Notes that many want to write at once are written once")
    func together() async throws {
        for number in 1...5 { try await test.refuse("\(number).jpg") }
        let notes = notes
        try await withThrowingTaskGroup { group in
            for _ in 1...6 { group.addTask { try await notes.writeMissingNotes() } }
            for try await troubles in group { #expect(troubles == []) }
        }
        #expect(test.outbox == (1...5).map { "\($0).jpg.error.json" })
    }

    @Test("A note that the outbox does not take is told of, and holds up no other")
    func blocked() async throws {
        try test.root.write("outbox/x", "a file where a folder should be")
        try await test.refuse("x/photo.jpg")
        try await test.refuse("y.jpg")
        let troubles = try await notes.writeMissingNotes()
        #expect(troubles.count == 1)
        #expect(troubles.first?.contains("outbox/x”") == true, "\(troubles)")
        #expect(test.outbox == ["x", "y.jpg.error.json"])
        try test.root.remove("outbox/x")
        #expect(try await notes.writeMissingNotes() == [])
        #expect(test.outbox == ["x/photo.jpg.error.json", "y.jpg.error.json"])
    }

    @Test("Another failure of the same picture, or of what takes its name, replaces the note")
    func replaced() async throws {
        try await test.refuse("photo.jpg")
        _ = try await notes.writeMissingNotes()
        try await test.refuse("photo.jpg", JobFailure(.truncated, "It is not whole.", advice: "Send it again."))
        _ = try await notes.writeMissingNotes()
        #expect(try test.root.read("outbox/photo.jpg.error.json").contains("truncated"))
        try await test.admit("photo.jpg", Data("other".utf8))
        try await test.runner().run(try await test.claim())
        #expect(test.outbox == ["photo.jpg.error.json"])
        #expect(try test.root.read("outbox/photo.jpg.error.json").contains("not-an-image"))
    }

    @Test("A note that someone else wrote is left alone")
    func foreign() async throws {
        try test.root.write("outbox/photo.jpg.error.json", "foreign")
        try await test.refuse("photo.jpg")
        _ = try await notes.writeMissingNotes()
        #expect(test.outbox == ["photo.jpg-2.error.json", "photo.jpg.error.json"])
        #expect(try test.root.read("outbox/photo.jpg.error.json") == "foreign")
    }

    @Test("A note that has its name when a crash comes before it is recorded is taken for what it is")
    func unrecorded() async throws {
        let other = JobFailure(.truncated, "It is not whole.", advice: "Send it again.")
        try await test.refuse("photo.jpg")
        _ = try await notes.writeMissingNotes()
        let note = try test.root.read("outbox/photo.jpg.error.json")
        try await test.refuse("photo.jpg", other)
        _ = try await notes.writeMissingNotes()
        // The first failure again, whose note then took the other's place, and nothing more was done.
        try await test.refuse("photo.jpg")
        try test.root.remove("outbox/photo.jpg.error.json")
        try test.root.write("outbox/photo.jpg.error.json", note)
        #expect(try await notes.writeMissingNotes() == [])
        #expect(test.outbox == ["photo.jpg.error.json"])
        try await test.refuse("photo.jpg", other)
        _ = try await notes.writeMissingNotes()
        #expect(test.outbox == ["photo.jpg.error.json"], "it is known, so its successor takes its place")
        #expect(try test.root.read("outbox/photo.jpg.error.json").contains("truncated"))
    }

    @Test("A crash between delivery and the note's removal is made up for at the next start")
    func outdated() async throws {
        try await test.refuse("photo.jpg")
        _ = try await notes.writeMissingNotes()
        try await test.admit("photo.jpg", Pictures.jpeg())
        let job = try await test.claim()
        let video = try test.installation.outbox.createUnnamed()
        let publisher = Publisher(outbox: test.installation.outbox, journal: test.journal)
        _ = try await publisher.publish(video, of: job, madeUnder: .seccompOnly)
        #expect(test.outbox == ["photo.jpg.error.json", "photo.mp4"])
        #expect(try await Recovery(installation: test.installation).run() == [])
        #expect(test.outbox == ["photo.mp4"])
    }
}
