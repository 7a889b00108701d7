import GRDB
package import Model

extension Journal {
    /// Takes the job that is next (by priority, deadline, arrival) and marks it as running; nil when none is ready.
    ///
    /// A job whose settings cannot be read any more (an earlier version wrote them) fails here and the next one is taken.
    package func claim(at now: Timestamp) async throws -> Job? {
        let hooks = hooks
        return try await write { database in
            while let row = try database.nextJob(at: now) {
                let settings: Settings
                do throws(SettingsError) {
                    settings = try Settings(journaled: row["settings"] ?? "")
                } catch {
                    try database.explain(row["job_id"], .unreadableSettings(error))
                    try database.setJob(row["job_id"], .failed, at: now, "Its settings cannot be read.")
                    try database.owe(.failed, for: row["job_id"], among: hooks)
                    continue
                }
                return try database.begin(try Job(row, settings), at: now)
            }
            return nil
        }
    }

    /// When the next job that waits after a failure may be tried again; nil when none waits. It may be in the past.
    package func nextAttempt() async throws -> Timestamp? {
        try await queue.read { database in
            try database.row(
                """
                SELECT not_before FROM job WHERE ended_at IS NULL AND state = 'queued' AND not_before > 0
                ORDER BY not_before LIMIT 1
                """)?.time("not_before")
        }
    }

    /// Puts a job that is running or publishing back into the queue, unless something took its place meanwhile; it ends
    /// instead when its picture has gone or another revision waits.
    ///
    /// - Parameters:
    ///   - isForgiven: The attempt does not count, since the job was not to blame.
    ///   - reason: Kept until the picture goes; it may quote the picture's name.
    package func requeue(
        _ job: Int64, notBefore: Timestamp, isForgiven: Bool, at now: Timestamp, reason: String
    ) async throws {
        try await write { database in
            guard try database.isUnderWay(job) else { return }
            try database.run(
                "UPDATE job SET not_before = ?, attempts = attempts - ? WHERE id = ?",
                [notBefore.milliseconds, isForgiven ? 1 : 0, job])
            try database.putBack(job, at: now, "It was put back.", words: reason)
        }
    }

    /// Records that a job that is running or publishing cannot be done, unless something took its place meanwhile.
    package func fail(_ job: Int64, _ failure: JobFailure, at now: Timestamp) async throws {
        let hooks = hooks
        try await write { database in
            guard try database.isUnderWay(job) else { return }
            try database.explain(job, failure)
            try database.setJob(job, .failed, at: now, "It failed: \(failure.code.rawValue).")
            try database.owe(.failed, for: job, among: hooks)
        }
    }

    /// Of these jobs, those that are running or publishing as far as the journal knows; the others lost their place.
    package func stillRunning(_ jobs: [Int64]) async throws -> Set<Int64> {
        try await queue.read { database in Set(try jobs.filter { try database.isUnderWay($0) }) }
    }

    /// Puts every job back that a process left running when it ended, and returns those it left publishing: each must
    /// be told to be `delivered` or not (`unpublish`). Only for whoever holds the state folder.
    package func recover(at now: Timestamp) async throws -> [Publication] {
        try await write { database in
            for row in try database.rows("SELECT id FROM job WHERE ended_at IS NULL AND state = 'running'") {
                try database.putBack(row["id"], at: now, "The program ended while it ran.")
            }
            return try database.rows(Publication.selection).map(Publication.init(row:))
        }
    }
}

extension Database {
    fileprivate func nextJob(at now: Timestamp) throws -> Row? {
        try row(
            """
            SELECT job.id AS job_id, job_settings.settings, job.attempts, input.*, name.path FROM job
            JOIN input ON input.id = job.input JOIN name ON name.input = job.input
            LEFT JOIN job_settings ON job_settings.job = job.id
            WHERE job.ended_at IS NULL AND job.state = 'queued' AND job.not_before <= ?
            ORDER BY job.priority DESC, input.deadline, input.arrival, job.id LIMIT 1
            """, [now.milliseconds])
    }

    fileprivate func begin(_ job: Job, at now: Timestamp) throws -> Job {
        try run("UPDATE job SET attempts = ? WHERE id = ?", [job.attempt, job.id])
        try setJob(job.id, .running, at: now, "A worker was started.")
        return job
    }
}

extension Job {
    fileprivate init(_ row: Row, _ settings: Settings) throws {
        self.init(
            id: row["job_id"], input: row["id"], path: try row.path("path"), stamp: row.stamp, settings: settings,
            attempt: row["attempts"] as Int + 1, deadline: row.time("deadline"))
    }
}

extension Settings {
    /// Settings as the journal keeps them: a sidecar.
    init(journaled text: String) throws(SettingsError) {
        self = Settings.resolved([try SettingsLayer.read(Array(text.utf8))])
    }
}

extension JobFailure {
    fileprivate static func unreadableSettings(_ error: SettingsError) -> JobFailure {
        JobFailure(
            .internalError, "The settings that were kept for this picture cannot be read any more: \(error)",
            advice: "Send the picture again.")
    }
}
