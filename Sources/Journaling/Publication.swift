import GRDB
package import Model

/// A video on its way to its name in the outbox.
package struct Publication: Equatable, Sendable {
    package let job: Int64
    package let input: Int64
    package let path: RelativePath
    package let identity: FileIdentity

    init(row: Row) throws {
        job = row["job"]
        input = row["input"]
        path = try row.path("path")
        identity = row.identity
    }

    static let selection = """
        SELECT publication.*, job.input FROM job JOIN publication ON publication.job = job.id
        WHERE job.ended_at IS NULL AND job.state = 'publishing'
        """
}

extension Journal {
    /// Records the name that a whole video is about to get, so that a crash between the two is understood later, and what
    /// held the worker that made it.
    ///
    /// - Returns: False when the job lost its place meanwhile; the video must then be thrown away.
    package func beginPublishing(
        _ job: Int64, as path: RelativePath, _ identity: FileIdentity, madeUnder containment: Containment = .none,
        at now: Timestamp
    ) async throws -> Bool {
        try await write { database in
            guard let state = try database.state(of: job), state == .running || state == .publishing else {
                return false
            }
            try database.run(
                "INSERT OR REPLACE INTO publication (job, path, device, inode) VALUES (?, ?, ?, ?)",
                [job, path.blob] + identity.arguments)
            let reason =
                state == .running
                ? "The video is whole. Its maker was contained by: \(containment.rawValue)."
                : "The video's name was taken; it gets another."
            try database.setJob(job, .publishing, at: now, reason)
            return true
        }
    }

    /// Records that the video of a job that is publishing has its name. Whatever stood under that name before is no
    /// output any more.
    package func delivered(_ job: Int64, at now: Timestamp) async throws {
        let (fingerprints, hooks, pathHash, reading) = (fingerprints, hooks, pathHash, clock.now)
        try await write { database in
            guard let row = try database.row(Publication.selection + " AND job.id = ?", [job]) else { return }
            let video = try Publication(row: row)
            let offset = try CountedTime(at: reading, in: database).offset(at: now)
            try database.add(
                .video, job: job, input: video.input, path: video.path, pathHash, video.identity, at: now,
                offset: offset)
            try database.dropPublication(of: job)
            try fingerprints.keep(ofJob: job, at: now, in: database)
            try database.countRender(of: job)
            try database.setJob(job, .delivered, at: now, "The video is in the outbox.")
            try database.owe(.delivered, for: job, among: hooks)
            try database.forgetPlaces(of: video.input)
        }
    }

    /// Puts a job back whose video did not get its name before the program ended; it ends instead when its picture has
    /// gone or another revision waits.
    package func unpublish(_ job: Int64, at now: Timestamp) async throws {
        try await write { database in
            guard try database.state(of: job) == .publishing else { return }
            try database.putBack(
                job, at: now, "The program ended before the video had its name.")
        }
    }
}

extension Database {
    func dropPublication(of job: Int64) throws {
        try run("DELETE FROM publication WHERE job = ?", [job])
        if changesCount > 0 { try Names.haveChanged(self) }
    }
}
