import GRDB
package import Model

/// What a user asked to be erased, as far as it is known: files that are there, and jobs that must not go on.
package struct Erasure: Equatable, Sendable {
    package let input: Int64
    /// Those that have a name: the input itself, and what belongs to it.
    package let files: [Input]
    package let outputs: [Output]
    package let jobs: [Int64]
    /// Outputs that were not at their places any more, by their numbers, and what that means.
    package var missed: [Int64: Deletion.Outcome] = [:]
}

extension Erasure {
    /// For the proof. What was made of a picture has no deadline, or a later one, and counts as due when it was made.
    fileprivate var deletions: [Deletion] {
        files.map { Deletion(.init($0.kind), deadline: $0.deadline, outcome: .erased) }
            + outputs.map { Deletion(.init($0.kind), deadline: $0.at, outcome: missed[$0.id] ?? .erased) }
    }
}

extension Journal {
    /// Ends the jobs of what is to be erased, so that nothing new comes of it, and says what there is to be deleted. A job
    /// whose video is about to get its name is not ended but named like the others.
    ///
    /// - Returns: a failure with the answer when it cannot be erased.
    package func beginErasing(_ place: FilePlace, at now: Timestamp) async throws -> Result<Erasure, Refusal> {
        let pathHash = pathHash
        return try await write { database in
            guard let input = try place.input(pathHash, in: database) else {
                return .failure(Refusal(answer: .unknown(place)))
            }
            if let refusal = try database.refusal(to: input, at: place, now) { return .failure(refusal) }
            for job in try database.jobs(of: input) {
                switch try database.state(of: job) {
                case .queued, .running: try database.setJob(job, .replaced, at: now, "A user erased its picture.")
                case .publishing, .delivered, .failed, .refused, .replaced, .expired, nil: break
                }
            }
            return .success(try database.erasure(of: input))
        }
    }

    /// What there is of an input to be deleted.
    package func erasure(of input: Int64) async throws -> Erasure {
        try await queue.read { try $0.erasure(of: input) }
    }

    /// Forgets an input whose files are gone, everything that was ever known of it, and every byte of that in the file.
    package func erased(_ erasure: Erasure, at now: Timestamp) async throws {
        let fingerprints = fingerprints
        try await write { database in
            try fingerprints.forget(input: erasure.input, in: database)
            for deletion in erasure.deletions { try ProofChain.append(deletion, at: now, in: database) }
            let belongings = try database.rows("SELECT id FROM input WHERE picture = ?", [erasure.input])
            for input in belongings.map({ $0["id"] as Int64 }) + [erasure.input] { try database.erase(input, at: now) }
            try Names.haveChanged(database)
            try Names.scrub(database)
        }
        // What is deleted is overwritten, but SQLite leaves copies where it had moved rows (see `ScrubbedTable`).
        try await withCheckedThrowingContinuation { continuation in
            queue.asyncWriteWithoutTransaction { database in
                continuation.resume(with: Result { try database.execute(sql: "VACUUM") })
            }
        }
    }
}

/// Why something is not done that a user asked for.
package struct Refusal: Error, Equatable, Sendable {
    package let answer: Answer
}

extension Database {
    fileprivate func refusal(to input: Int64, at place: FilePlace, _ now: Timestamp) throws -> Refusal? {
        if let hold = try Hold.covering(input, at: now, in: self) {
            return Refusal(
                answer: .no(
                    "\(place.path) is held (hold \(hold.id): \(hold.reason)). Release it first with soframe hold --release."
                ))
        }
        let owner = try row(
            "SELECT name.path FROM input JOIN name ON name.input = input.picture WHERE input.id = ?", [input])
        if let owner = try owner?.path("path") {
            return Refusal(
                answer: .no("\(place.path) belongs to \(owner). Name that to erase both, or delete this one yourself."))
        }
        return nil
    }

    fileprivate func jobs(of input: Int64) throws -> [Int64] {
        try rows("SELECT id FROM job WHERE input = ?", [input]).map { $0["id"] }
    }

    fileprivate func erasure(of input: Int64) throws -> Erasure {
        Erasure(
            input: input,
            files: try rows(Input.present + " WHERE input.id = :input OR input.picture = :input", ["input": input])
                .map(Input.init(row:)),
            outputs: try rows(Output.selection + " WHERE input = ? AND removed_at IS NULL ORDER BY output.id", [input])
                .map(Output.init(row:)),
            jobs: try jobs(of: input))
    }

    fileprivate func erase(_ input: Int64, at now: Timestamp) throws {
        for job in try jobs(of: input) {
            try eraseTransitions(.job, job)
            for table in ["explanation", "publication", "job_settings", "hook"] {
                try run("DELETE FROM \(table) WHERE job = ?", [job])
            }
        }
        try eraseTransitions(.input, input)
        if let path = try row("SELECT path FROM name WHERE input = ?", [input])?.path("path") {
            try dismissRequests(for: path)
        }
        try run("DELETE FROM output_place WHERE output IN (SELECT id FROM output WHERE input = ?)", [input])
        for table in ["output", "job", "hold", "content", "name"] {
            try run("DELETE FROM \(table) WHERE input = ?", [input])
        }
        try run("DELETE FROM input WHERE id = ?", [input])
    }

    private func eraseTransitions(_ subject: Subject, _ id: Int64) throws {
        let mine = "subject = ? AND subject_id = ?"
        let arguments: StatementArguments = [subject.rawValue, id]
        try run("DELETE FROM quotation WHERE transition_id IN (SELECT id FROM transition WHERE \(mine))", arguments)
        try run("DELETE FROM transition WHERE \(mine)", arguments)
    }
}
