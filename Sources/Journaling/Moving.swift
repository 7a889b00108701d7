import Foundation
import GRDB
import Model

/// The decision what a rename changes, within one transaction.
struct Moving {
    let id: Int64
    let path: RelativePath
    let stamp: FileStamp
    let database: Database

    func run() throws {
        guard let row = try database.row("SELECT * FROM input WHERE id = ?", [id]) else { return }
        if let other = try Input.at(path, in: database), other.id != id {
            try database.end(other.id, .replaced, at: try now())
        }
        if row["ending"] as String? == nil {
            try database.run("UPDATE name SET path = ? WHERE input = ?", [path.blob, id])
            try database.restamp(id, stamp)
        } else {
            // It was taken for gone because its old name was: it is an input again, as old as it was.
            try database.insert(
                Sighting(path: path, kind: try row.word("kind"), stamp: stamp, at: try now()), Stay(row: row),
                arrival: row.time("arrival"), offset: row["clock_offset"])
        }
    }

    /// A rename has no time of its own; the last that happened was not after it.
    private func now() throws -> Timestamp {
        try database.row("SELECT at FROM transition ORDER BY id DESC LIMIT 1")?.time("at")
            ?? Timestamp(milliseconds: 0)
    }
}
