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
        // Replaced by `request` since.
        ScrubbedTable(
            name: "request",
            columns: """
                id INTEGER PRIMARY KEY, action TEXT NOT NULL, path BLOB NOT NULL, made_at INTEGER NOT NULL, answer TEXT,
                succeeded INTEGER
                """),
    ]

    /// What users ask of the instance that runs, with the folder that the path is in, and what they say of it.
    static let request = ScrubbedTable(
        name: "request",
        columns: """
            id INTEGER PRIMARY KEY, action TEXT NOT NULL, folder TEXT NOT NULL, path BLOB NOT NULL, words TEXT,
            ends_at INTEGER, made_at INTEGER NOT NULL, answer TEXT, succeeded INTEGER
            """)

    /// Of each output that is there, its place in the outbox, as long as its picture has a name.
    static let outputPlace = ScrubbedTable(
        name: "output_place", columns: "output INTEGER PRIMARY KEY, path BLOB NOT NULL")

    /// Of each job whose video is about to get its name, that name, and which file it is.
    static let publication = ScrubbedTable(
        name: "publication",
        columns: "job INTEGER PRIMARY KEY, path BLOB NOT NULL, device INTEGER NOT NULL, inode INTEGER NOT NULL")

    /// What each job is made with, as a sidecar, which may name files, and its depth file's hash; until its picture is gone and it has ended.
    static let settings = ScrubbedTable(name: firstSettings.name, columns: firstSettings.columns + ", depth_hash BLOB")

    /// As the eighth step of the schema made it.
    static let firstSettings = ScrubbedTable(
        name: "job_settings", columns: "job INTEGER PRIMARY KEY, settings TEXT NOT NULL")

    /// Inputs that are not to be deleted, and why.
    static let hold = ScrubbedTable(
        name: "hold",
        columns: """
            input INTEGER PRIMARY KEY, id TEXT NOT NULL, reason TEXT NOT NULL, made_at INTEGER NOT NULL, ends_at INTEGER
            """)

    /// The keyed hash of each picture that was read, until it is gone and no job renders it.
    static let content = ScrubbedTable(name: "content", columns: "input INTEGER PRIMARY KEY, hash BLOB NOT NULL")

    private static let tables =
        first.filter { $0.name != request.name } + [request, outputPlace, publication, settings, hold, content]

    /// Notes that something was deleted from these tables.
    static func haveChanged(_ database: Database) throws { try database.run("UPDATE secret SET names_ended = 1") }

    /// Makes the tables anew if something was deleted from them.
    static func scrub(_ database: Database) throws {
        guard try database.row("SELECT 1 FROM secret WHERE names_ended = 1") != nil else { return }
        for table in tables { try table.scrub(database) }
        try database.run("UPDATE secret SET names_ended = 0")
    }
}
