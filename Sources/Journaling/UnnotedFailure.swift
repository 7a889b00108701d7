import GRDB
package import Model

/// A failure that nobody was told of yet.
package struct UnnotedFailure: Equatable, Sendable {
    package let job: Int64
    package let input: Int64
    /// The picture.
    package let path: RelativePath
    package let failure: JobFailure
    package let attempts: Int
    package let deadline: Timestamp

    fileprivate init(row: Row) throws {
        job = row["job_id"]
        input = row["id"]
        path = try row.path("path")
        failure = JobFailure(try row.word("code"), row["sentence"] ?? "", advice: row["advice"] ?? "")
        attempts = row["attempts"]
        deadline = row.time("deadline")
    }
}

extension Journal {
    /// Jobs that ended without a video, whose picture is still there, that are its latest and had no note written.
    package func unnoted() async throws -> [UnnotedFailure] {
        try await queue.read { database in
            try database.rows(
                """
                SELECT job.id AS job_id, job.code, job.attempts, explanation.sentence, explanation.advice, input.*, name.path
                FROM job JOIN input ON input.id = job.input JOIN name ON name.input = job.input
                LEFT JOIN explanation ON explanation.job = job.id
                WHERE job.needs_note = 1 AND job.ended_at IS NOT NULL ORDER BY job.id
                """
            ).map(UnnotedFailure.init(row:))
        }
    }
}
