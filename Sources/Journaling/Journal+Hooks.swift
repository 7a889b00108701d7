import GRDB
package import Model

/// How many hooks there are to be shown.
package struct HookCounts: Equatable, Sendable {
    package struct Failure: Equatable, Sendable {
        package let job: Int64
        /// A whole sentence that names no file.
        package let reason: String
        package let at: Timestamp
    }

    /// Owed, whether they were run and failed or not.
    package var waiting = 0
    /// Run too often in vain; forgotten when their picture goes.
    package var givenUp = 0
    package var lastFailure: Failure?

    package init() {}
}

extension Journal {
    /// The hook that is to be run next; nil when none may be run yet.
    package func dueHook(at now: Timestamp) async throws -> OwedHook? {
        try await queue.read { database in
            try database.row(
                OwedHook.selection
                    + " WHERE given_up_at IS NULL AND hook.not_before <= ? ORDER BY hook.not_before, hook.job LIMIT 1",
                [now.milliseconds]
            ).map(OwedHook.init(row:))
        }
    }

    /// When the next hook may be run; nil when none is owed. It may be in the past.
    package func nextHookTime() async throws -> Timestamp? {
        try await queue.read { database in
            try database.row(
                "SELECT not_before FROM hook WHERE given_up_at IS NULL ORDER BY not_before LIMIT 1"
            )?.time("not_before")
        }
    }

    /// Records that a job's hook has done its work: it is owed no more.
    package func hookRan(_ job: Int64) async throws {
        try await write { database in
            try database.run("DELETE FROM hook WHERE job = ?", [job])
            try database.forgetPlaces(ofJob: job)
        }
    }

    /// Records that a job's hook failed, unless it was forgotten meanwhile.
    ///
    /// - Parameters:
    ///   - reason: A whole sentence that names no file.
    ///   - again: When it may be run again; nil gives it up.
    package func hookFailed(_ job: Int64, _ reason: String, at now: Timestamp, again: Timestamp?) async throws {
        try await write { database in
            try database.run(
                """
                UPDATE hook SET failures = failures + 1, reason = ?, failed_at = ?, not_before = ?, given_up_at = ?
                WHERE job = ?
                """,
                [
                    reason, now.milliseconds, (again ?? now).milliseconds, again == nil ? now.milliseconds : nil, job,
                ])
        }
    }

    /// Forgets hooks for occasions that nobody is to be told of any more, and those given up whose picture has gone. Only
    /// for whoever holds the state folder.
    package func dropUnwantedHooks() async throws {
        let wanted = hooks
        try await write { database in
            let unwanted = try database.rows("SELECT job, occasion FROM hook").filter { row in
                let occasion: HookOccasion? = try row.blankableWord("occasion")
                return !(occasion.map(wanted.contains) ?? false)
            }
            let futile = try database.rows(
                """
                SELECT job FROM hook WHERE given_up_at IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM job JOIN name ON name.input = job.input WHERE job.id = hook.job)
                """)
            for row in unwanted + futile {
                try database.run("DELETE FROM hook WHERE job = ?", [row["job"]])
                try database.forgetPlaces(ofJob: row["job"])
            }
        }
    }

    /// How many hooks wait and how many were given up, and the last failure among them.
    package func hookCounts() async throws -> HookCounts {
        try await queue.read { database in
            var counts = HookCounts()
            let row = try database.row("SELECT count(*) AS hooks, count(given_up_at) AS given_up FROM hook")
            counts.givenUp = row?["given_up"] ?? 0
            counts.waiting = (row?["hooks"] ?? 0) - counts.givenUp
            counts.lastFailure = try database.row(
                "SELECT job, reason, failed_at FROM hook WHERE reason IS NOT NULL ORDER BY failed_at DESC, job DESC LIMIT 1"
            ).map { HookCounts.Failure(job: $0["job"], reason: $0["reason"], at: $0.time("failed_at")) }
            return counts
        }
    }
}

extension Database {
    /// Leaves a hook to be run for a job; belongs in the transaction that ends it.
    func owe(_ occasion: HookOccasion, for job: Int64, among hooks: Set<HookOccasion>) throws {
        guard hooks.contains(occasion) else { return }
        try run("INSERT INTO hook (job, occasion) VALUES (?, ?)", [job, occasion.rawValue])
    }

    fileprivate func forgetPlaces(ofJob job: Int64) throws {
        guard let input = try row("SELECT input FROM job WHERE id = ?", [job])?["input"] as Int64? else { return }
        try forgetPlaces(of: input)
    }
}
