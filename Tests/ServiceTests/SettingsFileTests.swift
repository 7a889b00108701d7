import Files
import Fixtures
import Foundation
import Glibc
import Intake
import Journaling
import Model
import Testing
import Watching

@testable import Service

/// What becomes of jobs and of explanations when files beside pictures come and change; with a real journal.
@Suite(.timeLimit(.minutes(2)))
struct SettingsFileTests {
    private let test: TestInstallation
    private let clock = ToldClock()
    private let desk: IntakeDesk

    init() throws {
        test = try TestInstallation(#"{"intake": {"sidecar_wait": "0"}, "defaults": \#(quick)}"#)
        desk = try test.installation.desk(clock: clock.clock)
    }

    private func settle(_ other: IntakeDesk? = nil) async throws {
        for _ in 0..<8 {
            _ = try await (other ?? desk).settle()
            clock.move(by: .seconds(1))
        }
    }

    private func drop(_ name: String, _ text: String) async throws {
        try test.root.write("inbox/\(name)", text)
        await desk.note(.written(try place(name)))
    }

    @Test("Folder defaults that change while jobs wait are what those jobs are made with, or name what is wrong")
    func defaults() async throws {
        try await drop("sub/soframe-defaults.json", #"{"seed": 1}"#)
        for name in ["sub/a.jpg", "sub/deep/b.jpg", "sub/own.jpg", "done.jpg", "sub/done.jpg"] {
            try await drop(name, name)
        }
        try await drop("sub/own.jpg.json", #"{"seed": 9}"#)
        try await settle()
        try test.root.makeFolder("outbox/sub")
        for name in ["done.jpg", "sub/done.jpg"] {
            try await test.deliver(try await claim(name), as: "\(name).mp4")
        }

        try await drop("sub/soframe-defaults.json", #"{"seed": -1}"#)
        try await settle()
        for name in ["sub/a.jpg", "sub/deep/b.jpg", "sub/own.jpg"] {
            #expect(try await test.states(name) == [.replaced, .refused])
        }
        #expect(try await NoteWriter(test.installation).writeMissingNotes() == [])
        let note = try test.root.read("outbox/sub/deep/b.jpg.error.json")
        #expect(note.contains("The settings file “sub/soframe-defaults.json” is not valid. At /seed"))

        try await drop("sub/soframe-defaults.json", #"{"seed": 2, "priority": 3}"#)
        try await settle()
        // Once more while they wait, this time while nobody looks.
        try test.root.write("inbox/sub/soframe-defaults.json", #"{"seed": 3, "priority": 3}"#)
        try await settle(try test.installation.desk(clock: clock.clock))
        for name in ["done.jpg", "sub/done.jpg"] { #expect(try await test.states(name) == [.delivered]) }
        var seeds: [String: UInt32] = [:]
        while let job = try await test.journal.claim(at: .now) {
            seeds[job.path.description] = job.settings.seed
            #expect(job.settings.priority == 3)
        }
        #expect(seeds == ["sub/a.jpg": 3, "sub/deep/b.jpg": 3, "sub/own.jpg": 9])
    }

    /// Claims jobs until it is that picture's, and puts the others back.
    private func claim(_ name: String) async throws -> Job {
        var others: [Job] = []
        while true {
            let job = try await test.claim()
            if job.path == (try place(name)) {
                for other in others {
                    try await test.journal.requeue(
                        other.id, notBefore: Timestamp(milliseconds: 0), isForgiven: true, at: .now,
                        reason: "Not this one.")
                }
                return job
            }
            others.append(job)
        }
    }

    @Test("A sidecar without a picture says so, and no more when it has one")
    func alone() async throws {
        let sentence = "No picture has been taken in with it so far; if none comes, it is deleted all the same."
        try await drop("a.jpg.json", quick)
        try await settle()
        #expect(try await Explanation("a.jpg.json", in: test.installation).text.contains(sentence))
        try await drop("a.jpg", "picture")
        try await settle()
        #expect(try await !Explanation("a.jpg.json", in: test.installation).text.contains(sentence))
        try test.root.remove("inbox/a.jpg")
        await desk.note(.removed(try place("a.jpg")))
        try await settle()
        #expect(try await Explanation("a.jpg.json", in: test.installation).text.contains(sentence))
    }

    @Test("A picture that somebody writes says so, known or not")
    func writer() async throws {
        let sentence = "A program on this machine has it open for writing; it is taken when that has closed it."
        let writer = unsafe open(test.root.at("inbox/a.jpg"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        _ = unsafe write(writer, "half", 4)
        #expect(try await Explanation("a.jpg", in: test.installation).text.hasSuffix(sentence))
        try await settle()
        let text = try await Explanation("a.jpg", in: test.installation).text
        #expect(text.contains("It will be deleted at ") && text.hasSuffix(sentence))
        close(writer)
        try await settle()
        #expect(try await !Explanation("a.jpg", in: test.installation).text.contains(sentence))
        #expect(try await test.states("a.jpg") == [.queued])
    }

    @Test("Of files that come faster than they are read, each is admitted to the journal once")
    func burst() async throws {
        let events = try test.installation.inbox.withRawDescriptor { raw in
            try DirectoryEvents(watching: raw, pendingLimit: 10) { NameRules.isUneventful($0, isFolder: $1) }
        }
        let desk = try test.installation.desk()
        let (admitted, teller) = AsyncStream.makeStream(of: [Admission].self)
        let loop = IntakeLoop(desk: desk, events: events) { teller.yield($0) }
        var jobs = 0
        try await withThrowingTaskGroup { group in
            group.addTask { try await loop.run() }
            for number in 0..<60 { try test.root.write("inbox/\(number % 7)/\(number).jpg", "\(number)") }
            for await admissions in admitted {
                jobs += admissions.count
                if jobs >= 60 { break }
            }
            group.cancelAll()
        }
        await events.stop()
        #expect(jobs == 60)
        #expect(try await test.journal.counts() == [.queued: 60])
        #expect(try await test.journal.inputs().count == 60)
    }
}
