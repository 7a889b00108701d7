import GRDB
package import Model

/// A job as `status` shows it.
package struct JobSummary: Equatable, Sendable, Identifiable {
    package let id: Int64
    package let state: JobState
    /// The picture; nil once it has gone.
    package let path: RelativePath?
    package let code: FailureCode?
    /// When it was made or, if it has ended, when it did.
    package let at: Timestamp
}

extension Journal {
    /// How many jobs are in each state that is not final.
    package func counts() async throws -> [JobState: Int] {
        try await queue.read { database in
            try database.rows("SELECT state, count(*) AS n FROM job WHERE ended_at IS NULL GROUP BY state")
                .reduce(into: [:]) { $0[try $1.word("state")] = $1["n"] }
        }
    }

    /// Jobs that run, and the latest that ended, newest first.
    package func recent(ended count: Int) async throws -> (running: [JobSummary], ended: [JobSummary]) {
        try await queue.read { database in
            let running = try database.rows(
                JobSummary.selection
                    + " WHERE job.ended_at IS NULL AND job.state IN ('running', 'publishing') ORDER BY job.id")
            let ended = try database.rows(
                JobSummary.selection
                    + " WHERE job.ended_at IS NOT NULL ORDER BY job.ended_at DESC, job.id DESC LIMIT ?", [count])
            return (try running.map(JobSummary.init(row:)), try ended.map(JobSummary.init(row:)))
        }
    }

    /// Remembers something about the instance that runs, for `status` to show; never a file's name.
    package func setFact(_ name: String, _ value: String) async throws {
        try await write { database in
            try database.run(
                "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [name, value])
        }
    }

    /// What was remembered last under that name.
    package func fact(_ name: String) async throws -> String? {
        try await queue.read { database in try database.row("SELECT value FROM fact WHERE name = ?", [name])?["value"] }
    }
}

extension JobSummary {
    static let selection = """
        SELECT job.id, job.state, job.code, name.path, ifnull(job.ended_at, job.made_at) AS at
        FROM job LEFT JOIN name ON name.input = job.input
        """

    init(row: Row) throws {
        self.init(
            id: row["id"], state: try row.word("state"), path: try row.blankablePath("path"),
            code: try row.blankableWord("code"), at: row.time("at"))
    }
}
