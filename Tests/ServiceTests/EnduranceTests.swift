import Foundation
import Journaling
import Model
import Synchronization
import Testing

@testable import Files
@testable import Service

/// Work that the environment fails for a while.
struct EnduranceTests {
    private struct Mistake: Error {}

    /// What was told and how long was waited, in order.
    private final class Record: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock(\.self) }

        func add(_ line: String) { lines.withLock { $0.append(line) } }

        func endurance() -> Endurance {
            Endurance(
                sleep: { self.add("wait \($0.components.seconds)") },
                tell: { change in
                    switch change {
                    case .began(let trouble): self.add("began: \(trouble.reason)")
                    case .ended: self.add("ended")
                    }
                })
        }
    }

    private let record = Record()
    private let noSpace = FileError(.write, "cat.jpg", .system(ENOSPC))

    @Test("What fails for want of room is done anew, and told once as it begins and once as it ends, without names")
    func anew() async throws {
        let endurance = record.endurance()
        var attempts = 0
        try await endurance.run {
            attempts += 1
            if attempts < 4 { throw attempts == 2 ? FileError(.read, "dog.jpg", .system(EIO)) : noSpace }
            await endurance.settle()
        }
        #expect(
            record.all == ["began: No space left on device", "wait 1", "wait 2", "wait 4", "wait 4", "ended"])
    }

    @Test("A second trouble is told again, and begins with the shortest wait")
    func again() async throws {
        let endurance = record.endurance()
        for _ in 1...2 {
            var attempts = 0
            try await endurance.run {
                attempts += 1
                if attempts == 1 { throw noSpace }
                endurance.overcome()
            }
        }
        let once = ["began: No space left on device", "wait 1", "ended"]
        #expect(record.all == once + once)
    }

    @Test("Without trouble nothing is told or waited for")
    func well() async throws {
        let endurance = record.endurance()
        try await endurance.run { await endurance.settle() }
        #expect(record.all == [])
    }

    @Test(
        "Other errors end it at once",
        arguments: [
            Mistake(), CancellationError(), FileError(.open, "a", .system(EACCES)),
            FileError(.open, "a", .system(ENOENT)),
            FileError(.remove, "a", .cameBack), HeldByAnother(lock: .instance, holder: nil), UserError("No."),
        ] as [any Error])
    func mistake(error: any Error) async throws {
        #expect(EnvironmentTrouble(error) == nil)
        let thrown = await #expect(throws: (any Error).self) { try await record.endurance().run { throw error } }
        #expect(thrown.map { type(of: $0) == type(of: error) } == true)
        #expect(record.all == [])
    }

    @Test("Waits double from a second to a minute", arguments: zip(1...9, [1, 2, 4, 8, 16, 32, 60, 60, 60]))
    func pauses(failures: Int, seconds: Int) { #expect(Endurance.pause(after: failures) == .seconds(seconds)) }

    @Test("It ends with its task, while it waits")
    func stopped() async throws {
        let endurance = Endurance(sleep: { _ in throw CancellationError() }, tell: { _ in })
        await #expect(throws: CancellationError.self) { try await endurance.run { throw noSpace } }
    }

    @Test("Status shows what the holder of the state folder says, while it does")
    func status() async throws {
        let test = try TestInstallation()
        let state = test.installation.state
        let lock = try await InstanceLock.instance.take(in: state, command: "soframe watch")
        try InstanceLock.instance.note("No space left on device", in: state)
        let troubled = try await StatusReport(test.installation)
        #expect(troubled.trouble == "No space left on device" && !troubled.isHealthy)
        #expect(troubled.text.contains("The running instance was kept from its work: No space left on device. "))
        try InstanceLock.instance.note(nil, in: state)
        let well = try await StatusReport(test.installation)
        #expect(well.trouble == nil && well.isHealthy)
        #expect(well.holder == troubled.holder)
        withExtendedLifetime(lock) {}
    }
}
