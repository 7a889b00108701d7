import GRDB

/// The tables that hold inputs' names and what may quote them, and only as long as their files are there.
///
/// `secure_delete` overwrites rows that are deleted, but where SQLite had moved rows between pages before, old copies stay
/// in the unused middle of a page (`rebuildPage` in its btree.c does not clear that). A table that is dropped has its
/// pages overwritten whole. So names are kept apart from what grows, and after each sweep that follows an ending these
/// tables are made anew from what is left in them.
enum Names {
    struct Table {
        let name: String
        let columns: String

        var creation: String { "CREATE TABLE \(name) (\(columns)) STRICT;\n" }
    }

    static let tables = [
        // Of each input that is there, its place.
        Table(name: "name", columns: "input INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE"),
        // Why a job ended without a video.
        Table(name: "explanation", columns: "job INTEGER PRIMARY KEY, sentence TEXT NOT NULL, advice TEXT NOT NULL"),
        // What somebody else said of a transition.
        Table(name: "quotation", columns: "transition_id INTEGER PRIMARY KEY, reason TEXT NOT NULL"),
        // What users ask of the instance that runs.
        Table(
            name: "request",
            columns: """
                id INTEGER PRIMARY KEY, action TEXT NOT NULL, path BLOB NOT NULL, made_at INTEGER NOT NULL, answer TEXT,
                succeeded INTEGER
                """),
    ]

    /// Notes that something was deleted from these tables.
    static func haveChanged(_ database: Database) throws { try database.run("UPDATE secret SET names_ended = 1") }

    /// Makes the tables anew if something was deleted from them.
    static func scrub(_ database: Database) throws {
        guard try database.row("SELECT 1 FROM secret WHERE names_ended = 1") != nil else { return }
        for table in tables {
            try database.execute(
                sql: """
                    ALTER TABLE \(table.name) RENAME TO old_\(table.name);
                    \(table.creation)
                    INSERT INTO \(table.name) SELECT * FROM old_\(table.name) ORDER BY 1;
                    DROP TABLE old_\(table.name);
                    """)
        }
        try database.run("UPDATE secret SET names_ended = 0")
    }
}
