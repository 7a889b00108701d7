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
                """, ["wall": now.milliseconds])?.time("deadline")
        }
    }

    /// When the picture that has waited longest for its video came; nil when none waits.
    package func oldestWaiting() async throws -> Timestamp? {
        try await queue.read { database in
            try database.row(
                """
                SELECT min(input.arrival) AS arrival FROM job JOIN input ON input.id = job.input
                WHERE job.ended_at IS NULL AND job.state = 'queued'
                """
            ).flatMap { ($0["arrival"] as Int64?).map(Timestamp.init(milliseconds:)) }
        }
    }
}
