import GRDB
package import Model

extension Journal {
    /// Records a note or receipt that was written. Whatever stood under that name before is no output any more.
    package func wrote(
        _ kind: Output.Kind, job: Int64, input: Int64, path: RelativePath, _ identity: FileIdentity, at now: Timestamp
    ) async throws {
        try await write { database in
            try database.add(kind, job: job, input: input, path: path, identity, at: now)
            if kind == .note { try database.run("UPDATE job SET needs_note = 0 WHERE id = ?", [job]) }
        }
    }

    /// The files of that kind that stand in the outbox for an input, oldest first.
    package func outputs(of input: Int64, _ kind: Output.Kind) async throws -> [Output] {
        try await queue.read { database in
            try database.rows(
                "SELECT * FROM output WHERE input = ? AND kind = ? AND removed_at IS NULL ORDER BY id",
                [input, kind.rawValue]
            ).map(Output.init(row:))
        }
    }

    /// Outputs of that kind that were written at or before a time, oldest first.
    package func outputs(_ kind: Output.Kind, until time: Timestamp) async throws -> [Output] {
        try await queue.read { database in
            try database.rows(
                "SELECT * FROM output WHERE kind = ? AND at <= ? AND removed_at IS NULL ORDER BY at, id",
                [kind.rawValue, time.milliseconds]
            ).map(Output.init(row:))
        }
    }

    /// Outputs that are no longer there; their names are forgotten.
    package func removed(_ outputs: [Int64], at now: Timestamp) async throws {
        guard !outputs.isEmpty else { return }
        try await write { database in
            for output in outputs {
                try database.run(
                    "UPDATE output SET removed_at = ?, path = NULL WHERE id = ? AND removed_at IS NULL",
                    [now.milliseconds, output])
            }
        }
    }
}

extension Output {
    init(row: Row) throws {
        self.init(
            id: row["id"], input: row["input"], job: row["job"], kind: try row.word("kind"), path: try row.path("path"),
            identity: row.identity, at: row.time("at"))
    }
}

extension Database {
    func add(
        _ kind: Output.Kind, job: Int64, input: Int64, path: RelativePath, _ identity: FileIdentity, at: Timestamp
    ) throws {
        try run(
            "UPDATE output SET removed_at = ?, path = NULL WHERE path = ? AND removed_at IS NULL",
            [at.milliseconds, path.blob])
        try run(
            "INSERT INTO output (input, job, kind, path, device, inode, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [input, job, kind.rawValue, path.blob] + identity.arguments + [at.milliseconds])
    }
}
