import Foundation
import GRDB
import Model

/// Files beside a picture that belong to it by name: `NAME.depth.*` or `NAME.jpg.depth.*` goes when `NAME.jpg` goes.
enum Companions {
    private static let dot = UInt8(ascii: ".")
    private static let slash = UInt8(ascii: "/")

    /// Gives a picture the companions that are there already.
    static func adopt(by picture: Int64, at path: RelativePath, in database: Database) throws {
        for name in [path.bytes, stem(path.bytes)] {
            let (first, end) = range(name + CompanionName.mark)
            try database.run(
                """
                UPDATE input SET picture = ? WHERE kind = 'companion'
                AND id IN (SELECT name.input FROM name WHERE path >= ? AND path < ?)
                """, [picture, first, end])
        }
        try database.shareStay(of: picture)
    }

    /// Gives a companion to its picture, if that is there.
    static func give(_ companion: Int64, at path: RelativePath, in database: Database) throws {
        guard let picture = try picture(of: path, in: database) else { return }
        try database.run("UPDATE input SET picture = ? WHERE id = ?", [picture, companion])
        try database.shareStay(of: picture)
    }

    /// Of pictures that differ only in their extension, the one that stays longest.
    private static func picture(of companion: RelativePath, in database: Database) throws -> Int64? {
        guard let name = CompanionName.subject(of: companion)?.bytes else { return nil }
        if let picture = try id("path = ?", [Data(name)], in: database) { return picture }
        let (first, end) = range(name + [dot])
        // Nothing after the first full stop but an extension: `NAME.b.jpg` is another picture.
        return try id(
            "path >= ? AND path < ? AND instr(substr(path, ?), x'2E') = 0 AND instr(substr(path, ?), x'2F') = 0",
            [first, end, first.count + 1, first.count + 1], in: database)
    }

    private static func id(_ condition: String, _ arguments: StatementArguments, in database: Database) throws -> Int64?
    {
        try database.row(
            """
            SELECT id FROM name JOIN input ON input.id = name.input WHERE \(condition) AND kind = 'picture'
            ORDER BY latest DESC, id LIMIT 1
            """, arguments)?["id"]
    }

    /// A path without the extension of its name.
    private static func stem(_ path: [UInt8]) -> [UInt8] {
        let name = path.lastIndex(of: slash).map { $0 + 1 } ?? 0
        guard let place = path[name...].lastIndex(of: dot), place > name else { return path }
        return Array(path[..<place])
    }

    /// All paths that begin with a prefix, as a range of SQLite's byte order; the prefix ends in a full stop, and the
    /// next byte after that is the slash.
    private static func range(_ prefix: [UInt8]) -> (first: Data, end: Data) {
        (Data(prefix), Data(prefix.dropLast() + [slash]))
    }
}
