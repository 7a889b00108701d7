import GRDB
import Model

/// Depth files by the pictures that are made with them, whatever they are called: one goes with the last of its pictures,
/// and never later than by itself.
enum DepthFiles {
    /// SQL that is true of an input that no picture needs any more to take its depth from.
    ///
    /// - Parameters:
    ///   - file: The input, as SQL.
    ///   - isOver: What is true, as SQL, of a picture that does not count any more.
    static func isUnused(_ file: String, unlessBy isOver: (String) -> String) -> String {
        """
        NOT EXISTS (SELECT 1 FROM input AS user WHERE user.depth_file = \(file).id
            AND NOT (\(isOver("user"))))
        """
    }

    /// The same of one that belongs to no picture by its name either.
    static func isLeft(_ file: String, unlessBy isOver: (String) -> String) -> String {
        """
        \(isUnused(file, unlessBy: isOver)) AND NOT EXISTS (SELECT 1 FROM input AS owner
            WHERE owner.id = \(file).picture AND owner.ending IS NULL AND NOT (\(isOver("owner"))))
        """
    }
}

extension Database {
    /// Notes which companion a picture takes its depth from; a picture that serves as one has a stay of its own.
    ///
    /// - Parameter file: Where that is; nil when there is none.
    func use(_ file: RelativePath?, by picture: Int64) throws {
        try run(
            """
            UPDATE input SET depth_file = (SELECT companion.id FROM name JOIN input AS companion
                ON companion.id = name.input WHERE name.path = ? AND companion.kind = 'companion')
            WHERE id = ?
            """, [file?.blob, picture])
    }

    /// The companion that only this picture uses, if any.
    func ownDepthFile(of picture: Int64) throws -> Int64? {
        try row(
            """
            SELECT file.id FROM input AS done JOIN input AS file ON file.id = done.depth_file
            WHERE done.id = :picture AND file.ending IS NULL AND \(DepthFiles.isLeft("file") { "\($0).id = :picture" })
            """, ["picture": picture])?["id"]
    }

    /// Ends the stay of the depth file that only this picture used, which is deleted on schedule.
    func letGo(depthFileOf picture: Int64) throws {
        guard let file = try ownDepthFile(of: picture) else { return }
        try run(
            """
            UPDATE input SET (deadline, latest, clock_offset) =
                (SELECT deadline, deadline, clock_offset FROM input AS done WHERE done.id = :picture), waits_for_job = 0
            WHERE id = :file AND latest - clock_offset >
                (SELECT deadline - clock_offset FROM input AS done WHERE done.id = :picture)
            """, ["file": file, "picture": picture])
    }
}
