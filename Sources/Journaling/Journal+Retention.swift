import GRDB
package import Model

/// An input, and which file it was when a sweep dealt with it.
package struct SweptInput: Equatable, Sendable {
    package let id: Int64
    package let identity: FileIdentity
    /// Whether the sweep removed its name, or found it gone.
    package let wasThere: Bool

    package init(id: Int64, identity: FileIdentity, wasThere: Bool = true) {
        self.id = id
        self.identity = identity
        self.wasThere = wasThere
    }
}

/// An output that a sweep dealt with.
package struct SweptOutput: Equatable, Sendable {
    package let id: Int64
    /// When its time was over.
    package let deadline: Timestamp
    package let outcome: Deletion.Outcome

    package init(id: Int64, deadline: Timestamp, outcome: Deletion.Outcome) {
        self.id = id
        self.deadline = deadline
        self.outcome = outcome
    }
}

/// One sweep as it was recorded.
package struct SweepRecord: Equatable, Sendable {
    package let at: Timestamp
    package let deleted: Int
    package let failed: Int
    /// How long the input that had waited longest was past its deadline.
    package let lateness: TimeSpan

    package init(at: Timestamp, deleted: Int, failed: Int, lateness: TimeSpan) {
        self.at = at
        self.deleted = deleted
        self.failed = failed
        self.lateness = lateness
    }
}

extension Journal {
    /// Whether it knows of files that have not gone.
    package func knowsFiles() throws -> Bool {
        try queue.read { database in try database.row("SELECT 1 FROM name LIMIT 1") != nil }
    }

    /// Ends the jobs that wait for these inputs, as `expired-unrendered`, and records that for pictures that never had one.
    package func expire(_ inputs: [DueInput], at now: Timestamp) async throws {
        guard !inputs.isEmpty else { return }
        try await write { database in
            for input in inputs where input.kind == .picture { try database.expireJobs(of: input.id, at: now) }
        }
    }

    /// Records inputs whose files are gone, one transaction for all. One whose name shows another file by now is left to
    /// the next sweep.
    package func deleted(_ inputs: [SweptInput], at now: Timestamp) async throws {
        try await end(inputs, .deleted, at: now) { $0.wasThere ? .deleted : .gone }
    }

    /// Records inputs under whose names a sweep found something else than the file that the journal knew.
    package func taken(_ inputs: [SweptInput], at now: Timestamp) async throws {
        try await end(inputs, .vanished, at: now) { _ in .superseded }
    }

    private func end(
        _ inputs: [SweptInput], _ ending: InputEnding, at now: Timestamp,
        _ outcome: @escaping @Sendable (SweptInput) -> Deletion.Outcome
    ) async throws {
        guard !inputs.isEmpty else { return }
        let fingerprints = fingerprints
        try await write { database in
            for input in inputs {
                let row = try database.row("SELECT kind, deadline, device, inode FROM input WHERE id = ?", [input.id])
                guard let row, row.identity == input.identity else { continue }
                try fingerprints.keep(ofInput: input.id, at: now, in: database)
                guard try database.end(input.id, ending, at: now) else { continue }
                let kind: InputKind = try row.word("kind")
                try ProofChain.append(
                    Deletion(.init(kind), deadline: row.time("deadline"), outcome: outcome(input)), at: now,
                    in: database)
            }
        }
    }

    /// Records outputs that a sweep dealt with and that are no outputs any more.
    package func deleted(_ outputs: [SweptOutput], at now: Timestamp) async throws {
        guard !outputs.isEmpty else { return }
        try await write { database in
            for output in outputs {
                let row = try database.row("SELECT kind FROM output WHERE id = ? AND removed_at IS NULL", [output.id])
                guard let row else { continue }
                let kind: Output.Kind = try row.word("kind")
                try database.remove(output: output.id, at: now)
                try ProofChain.append(
                    Deletion(.init(kind), deadline: output.deadline, outcome: output.outcome), at: now, in: database)
            }
        }
    }

    /// Records a sweep that is over, forgets fingerprints whose time is over and requests that nobody can be waiting for
    /// any more, and sees to it that no byte of what was forgotten stays in the file.
    package func swept(at now: Timestamp, deleted: Int, failed: Int, lateness: TimeSpan = .zero) async throws {
        let (fingerprints, reading) = (fingerprints, clock.now)
        try await write { database in
            try CountedTime(at: reading, in: database).keep(reading, in: database)
            try database.run(
                "INSERT INTO sweep (at, deleted, failed, lateness) VALUES (?, ?, ?, ?)",
                [now.milliseconds, deleted, failed, lateness.milliseconds])
            try database.run(
                "DELETE FROM request WHERE made_at <= ?", [now.milliseconds - TimeSpan.hours(1).milliseconds])
            if database.changesCount > 0 { try Names.haveChanged(database) }
            let idle = try database.rows(
                "SELECT input FROM hold WHERE NOT EXISTS (SELECT 1 FROM name WHERE name.input = hold.input)")
            for row in idle { try database.dropHold(of: row["input"]) }
            try Names.scrub(database)
            try fingerprints.forget(at: now, in: database)
        }
    }

    /// When the last sweep was.
    package func lastSweep() async throws -> Timestamp? { try await lastSweepRecord()?.at }

    /// What the last sweep did.
    package func lastSweepRecord() async throws -> SweepRecord? {
        try await queue.read { database in
            try database.row("SELECT * FROM sweep ORDER BY id DESC LIMIT 1").map { row in
                SweepRecord(
                    at: row.time("at"), deleted: row["deleted"], failed: row["failed"],
                    lateness: TimeSpan(milliseconds: row["lateness"]))
            }
        }
    }
}

extension Database {
    fileprivate func expireJobs(of input: Int64, at now: Timestamp) throws {
        guard try row("SELECT 1 FROM input WHERE id = ? AND ending IS NULL", [input]) != nil else { return }
        let jobs = try rows("SELECT id, state FROM job WHERE input = ?", [input])
        if jobs.isEmpty {
            try run(
                "INSERT INTO job (input, state, made_at) VALUES (?, ?, ?)",
                [input, JobState.queued.rawValue, now.milliseconds])
            try expire(lastInsertedRowID, at: now)
        }
        for job in jobs where try job.word("state") == JobState.queued { try expire(job["id"], at: now) }
    }

    private func expire(_ job: Int64, at now: Timestamp) throws {
        try explain(job, .expired)
        try setJob(job, .expired, at: now, "Its picture's time was over before it was rendered.")
    }
}

extension JobFailure {
    static let expired = JobFailure(
        .expiredUnrendered, "The picture's time was over before it was rendered, and it was deleted on schedule.",
        advice: "Send it again, and see with soframe status what keeps the queue waiting; retention.keep sets the time."
    )
}
