import Fixtures
import Foundation
import Intake
import Journaling
import Model
import Testing

@testable import Service

/// A picture that is sent again after it was rendered and deleted, through intake, worker and sweep; time is told.
@Suite(.timeLimit(.minutes(2)))
struct RepeatingTests {
    private let test: TestInstallation
    private let clock = ToldClock()

    init() throws {
        test = try TestInstallation(
            #"{"intake": {"sidecar_wait": "0"}, "defaults": \#(quick)}"#, clock: clock.clocks)
    }

    /// Takes in what lies in the inbox, as a new instance does.
    private func takeIn() async throws -> [Admission] {
        let desk = try test.installation.desk(clock: clock.clock)
        var admissions: [Admission] = []
        for _ in 0..<10 {
            admissions += try await desk.settle().admissions
            clock.move(by: .seconds(1))
        }
        return admissions
    }

    private func render() async throws { try await test.runner().run(try await test.claim()) }

    private func sweep(_ installation: Installation? = nil) async throws {
        _ = try await (installation ?? test.installation).sweeper.run(as: "test")
    }

    /// Rendered, and deleted a day and an hour later.
    private func renderAndDelete(_ picture: Data) async throws {
        try test.root.write("inbox/photo.jpg", picture)
        #expect(try await takeIn().count == 1)
        try await render()
        clock.move(by: .seconds(25 * 3600))
        try await sweep()
        #expect(test.root.files(in: "inbox") == [])
        #expect(test.outbox == ["photo.mp4"])
    }

    @Test("It is not rendered, but told of in a note and in explain, swept on schedule, and nothing is unhealthy")
    func repeated() async throws {
        let picture = try await Pictures.jpeg()
        try await renderAndDelete(picture)
        try test.root.write("inbox/sub/again.jpg", picture)
        #expect(try await takeIn() == [.repeated(job: 2)])
        #expect(try await NoteWriter(test.installation).writeMissingNotes() == [])
        #expect(test.outbox == ["photo.mp4", "sub/again.jpg.error.json"])
        let note = try test.root.read("outbox/sub/again.jpg.error.json")
        #expect(note.contains(#""code": "already-rendered""#) && note.contains("soframe retry FILE"))
        let explanation = try await Explanation("sub/again.jpg", in: test.installation).text
        #expect(explanation.contains("Job 2 is refused: already-rendered.\nIt was rendered with these settings before"))
        #expect(!explanation.contains("It becomes"))
        let status = try await StatusReport(test.installation)
        #expect(status.isHealthy && status.queued == 0)
        #expect(try await takeIn() == [], "A restart changes nothing.")
        clock.move(by: .seconds(23 * 3600))
        try await sweep()
        #expect(test.root.files(in: "inbox") == ["sub/again.jpg"])
        clock.move(by: .seconds(2 * 3600))
        try await sweep()
        #expect(test.root.files(in: "inbox") == [])
    }

    @Test("With a new sidecar, or after the time of its fingerprint, it is rendered")
    func rendered() async throws {
        let picture = try await Pictures.jpeg()
        try await renderAndDelete(picture)
        try test.root.write("inbox/photo.jpg", picture)
        #expect(try await takeIn() == [.repeated(job: 2)])
        try test.root.write("inbox/photo.jpg.json", #"{"duration": 1}"#)
        #expect(try await takeIn() == [.queued(job: 3)])
        try await render()
        #expect(test.outbox == ["photo-2.mp4", "photo.mp4"], "The note, if any, is gone.")
        clock.move(by: .seconds(31 * 24 * 3600))
        try await sweep()
        try test.root.write("inbox/photo.jpg", picture)
        #expect(try await takeIn() == [.queued(job: 4)])
    }

    @Test("A fingerprint is all that the journal keeps: neither name nor hash is in the file after the sweep")
    func forgotten() async throws {
        let picture = try await Pictures.jpeg()
        try test.root.write("inbox/photo.jpg", picture)
        _ = try await takeIn()
        let hash = try #require(try await test.journal.inputs().first?.contentHash)
        #expect(try journalHolds(Data(hash)) && journalHolds(Data("photo.jpg".utf8)))
        try await render()
        clock.move(by: .seconds(25 * 3600))
        try await sweep()
        #expect(try !journalHolds(Data(hash)))
        #expect(try !journalHolds(Data("photo.jpg".utf8)))
        #expect(try !journalHolds(Data(hash.hexadecimal.utf8)))
        try test.root.write("inbox/photo.jpg", picture)
        #expect(try await takeIn() == [.repeated(job: 2)])
    }

    @Test("A time of zero forgets what there is with the next sweep, and keeps none")
    func none() async throws {
        let picture = try await Pictures.jpeg()
        try await renderAndDelete(picture)
        try test.root.write("soframe.json", #"{"retention": {"fingerprints": "0"}}"#)
        try await sweep(try TestInstallation.open(test.root, clock: clock.clocks))
        try test.root.write("inbox/photo.jpg", picture)
        #expect(try await takeIn() == [.queued(job: 2)])
    }

    private func journalHolds(_ bytes: Data) throws -> Bool {
        try Data(contentsOf: URL(fileURLWithPath: test.root.at("state/journal.sqlite"))).range(of: bytes) != nil
    }
}

extension [UInt8] {
    fileprivate var hexadecimal: String { map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
}
