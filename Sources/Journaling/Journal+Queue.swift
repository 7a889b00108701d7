import GRDB
package import Model

extension Journal {
    /// The earliest deadline of a picture whose job still waits; nil when none waits.
    package func firstExpiry() async throws -> Timestamp? {
        try await queue.read { database in
            try database.row(
                """
                SELECT input.deadline FROM job JOIN input ON input.id = job.input
                WHERE job.ended_at IS NULL AND job.state = 'queued' ORDER BY input.deadline LIMIT 1
                """)?.time("deadline")
        }
    }
}
