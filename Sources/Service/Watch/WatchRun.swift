import Files
import Glibc
import Intake
package import Logging
import Model
import Retention
import ServiceLifecycle
import UnixSignals
import Watching

/// `soframe watch`: takes in, renders and sweeps until it is told to stop.
package struct WatchRun: Sendable {
    private let installation: Installation
    private let logger: Logger

    package init(_ installation: Installation, logger: Logger) {
        self.installation = installation
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT. Throws `HeldByAnother` when the state folder is another's.
    package func run() async throws {
        let lock = try await InstanceLock.instance.take(in: installation.state, command: "soframe watch")
        if installation.configuration.sandbox != .required {
            logger.warning(
                "decoding is not fully contained: a hostile picture could do what the setting lets it",
                metadata: ["sandbox": "\(installation.configuration.sandbox.rawValue)"])
        }
        if try await !Recovery(installation: installation).run().isEmpty { logNoteTrouble() }
        let began = Timestamp.now
        try await installation.sweeper.runUnlessHeld(as: "soframe watch")?.log(to: logger)
        try await ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: try await services(lastSweep: began).map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        ).run()
        logger.info("stopped")
        withExtendedLifetime(lock) {}
    }

    private func services(lastSweep: Timestamp) async throws -> [any Service] {
        let journal = installation.journal
        let desk = installation.desk()
        let events = try await events(for: desk)
        let logger = logger
        let hooks = HookService(installation, tell: { $0.log(to: logger) })
        let runner = JobRunner(installation) { event in
            event.log(to: logger)
            if event.isEnd { hooks.jobEnded() }
        }
        let dispatcher = JobDispatcher(installation, runner: runner, tell: { $0.log(to: logger) })
        let notes = NoteWriter(installation)
        let intake = IntakeService(desk: desk, events: events) { admissions in
            try await dispatcher.queueChanged()
            guard admissions.contains(where: { $0.isRefused || $0.isRepeated }) else { return }
            hooks.jobEnded()
            if try await !notes.writeMissingNotes().isEmpty { logNoteTrouble() }
        }
        logger.info("watching", metadata: ["by": events == nil ? "polling" : "inotify"])
        return [
            dispatcher, intake,
            SweepService(
                sweep: installation.sweeper, rule: installation.rule, last: lastSweep, logger: logger),
            RequestService(journal: journal) { try await dispatcher.queueChanged() },
            HeartbeatService(desk: desk, journal: journal, logger: logger), hooks,
        ]
    }

    private func logNoteTrouble() {
        logger.error(
            "an error note could not be written or removed, and is tried again; soframe clean says which and why")
    }

    /// Nil when the inbox is polled.
    private func events(for desk: IntakeDesk) async throws -> DirectoryEvents? {
        if let reason = try installation.reasonToPoll() {
            await desk.poll(.root, because: reason)
            return nil
        }
        do throws(WatchingError) {
            return try directoryEvents()
        } catch {
            await desk.poll(.root, because: error.description)
            return nil
        }
    }

    private func directoryEvents() throws(WatchingError) -> DirectoryEvents {
        try installation.inbox.withRawDescriptor { folder throws(WatchingError) in
            try DirectoryEvents(
                watching: folder, recursively: installation.configuration.intake.recursive,
                skipping: { NameRules.isUneventful($0, isFolder: $1) })
        }
    }
}

extension Admission {
    var isRefused: Bool {
        if case .refused = self { true } else { false }
    }

    var isRepeated: Bool {
        if case .repeated = self { true } else { false }
    }
}

extension SpaceHold.Change {
    /// Folders by their role only.
    func log(to logger: Logger) {
        switch self {
        case .began(let shortage):
            logger.error(
                "no job is begun for want of disk space; soframe status says where and what to do",
                metadata: [
                    "folder": "\(shortage.folder.rawValue)", "free": "\(shortage.free)",
                    "min_free": "\(shortage.needed.bytes)",
                ])
        case .ended: logger.info("there is disk space again, and jobs go on")
        }
    }
}

extension JobEvent {
    /// Ids only: a picture's name is nobody's business in a log.
    func log(to logger: Logger) {
        switch self {
        case .started(let job): logger.info("started", metadata: ["job": "\(job.id)", "attempt": "\(job.attempt)"])
        case .progress: break
        case .delivered(let job, _): logger.info("delivered", metadata: ["job": "\(job.id)"])
        case .failed(let job, let failure):
            logger.warning("failed", metadata: ["job": "\(job.id)", "code": "\(failure.code.rawValue)"])
        case .postponed(let job, let failure):
            logger.warning("postponed", metadata: ["job": "\(job.id)", "code": "\(failure.code.rawValue)"])
        case .abandoned(let job): logger.info("abandoned", metadata: ["job": "\(job.id)"])
        case .trouble(let job, _):
            logger.error("a note or receipt could not be written or removed", metadata: ["job": "\(job.id)"])
        }
    }
}
