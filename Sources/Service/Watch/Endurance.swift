import Logging
import Synchronization

/// Does work anew for as long as the environment fails it, after pauses that double from a second to a minute.
final class Endurance: Sendable {
    enum Change: Equatable {
        case began(EnvironmentTrouble)
        case ended
    }

    /// Beginning and end are told once each, however often the work fails between.
    private let tell: @Sendable (Change) -> Void
    private let sleep: @Sendable (Duration) async throws -> Void
    /// How often the work has failed since all was well.
    private let failures = Mutex(0)

    /// - Parameter sleep: Waits so long, or throws when the task is cancelled.
    init(
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        tell: @escaping @Sendable (Change) -> Void
    ) {
        self.sleep = sleep
        self.tell = tell
    }

    /// Returns when the work does. Throws what it throws, unless that is the environment's.
    func run(_ work: () async throws -> Void) async throws {
        while true {
            do {
                return try await work()
            } catch {
                guard let trouble = EnvironmentTrouble(error) else { throw error }
                let failures = failures.withLock { failures in
                    failures += 1
                    return failures
                }
                if failures == 1 { tell(.began(trouble)) }
                try await sleep(Self.pause(after: failures))
            }
        }
    }

    /// Takes the trouble as over once the work has gone on for as long as was waited before it; a disk that is nearly full
    /// takes some things and fails at others.
    func settle() async {
        let failures = failures.withLock(\.self)
        guard failures > 0, (try? await sleep(Self.pause(after: failures))) != nil else { return }
        overcome()
    }

    /// The trouble is over, if there was one.
    func overcome() {
        let failures = failures.withLock { failures in
            defer { failures = 0 }
            return failures
        }
        if failures > 0 { tell(.ended) }
    }

    static func pause(after failures: Int) -> Duration { min(.seconds(60), .seconds(1 << min(failures - 1, 6))) }
}

extension Endurance.Change {
    func log(to logger: Logger) {
        switch self {
        case .began(let trouble):
            logger.error(
                "the disk or the machine fails; all is tried again until it is well",
                metadata: ["reason": "\(trouble.reason)"])
        case .ended: logger.info("the disk and the machine are well again, and all goes on")
        }
    }
}
