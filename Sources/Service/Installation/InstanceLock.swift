package import Files
import Foundation
import Model

/// A right that one process, or one part of it, has in a state folder at a time. Raw values are the files' names.
package enum InstanceLock: String, Sendable {
    /// To take pictures in and render them: `watch` or `batch`.
    case instance = "lock"
    /// To delete.
    case sweep = "sweep.lock"
    /// To write error notes.
    case notes = "notes.lock"

    /// What a process calls itself that only looks who holds a lock.
    private static let looking = "soframe (looking)"
    private static let pause = Duration.milliseconds(20)

    /// Takes the lock.
    ///
    /// - Parameters:
    ///   - command: Ours, as the user knows it, for others to name.
    ///   - patience: How long to wait for another to give it back. Whoever only looks, or has not said yet who it is, is
    ///     waited for in any case.
    /// - Throws: `HeldByAnother` when somebody has it, `FileError`, or `CancellationError` while waiting.
    package func take(in state: Directory, command: String, patience: Duration = .zero) async throws -> StateLock {
        let began = ContinuousClock.now
        while true {
            switch try attempt(in: state, command) {
            case .taken(let lock): return lock
            case .heldBy(let holder):
                let isBrief = holder == nil || holder?.command == Self.looking
                guard ContinuousClock.now - began < max(patience, isBrief ? .seconds(1) : .zero) else {
                    throw HeldByAnother(lock: self, holder: holder)
                }
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// Who has the lock now, if anybody.
    package func holder(in state: Directory) async throws -> LockHolder? {
        do {
            _ = try await take(in: state, command: Self.looking)
            return nil
        } catch let error as HeldByAnother {
            return error.holder ?? LockHolder(process: 0, command: "another process", since: .now)
        }
    }

    /// Tells others what keeps us, who have the lock, from our work; nil when that is over.
    package func note(_ trouble: String?, in state: Directory) throws {
        try StateLock.note(trouble, in: state, name: name)
    }

    private func attempt(in state: Directory, _ command: String) throws -> LockAttempt {
        try StateLock.take(
            in: state, name: name, holder: LockHolder(process: getpid(), command: command, since: .now))
    }

    private var name: RelativePath {
        get throws {
            guard let path = RelativePath(rawValue) else { throw UserError("\(rawValue) is no name for a lock.") }
            return path
        }
    }
}

/// Somebody else has the right to do this now; whole sentences.
package struct HeldByAnother: Error, Equatable, Sendable, CustomStringConvertible {
    package let lock: InstanceLock
    /// Nil when that one has not said who it is.
    package let holder: LockHolder?

    package var description: String {
        let who = holder.map { "“\($0.command)” (process \($0.process), since \($0.since.text))" } ?? "another process"
        return switch lock {
        case .instance:
            "The state folder is held by \(who). Stop that one first, or give another folder with --state."
        case .sweep: "Another sweep is at work, by \(who). Try again when it is done."
        case .notes: "Error notes are being written by \(who). Try again when it is done."
        }
    }
}
