import Files
import Model

/// Something that whoever runs a command can set right; a whole sentence.
package struct UserError: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }

    /// Where a video was to be put something stands already.
    static func outputExists(_ path: String, _ kind: FileKind = .regular) -> UserError {
        if kind == .folder {
            return UserError("\(path) is a folder; give the path of a file in it, or of another one, with -o.")
        }
        return exists(path, kind, otherwise: "choose another output with -o")
    }

    /// The same for a file in a folder that an option names.
    static func fileExists(_ path: String, _ kind: FileKind = .regular) -> UserError {
        exists(path, kind, otherwise: "choose another folder")
    }

    private static func exists(_ path: String, _ kind: FileKind, otherwise: String) -> UserError {
        guard kind == .regular else {
            return UserError("\(path) is \(kind.withArticle), which is never replaced; remove it, or \(otherwise).")
        }
        return UserError("\(path) exists already; use --force to replace it, or \(otherwise).")
    }

    static func noFileName(_ path: String) -> UserError {
        UserError("\(path) does not name a file; give the path of one.")
    }
}

extension JobFailure {
    static func fileTooLarge(bytes: Int64, limit: Int) -> JobFailure {
        JobFailure(
            .fileTooLarge, "The file has \(bytes) bytes, more than limits.file_bytes allows (\(limit)).",
            advice: "Send a smaller file, or raise limits.file_bytes.")
    }
}
