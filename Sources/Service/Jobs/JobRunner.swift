import Files
import Journaling
package import Model
import Working

/// Does one job that was claimed: from the picture in the inbox to the video in the outbox, or to the reason why not.
package struct JobRunner: Sendable {
    private let installation: Installation
    private let worker: Worker
    private let publisher: Publisher
    private let notes: NoteWriter
    private let progress: ProgressBoard
    private let tell: @Sendable (JobEvent) -> Void

    /// - Parameters:
    ///   - executable: The program that runs a worker; nil for this one.
    ///   - tell: Called on any thread.
    package init(
        _ installation: Installation, executable: String? = nil, tell: @escaping @Sendable (JobEvent) -> Void
    ) {
        self.installation = installation
        let limit = TimeSpan.seconds(Double(installation.configuration.limits.jobSeconds))
        worker = executable.map { Worker(executable: $0, timeLimit: limit) } ?? Worker(timeLimit: limit)
        publisher = Publisher(outbox: installation.outbox, journal: installation.journal)
        notes = NoteWriter(installation)
        progress = ProgressBoard(installation.state)
        self.tell = tell
    }

    /// Does the job. Cancelling the task kills the worker and puts the job back; a video that is whole by then is
    /// published all the same.
    ///
    /// - Throws: when the journal fails; everything else becomes the job's own end.
    func run(_ job: Job) async throws {
        tell(.started(job))
        defer { progress.clear(job.id) }
        do {
            try await render(job)
        } catch is CancellationError {
            try await putBack(job, after: .zero, isForgiven: true, "It was stopped.")
            tell(.abandoned(job))
        } catch let failure as JobFailure {
            try await end(job, failure)
        } catch let error as FileError {
            try await end(job, error.failure)
        }
    }

    private func render(_ job: Job) async throws {
        guard let picture = try openPicture(of: job) else {
            // Intake sees what became of it, and the journal then ends the job or moves it.
            try await putBack(
                job, after: .seconds(2), isForgiven: true, "Its picture has changed or is not where it was.")
            tell(.abandoned(job))
            return
        }
        let outbox = installation.outbox
        try outbox.makeSubdirectories(job.path.parent)
        let video = try outbox.createUnnamed(in: job.path.parent)
        let limits = installation.configuration.limits
        let depth = try DepthSupply.open(
            for: job.path, in: installation.inbox, job.settings, limit: limits.fileBytes, installation.paths.models)
        let remarks = depth.remarks
        var report = try await worker.render(
            WorkOrder(
                settings: job.settings, pixelLimit: limits.pixels, memoryLimit: limits.memory.bytes,
                encoderThreads: installation.configuration.encoderThreads, secondsLimit: limits.jobSeconds,
                sandbox: installation.configuration.sandbox, hasDepthFile: depth.isFile, model: depth.model),
            picture: picture, depth: depth.take(), to: video,
            progress: { frame, total in
                progress.show(job.id, frame: frame, of: total)
                tell(.progress(job, frame: frame, of: total))
            })
        report.remarks += remarks
        try await uninterrupted { [report] in try await deliver(video, report, of: job) }
    }

    /// Nil when the picture has gone, or may hold other bytes than those that were admitted.
    private func openPicture(of job: Job) throws(FileError) -> OpenedFile? {
        do {
            let picture = try installation.inbox.openForReading(job.path)
            guard picture.openingStatus.stamp.mayBeSameContent(as: job.stamp) else { return nil }
            return picture
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }

    private func deliver(_ video: borrowing UnnamedFile, _ report: WorkReport, of job: Job) async throws {
        guard let place = try await publisher.publish(video, of: job, madeUnder: report.containment) else {
            tell(.abandoned(job))
            return
        }
        tell(.delivered(job, place))
        var troubles = try await notes.removeNotes(of: job)
        if installation.configuration.receipts {
            let receipt = Receipt(settings: job.settings, report: report, deadline: job.deadline)
            troubles += try await notes.writeReceipt(receipt, of: job, beside: place)
        }
        if !troubles.isEmpty { tell(.trouble(job, troubles)) }
    }

    private func end(_ job: Job, _ failure: JobFailure) async throws {
        switch RetryPolicy.verdict(on: failure, attempt: job.attempt) {
        case .fail:
            let troubles = try await uninterrupted {
                try await installation.journal.fail(job.id, failure, at: .now)
                return try await notes.writeMissingNotes()
            }
            tell(.failed(job, failure))
            if !troubles.isEmpty { tell(.trouble(job, troubles)) }
        case .again(let span):
            try await putBack(
                job, after: span, isForgiven: false, "It failed for now: \(failure.code.rawValue).")
            tell(.postponed(job, failure))
        }
    }

    private func putBack(_ job: Job, after span: TimeSpan, isForgiven: Bool, _ reason: String) async throws {
        try await uninterrupted {
            try await installation.journal.requeue(
                job.id, notBefore: .now + span, isForgiven: isForgiven, at: .now, reason: reason)
        }
    }
}

extension FileStatus {
    /// What tells whether the file may have changed.
    package var stamp: FileStamp {
        FileStamp(identity: identity, size: size, modified: modified, changed: changed)
    }
}

extension FileStamp {
    /// Other permissions or names do not make another picture; intake hears of a writer that sets the times back.
    fileprivate func mayBeSameContent(as other: FileStamp) -> Bool {
        identity == other.identity && size == other.size && modified == other.modified
    }
}
