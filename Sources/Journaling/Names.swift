import GRDB

/// The tables that hold inputs' names, their contents' hashes and what may quote them, and only as long as their files are
/// there. They are kept apart from what grows, and made anew after each sweep that follows an ending.
enum Names {
    /// As the first step of the schema made them.
    static let first = [
        // Of each input that is there, its place.
        ScrubbedTable(name: "name", columns: "input INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE"),
        // Why a job ended without a video.
        ScrubbedTable(
            name: "explanation", columns: "job INTEGER PRIMARY KEY, sentence TEXT NOT NULL, advice TEXT NOT NULL"),
        // What somebody else said of a transition.
        ScrubbedTable(name: "quotation", columns: "transition_id INTEGER PRIMARY KEY, reason TEXT NOT NULL"),
        // What users ask of the instance that runs.
        ScrubbedTable(
            name: "request",
            columns: """
                id INTEGER PRIMARY KEY, action TEXT NOT NULL, path BLOB NOT NULL, made_at INTEGER NOT NULL, answer TEXT,
                succeeded INTEGER
                """),
    ]

    /// The keyed hash of each picture that was read, until it is gone and no job renders it.
    static let content = ScrubbedTable(name: "content", columns: "input INTEGER PRIMARY KEY, hash BLOB NOT NULL")

    private static let tables = first + [content]

    /// Notes that something was deleted from these tables.
    static func haveChanged(_ database: Database) throws { try database.run("UPDATE secret SET names_ended = 1") }

    /// Makes the tables anew if something was deleted from them.
    static func scrub(_ database: Database) throws {
        guard try database.row("SELECT 1 FROM secret WHERE names_ended = 1") != nil else { return }
        for table in tables { try table.scrub(database) }
        try database.run("UPDATE secret SET names_ended = 0")
    }
}
