import Foundation
import GRDB
package import Model

extension Journal {
    /// Records a note or receipt that was written. Whatever stood under that name before is no output any more.
    package func wrote(
        _ kind: Output.Kind, job: Int64, input: Int64, path: RelativePath, _ identity: FileIdentity, at now: Timestamp
    ) async throws {
        let (reading, pathHash) = (clock.now, pathHash)
        try await write { database in
            let offset = try CountedTime(at: reading, in: database).offset(at: now)
            try database.add(
                kind, job: job, input: input, path: path, pathHash, identity, at: now, offset: offset)
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

    /// Outputs of that kind that were written at or before a time, oldest first.
    package func outputs(_ kind: Output.Kind, until time: Timestamp) async throws -> [Output] {
        try await queue.read { database in
            try database.rows(
                Output.selection + " WHERE kind = ? AND at <= ? AND removed_at IS NULL ORDER BY at, output.id",
                [kind.rawValue, time.milliseconds]
            ).map(Output.init(row:))
        }
    }

    /// Outputs of that kind whose time is over and that nobody holds, with the time at which it was, oldest first.
    ///
    /// - Parameter span: How long one stays after it was written.
    package func dueOutputs(
        _ kind: Output.Kind, after span: TimeSpan, at now: ClockReading
    ) async throws -> [(output: Output, deadline: Timestamp)] {
        try await queue.read { database in
            let time = try CountedTime(at: now, in: database)
            return try database.rows(
                Output.selection + """
                     WHERE kind = :kind AND removed_at IS NULL AND NOT \(Hold.covers("output.input"))
                    AND \(CountedTime.hasPassed("(at + :span)", offset: "clock_offset")) ORDER BY at, output.id
                    """, time.arguments + ["kind": kind.rawValue, "span": span.milliseconds]
            ).map { row in
                let output = try Output(row: row)
                return (output, output.at + span)
            }
        }
    }

    /// Outputs that are no longer there; their names are forgotten.
    package func removed(_ outputs: [Int64], at now: Timestamp) async throws {
        guard !outputs.isEmpty else { return }
        try await write { database in
            for output in outputs { try database.remove(output: output, at: now) }
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
        at: Timestamp, offset: Int64
    ) throws {
        let pathHash = Data(hash(path))
        for earlier in try rows("SELECT id FROM output WHERE path_hash = ? AND removed_at IS NULL", [pathHash]) {
            try remove(output: earlier["id"], at: at)
        }
        try run(
            """
            INSERT INTO output (input, job, kind, path_hash, device, inode, at, clock_offset)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, [input, job, kind.rawValue, pathHash] + identity.arguments + [at.milliseconds, offset])
        try run("INSERT INTO output_place (output, path) VALUES (?, ?)", [lastInsertedRowID, path.blob])
    }

    /// An output is no longer there; its name is forgotten.
    func remove(output: Int64, at: Timestamp) throws {
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
