import GRDB
package import Model

extension Journal {
    /// The earliest deadline of a picture whose job still waits and that is not held; nil when none waits.
    package func firstExpiry(at now: Timestamp) async throws -> Timestamp? {
        try await queue.read { database in
            try database.row(
                """
                SELECT input.deadline FROM job JOIN input ON input.id = job.input
                WHERE job.ended_at IS NULL AND job.state = 'queued' AND NOT \(Hold.covers("job.input"))
                ORDER BY input.deadline LIMIT 1
                """, ["now": now.milliseconds])?.time("deadline")
        }
    }
}
