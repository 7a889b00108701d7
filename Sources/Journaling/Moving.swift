import Foundation
import GRDB
import Model

/// The decision what renames change, within one transaction.
struct Moving {
    let moves: [Move]
    let database: Database

    func run() throws {
        // Names that are exchanged are free in between; no file's place begins with a slash.
        for move in moves {
            try database.run("UPDATE name SET path = ? WHERE input = ?", [Data("/\(move.id)".utf8), move.id])
        }
        for move in moves { try carryOut(move) }
    }

    private func carryOut(_ move: Move) throws {
        guard let row = try database.row("SELECT * FROM input WHERE id = ?", [move.id]) else { return }
        if let other = try Input.at(move.path, in: database), other.id != move.id {
            try database.end(other.id, .replaced, at: try now())
        }
        if row["ending"] as String? == nil {
            try database.run("UPDATE name SET path = ? WHERE input = ?", [move.path.blob, move.id])
            try database.restamp(move.id, move.stamp)
        } else {
            // It was taken for gone because its old name was: it is an input again, as old as it was.
            try database.insert(
                Sighting(path: move.path, kind: try row.word("kind"), stamp: move.stamp, at: try now()), like: row)
        }
    }

    /// A rename has no time of its own; the last that happened was not after it.
    private func now() throws -> Timestamp {
        try database.row("SELECT at FROM transition ORDER BY id DESC LIMIT 1")?.time("at")
            ?? Timestamp(milliseconds: 0)
    }
}

extension Database {
    /// A new input as old as another one, whose row is given.
    func insert(_ sighting: Sighting, like row: Row) throws {
        try insert(sighting, Stay(row: row), arrival: row.time("arrival"), offset: row["clock_offset"])
    }

    /// A file at first sight.
    func insert(_ sighting: Sighting, _ rule: DeletionRule, at time: CountedTime) throws {
        if let twin = sighting.twin, let row = try row("SELECT * FROM input WHERE id = ?", [twin]) {
            try insert(sighting, like: row)
        } else {
            try insert(sighting, Stay(rule, arrival: sighting.at), offset: time.offset(at: sighting.at))
        }
    }
}
