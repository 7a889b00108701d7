import Foundation
import GRDB
package import Model

extension Journal {
    /// Records a note or receipt that was written. Whatever stood under that name before is no output any more.
    package func wrote(
        _ kind: Output.Kind, job: Int64, input: Int64, path: RelativePath, _ identity: FileIdentity, at now: Timestamp
    ) async throws {
        let pathHash = pathHash
        try await write { database in
            try database.add(kind, job: job, input: input, path: path, pathHash, identity, at: now)
            try database.forgetPlaces(of: input)
            if kind == .note { try database.run("UPDATE job SET needs_note = 0 WHERE id = ?", [job]) }
        }
    }

    /// The files of that kind that stand in the outbox for an input, oldest first.
    package func outputs(of input: Int64, _ kind: Output.Kind) async throws -> [Output] {
        try await queue.read { database in
            try database.rows(
                Output.selection + " WHERE input = ? AND kind = ? AND removed_at IS NULL ORDER BY id",
                [input, kind.rawValue]
            ).map(Output.init(row:))
        }
    }

    /// Outputs of that kind that were written at or before a time, oldest first, but for those that are held at `now`.
    package func outputs(_ kind: Output.Kind, until time: Timestamp, at now: Timestamp) async throws -> [Output] {
        try await queue.read { database in
            try database.rows(
                Output.selection + """
                     WHERE kind = :kind AND at <= :latest AND removed_at IS NULL AND NOT \(Hold.covers("output.input"))
                    ORDER BY at, output.id
                    """,
                ["kind": kind.rawValue, "latest": time.milliseconds, "now": now.milliseconds]
            ).map(Output.init(row:))
        }
    }

    /// Outputs that are no longer there; their names are forgotten.
    package func removed(_ outputs: [Int64], at now: Timestamp) async throws {
        guard !outputs.isEmpty else { return }
        try await write { database in
            for output in outputs { try database.remove(output, at: now) }
        }
    }
}

extension Output {
    static let selection =
        "SELECT output.*, output_place.path FROM output LEFT JOIN output_place ON output_place.output = output.id"

    init(row: Row) throws {
        self.init(
            id: row["id"], input: row["input"], job: row["job"], kind: try row.word("kind"),
            path: try row.blankablePath("path"), pathHash: row.bytes("path_hash") ?? [], identity: row.identity,
            at: row.time("at"))
    }
}

extension Database {
    func add(
        _ kind: Output.Kind, job: Int64, input: Int64, path: RelativePath, _ hash: PathHash, _ identity: FileIdentity,
        at: Timestamp
    ) throws {
        let pathHash = Data(hash(path))
        for earlier in try rows("SELECT id FROM output WHERE path_hash = ? AND removed_at IS NULL", [pathHash]) {
            try remove(earlier["id"], at: at)
        }
        try run(
            "INSERT INTO output (input, job, kind, path_hash, device, inode, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [input, job, kind.rawValue, pathHash] + identity.arguments + [at.milliseconds])
        try run("INSERT INTO output_place (output, path) VALUES (?, ?)", [lastInsertedRowID, path.blob])
    }

    fileprivate func remove(_ output: Int64, at: Timestamp) throws {
        try run(
            "UPDATE output SET removed_at = ?, path_hash = NULL WHERE id = ? AND removed_at IS NULL",
            [at.milliseconds, output])
        try run("DELETE FROM output_place WHERE output = ?", [output])
        if changesCount > 0 { try Names.haveChanged(self) }
    }

    /// Forgets where the outputs of an input are that is gone, unless a hook is still to be told.
    func forgetPlaces(of input: Int64) throws {
        try run(
            """
            DELETE FROM output_place WHERE output IN (SELECT id FROM output WHERE input = :input)
            AND NOT EXISTS (SELECT 1 FROM name WHERE name.input = :input)
            AND NOT EXISTS (SELECT 1 FROM job JOIN hook ON hook.job = job.id WHERE job.input = :input)
            """, ["input": input])
        if changesCount > 0 { try Names.haveChanged(self) }
    }
}
