import Files
import Glibc
import Intake
import Journaling
package import Logging
import Model
import Retention
import ServiceLifecycle
import UnixSignals
import Watching

/// `soframe watch`: takes in, renders and sweeps until it is told to stop.
package struct WatchRun: Sendable {
    private let logger: Logger
    private let manager: ServiceManager?
    private let open: @Sendable () throws -> Installation
    private let pulse = Pulse()

    /// - Parameters:
    ///   - manager: Who is to be told how the watch is.
    ///   - open: Called until it succeeds, and not again, so that nobody else holds the inbox when another takes its place.
    package init(
        logger: Logger, manager: ServiceManager? = nil, opening open: @escaping @Sendable () throws -> Installation
    ) {
        self.logger = logger
        self.manager = manager
        self.open = open
    }

    /// Runs until SIGTERM or SIGINT. Throws `HeldByAnother` when the state folder is another's.
    package func run() async throws {
        var services: [any Service] = [ClosureService { try await untilStopped { try await work() } }]
        // The last is stopped first, and so says at once that the others are being stopped.
        if let manager { services.append(NoticeService(manager: manager, pulse: pulse, logger: logger)) }
        try await ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger)
        ).run()
        logger.info("stopped")
    }

    private func work() async throws {
        let opening = Endurance { [logger, pulse] change in
            change.log(to: logger)
            change.show(in: pulse)
        }
        try await opening.run {
            let installation = try open()
            let lock = try await InstanceLock.instance.take(in: installation.state, command: "soframe watch")
            opening.overcome()
            if installation.configuration.sandbox != .required {
                logger.warning(
                    "decoding is not fully contained: a hostile picture could do what the setting lets it",
                    metadata: ["sandbox": "\(installation.configuration.sandbox.rawValue)"])
            }
            try await watch(installation)
            withExtendedLifetime(lock) {}
        }
    }

    /// Everything begins anew, as after a crash, when the environment failed: what one part of it knows that another could
    /// not record is then found again.
    private func watch(_ first: Installation) async throws {
        var installation = first
        let endurance = Endurance { [logger, pulse] change in
            change.log(to: logger)
            change.show(in: first.state)
            change.show(in: pulse)
        }
        try await endurance.run {
            if try await !Recovery(installation: installation).run().isEmpty { logNoteTrouble() }
            while let folder = try await serve(installation, endurance) {
                logger.warning("another folder is the inbox now")
                installation = Installation(installation, inbox: folder)
            }
        }
    }

    /// Runs until the task is cancelled, or returns the folder that is to be the inbox from now on.
    private func serve(_ installation: Installation, _ endurance: Endurance) async throws -> Directory? {
        let journal = installation.journal
        let began = journal.clock.now
        try await installation.sweeper.runUnlessHeld(as: "soframe watch")?.log(to: logger)
        try await journal.clockDoubt(at: journal.clock.now)?.log(to: logger)
        do {
            let services = try services(of: installation, lastSweep: began)
            pulse.start()
            defer { pulse.rest() }
            try await withThrowingDiscardingTaskGroup { group in
                for service in services { group.addTask { try await service.run() } }
                group.addTask { await endurance.settle() }
            }
            return nil
        } catch let error as InboxReplaced {
            return error.folder
        }
    }

    private func services(of installation: Installation, lastSweep: ClockReading) throws -> [any Service] {
        let journal = installation.journal
        let desk = try installation.desk()
        let (logger, pulse) = (logger, pulse)
        let hooks = HookService(installation, tell: { $0.log(to: logger) })
        let runner = JobRunner(installation) { event in
            event.log(to: logger)
            if event.isEnd { hooks.jobEnded() }
        }
        let dispatcher = JobDispatcher(
            installation, runner: runner, tell: { $0.log(to: logger) }, beat: { pulse.beat(.dispatcher) })
        let notes = NoteWriter(installation)
        let intake = IntakeService(desk: desk, installation: installation, logger: logger, pulse: pulse) { admissions in
            try await dispatcher.queueChanged()
            guard admissions.contains(where: { $0.isRefused || $0.isRepeated }) else { return }
            hooks.jobEnded()
            if try await !notes.writeMissingNotes().isEmpty { logNoteTrouble() }
        }
        return [
            dispatcher, intake,
            SweepService(
                sweep: try installation.sweeper, journal: journal, rule: installation.rule, last: lastSweep,
                logger: logger, beat: { pulse.beat(.sweeps) }),
            RequestService(installation, dispatcher, beat: { pulse.beat(.requests) }),
            HeartbeatService(desk: desk, journal: journal, logger: logger, pulse: manager == nil ? nil : pulse), hooks,
        ]
    }

    private func logNoteTrouble() {
        logger.error(
            "an error note could not be written or removed, and is tried again; soframe clean says which and why")
    }
}

extension Endurance.Change {
    /// For `status`, as far as the disk takes it.
    fileprivate func show(in state: Directory) {
        switch self {
        case .began(let trouble): try? InstanceLock.instance.note(trouble.reason, in: state)
        case .ended: try? InstanceLock.instance.note(nil, in: state)
        }
    }

    fileprivate func show(in pulse: Pulse) {
        switch self {
        case .began(let trouble): pulse.show(trouble: trouble.reason)
        case .ended: pulse.show(trouble: nil)
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
