import Files
import Journaling
import Model

/// Gives a whole video its name in the outbox, so that a crash at any point leaves it there once or not at all.
struct Publisher: Sendable {
    let outbox: Directory
    let journal: Journal

    /// Publishes a video; returns its place, or nil when the job lost its place to another meanwhile.
    ///
    /// A new revision takes the place of its own earlier video while that is still the file that was delivered;
    /// whatever else has a name keeps it.
    func publish(
        _ video: borrowing UnnamedFile, of job: Job, madeUnder containment: Containment
    ) async throws -> RelativePath? {
        try video.synchronize()
        if let (earlier, path) = try await earlierVideo(of: job) {
            guard try await journal.beginPublishing(job.id, as: path, video.identity, madeUnder: containment, at: .now)
            else { return nil }
            let hasName = try names(video, path) { try replace(earlier, at: path, with: video) }
            if hasName { return try await delivered(job, path) }
        }
        for name in OutputNames(job.path, id: job.input).videos(job.settings.format) {
            guard try outbox.status(of: name) == nil else { continue }
            guard try await journal.beginPublishing(job.id, as: name, video.identity, madeUnder: containment, at: .now)
            else { return nil }
            let hasName = try names(video, name) { try outbox.publish(video, as: name) == .published }
            if hasName { return try await delivered(job, name) }
        }
        throw JobFailure(
            .internalError, "No free name was found for the video among 9999.",
            advice: "Move videos of that name out of the outbox.")
    }

    /// The picture's video from an earlier revision, while that is still the file that was delivered; one that is not is
    /// forgotten.
    private func earlierVideo(of job: Job) async throws -> (Output, RelativePath)? {
        guard let earlier = try await journal.outputs(of: job.input, .video).last, let path = earlier.path else {
            return nil
        }
        let status = try outbox.status(of: path)
        // A file system gives the number of a file that is gone to the next one, so the number alone proves nothing. The
        // kernel's own time does: it is later in a file that somebody made, or changed, after the delivery.
        let isUnchanged = status.map { $0.changed / 1_000_000 <= earlier.at.milliseconds } ?? false
        if status?.identity == earlier.identity, isUnchanged { return (earlier, path) }
        try await journal.removed([earlier.id], at: .now)
        return nil
    }

    /// Names the video; false when it did not get that name. One that has it stays there whatever fails after that: made
    /// once more it would be there twice.
    private func names(
        _ video: borrowing UnnamedFile, _ path: RelativePath, _ name: () throws -> Bool
    ) throws -> Bool {
        do {
            return try name()
        } catch let error as FileError {
            let shown = try? outbox.status(of: path)
            guard shown?.identity == video.identity else { throw error }
            return true
        }
    }

    private func replace(
        _ earlier: Output, at path: RelativePath, with video: borrowing UnnamedFile
    ) throws -> Bool {
        do throws(FileError) {
            return try outbox.replace(path, ifStill: earlier.identity, with: video) == .replaced
        } catch {
            // Where names cannot be exchanged, the new video gets a name of its own.
            if error.isUnsupported { return false }
            throw error
        }
    }

    private func delivered(_ job: Job, _ path: RelativePath) async throws -> RelativePath {
        try await journal.delivered(job.id, at: .now)
        return path
    }

    /// Settles what a crash left between the journal and the outbox.
    func recover(at now: Timestamp) async throws {
        for publication in try await journal.recover(at: now) {
            if try outbox.status(of: publication.path)?.identity == publication.identity {
                try await journal.delivered(publication.job, at: now)
            } else {
                try await journal.unpublish(publication.job, at: now)
            }
        }
    }
}
