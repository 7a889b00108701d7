import Files
import Foundation
package import Journaling
package import Model
package import StrictJSON

/// How an installation is, read beside whatever instance runs.
package struct StatusReport: Sendable {
    package struct Running: Sendable {
        package let job: Int64
        /// The picture's place in the inbox; nil once it has gone.
        package let picture: String?
        /// Frames done and in all; nil before the first.
        package let frame: Int?
        package let frames: Int?
    }

    package struct Ended: Sendable {
        package let job: Int64
        package let picture: String?
        package let state: JobState
        package let code: FailureCode?
        package let at: Timestamp
    }

    /// The command that holds the state folder, if any.
    package let holder: String?
    /// What keeps that one from its work, as it says: a full or failing disk, want of memory.
    package let trouble: String?
    package let queued: Int
    package let running: [Running]
    package let ended: [Ended]
    /// The earliest deadline of a picture that still waits to be rendered.
    package let firstExpiry: Timestamp?
    package let lastSweep: Timestamp?
    package let nextSweep: Timestamp
    package let overdue: Int
    /// Pictures, or what was made of them, that users keep from being deleted.
    package let held: Int
    /// Files that stay although their time is over, because the clock was set forward.
    package let doubt: ClockDoubt?
    package let hooks: HookCounts
    /// What keeps jobs from being begun, if room does.
    package let shortage: SpaceShortage?
    /// What the running instance said of its intake: an object, or nil.
    package let intake: JSONNode?

    /// Whether nothing is overdue, the inbox can be looked at, there is room for videos, and disk, clock and machine are
    /// well.
    package var isHealthy: Bool {
        overdue == 0 && doubt == nil && unavailable == nil && shortage == nil && trouble == nil
    }

    /// Why the inbox cannot be looked at, as the running instance says.
    package var unavailable: String? { holder == nil ? nil : try? intake?["unavailable"]?.string() }

    /// - Parameter space: By default the installation's own rule.
    package init(_ installation: Installation, space: SpaceRule? = nil) async throws {
        let journal = installation.journal
        let now = journal.clock.now
        shortage = (space ?? SpaceRule(installation)).shortage()
        let instance = try await InstanceLock.instance.holder(in: installation.state)
        holder = instance.map { "\($0.command) (process \($0.process), since \($0.since.text))" }
        trouble = instance?.trouble
        queued = try await journal.counts()[.queued] ?? 0
        let recent = try await journal.recent(ended: 10)
        running = recent.running.map { job in
            let progress = ProgressBoard.read(job.id, in: installation.state)
            return Running(job: job.id, picture: job.path?.description, frame: progress?.frame, frames: progress?.total)
        }
        ended = recent.ended.map {
            Ended(job: $0.id, picture: $0.path?.description, state: $0.state, code: $0.code, at: $0.at)
        }
        firstExpiry = try await journal.firstExpiry(at: now.wall)
        lastSweep = try await journal.lastSweep()
        nextSweep = installation.rule.nextTick(after: now.wall)
        overdue = try await journal.overdue(at: now)
        held = try await journal.holdCount(at: now.wall)
        doubt = try await journal.clockDoubt(at: now)
        hooks = try await journal.hookCounts()
        intake = try await journal.fact(HeartbeatService.fact).flatMap { try? JSONReader.read(Array($0.utf8)) }
    }
}
