import Fixtures
import Foundation
import Journaling
import Model
import StrictJSON
import Testing

@testable import Service

/// What users are told, and what happens to their pictures, when the clock is set.
struct ClockJumpTests {
    private let clock = ToldClock(start: Timestamp(milliseconds: 500_000 * 3_600_000))
    private let test: TestInstallation

    init() throws { test = try TestInstallation(clock: clock.clocks) }

    @Test("A jump of years deletes nothing at once: status, explain and clean say until when, and then it goes")
    func forward() async throws {
        try await test.sight("a.jpg", at: clock.clocks.now.wall)
        clock.set(by: .hours(24 * 365))
        clock.move(by: .hours(1))
        let clean = try await CleanRun(test.installation).run()
        #expect(clean.deleted == 0 && clean.overdue == 0 && clean.failures == [])
        #expect(!clean.isComplete)
        let status = try await StatusReport(test.installation)
        #expect(!status.isHealthy)
        #expect(status.overdue == 0)
        let until = clock.clocks.now.wall + .hours(23)
        let sentence =
            "The clock was set forward by 8760 h while a file was here that would be overdue by it. They stay until "
            + "\(until.text) at the latest, when their time is over by the clock that counts since the machine started. "
            + "Set the clock right if it is wrong; nothing needs to be done if it is right now."
        #expect(status.text.contains(sentence))
        #expect(clean.doubt?.sentence == sentence)
        #expect(
            JSONWriter.line(status.json).contains(
                #""clock_doubt": {"files": 1, "ahead_hours": 8760, "until": "\#(until.text)"}"#))
        #expect(
            try await Explanation("a.jpg", in: test.installation).text.contains(
                "The clock was set since it was first seen. By the one that counts since the machine started its time is "
                    + "over at \(until.text) as the clock is now; the first sweep after that deletes it."))
        clock.move(by: .hours(22))
        #expect(try await CleanRun(test.installation).run().deleted == 0)
        clock.move(by: .hours(1))
        let last = try await CleanRun(test.installation).run()
        #expect(last.deleted == 1 && last.isComplete)
        #expect(try await StatusReport(test.installation).isHealthy)
        #expect(try await test.journal.lastSweepRecord()?.lateness == .zero, "Not a year.")
    }

    @Test("A clock that was set back is told of by explain, and the picture goes as if it had not been")
    func back() async throws {
        try await test.sight("a.jpg", at: clock.clocks.now.wall)
        let deadline = clock.clocks.now.wall + .hours(24)
        #expect(
            try await !Explanation("a.jpg", in: test.installation).text.contains("The clock was set"))
        clock.set(by: .hours(-72))
        let expected = clock.clocks.now.wall + .hours(24)
        let text = try await Explanation("a.jpg", in: test.installation).text
        #expect(text.contains("It will be deleted at \(deadline.text).\nThe clock was set since it was first seen."))
        #expect(text.contains(" over at \(expected.text) as the clock is now;"))
        clock.move(by: .hours(23))
        #expect(try await CleanRun(test.installation).run().deleted == 0)
        clock.move(by: .hours(1))
        #expect(try await CleanRun(test.installation).run().deleted == 1)
    }

    @Test("A jump that is put right before that leaves everything as it was")
    func takenBack() async throws {
        try await test.sight("a.jpg", at: clock.clocks.now.wall)
        clock.set(by: .hours(100))
        _ = try await CleanRun(test.installation).run()
        clock.set(by: .hours(-100))
        #expect(try await StatusReport(test.installation).isHealthy)
        #expect(try await !Explanation("a.jpg", in: test.installation).text.contains("The clock was set"))
        clock.move(by: .hours(24))
        #expect(try await CleanRun(test.installation).run().deleted == 1)
    }
}
