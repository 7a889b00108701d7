import Foundation
import GRDB
import Model

extension Hold {
    /// SQL that is true when a hold in force at `:wall` covers one of these inputs, given as columns.
    static func covers(_ inputs: String...) -> String {
        """
        EXISTS (SELECT 1 FROM hold WHERE hold.input IN (\(inputs.joined(separator: ", ")))
            AND (hold.ends_at IS NULL OR hold.ends_at > :wall))
        """
    }

    /// An input's hold, in force or not.
    static func of(_ input: Int64, in database: Database) throws -> Hold? {
        try database.row("SELECT * FROM hold WHERE input = ?", [input]).map { row in
            Hold(
                id: row["id"], reason: row["reason"], since: row.time("made_at"),
                until: (row["ends_at"] as Int64?).map(Timestamp.init(milliseconds:)))
        }
    }

    /// One that is in force over an input or over the picture that it belongs to.
    static func covering(_ input: Int64, at now: Timestamp, in database: Database) throws -> Hold? {
        let owner = try database.row("SELECT picture FROM input WHERE id = ?", [input])?["picture"] as Int64?
        return try [input, owner].compactMap(\.self).compactMap { try of($0, in: database) }
            .first { $0.isInForce(at: now) }
    }
}

extension FilePlace {
    /// The input at a place in the inbox, or the one that an output was made from.
    func input(_ pathHash: PathHash, in database: Database) throws -> Int64? {
        switch self {
        case .inbox(let path): try Input.at(path, in: database)?.id
        case .outbox(let path):
            try database.row(
                "SELECT input FROM output WHERE path_hash = ? AND removed_at IS NULL", [Data(pathHash(path))])?["input"]
        }
    }
}

extension Database {
    /// Forgets the hold of an input that is gone, unless something that was made of it is still there to be kept.
    func dropHold(of input: Int64) throws {
        try run(
            """
            DELETE FROM hold WHERE input = :input AND NOT EXISTS
            (SELECT 1 FROM output WHERE output.input = :input AND removed_at IS NULL)
            """, ["input": input])
        if changesCount > 0 { try Names.haveChanged(self) }
    }
}
