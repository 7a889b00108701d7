import Model

/// Why the journal cannot be used, in words for whoever runs the program.
package struct JournalError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Whole sentences: what failed, on what, why, and what to do.
    package let description: String
}

extension JournalError {
    /// It holds something that this program did not write.
    static func damaged(_ column: String) -> JournalError {
        JournalError(
            description: "The journal's column \(column) holds a value that this version does not know; "
                + "it was written by a newer version or is damaged. Use the newer version, or a backup of the journal.")
    }

    static func missing(_ path: String) -> JournalError {
        JournalError(
            description: "There is no journal at \(shown(path)): nothing has run with this state folder yet. "
                + "Start soframe watch or soframe batch, or name another folder with --state.")
    }

    static func newer(_ path: String, version: Int, known: Int) -> JournalError {
        JournalError(
            description: "The journal \(shown(path)) was written by a newer version of soframe (its tables are number "
                + "\(version), this version knows \(known)). Use that version, or name another folder with --state.")
    }

    static func older(_ path: String, version: Int, known: Int) -> JournalError {
        JournalError(
            description: "The journal \(shown(path)) was written by an older version of soframe (its tables are number "
                + "\(version), this version reads \(known)). Start soframe watch or soframe batch once, which brings it up to date."
        )
    }

    static func notAJournal(_ path: String) -> JournalError {
        JournalError(
            description: "\(shown(path)) is no journal, or it is damaged. Put a backup in its place, or move it away: "
                + "soframe then starts a new one, and deletes only what it sees from then on.")
    }

    static func notRegular(_ path: String) -> JournalError {
        JournalError(
            description: "The journal \(shown(path)) is not a regular file. Move away what stands there, "
                + "or name another folder with --state.")
    }

    static func unusable(_ path: String, why: String) -> JournalError {
        JournalError(
            description: "Could not open the journal \(shown(path)): \(why). "
                + "Give the user that runs soframe access to it and to its folder.")
    }

    private static func shown(_ path: String) -> String { "“\(DisplayText.escaped(path.utf8))”" }
}
