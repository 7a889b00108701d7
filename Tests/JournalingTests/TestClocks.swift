import Model
import Synchronization

@testable import Journaling

/// Clocks that stand where a test puts them.
final class TestClocks: Sendable {
    private let reading = Mutex(ClockReading.unset(.minute(0)))

    var clocks: Clocks { Clocks { [self] in reading.withLock(\.self) } }

    func show(_ wall: Timestamp) { show(.unset(wall)) }

    func show(_ reading: ClockReading) { self.reading.withLock { $0 = reading } }
}

extension ClockReading {
    /// Of a machine that was started 1000 days before the tests' first minute, and whose clock was never set.
    static func unset(_ wall: Timestamp) -> ClockReading {
        ClockReading(wall: wall, boot: "first", sinceBoot: (wall + .days(1000)).since(.minute(0)))
    }
}

extension Journal {
    func move(_ id: Int64, to path: RelativePath, stamp: FileStamp) async throws {
        try await move([Move(id: id, path: path, stamp: stamp)])
    }

    func due(at time: Timestamp) async throws -> [DueInput] { try await due(at: ClockReading.unset(time)) }
    func overdue(at time: Timestamp) async throws -> Int { try await overdue(at: ClockReading.unset(time)) }
}

extension Journal {
    func dueOutputs(_ kind: Output.Kind, after span: TimeSpan, at time: Timestamp) async throws -> [Output] {
        try await dueOutputs(kind, after: span, at: ClockReading.unset(time)).map(\.output)
    }
}
