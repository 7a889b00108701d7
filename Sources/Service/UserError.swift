import Model

/// Something that whoever runs a command can set right; a whole sentence.
package struct UserError: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }

    static func outputExists(_ path: String) -> UserError {
        UserError("\(path) exists already; use --force to replace it, or choose another output with -o.")
    }

    /// The same for a file in a folder that an option names.
    static func fileExists(_ path: String) -> UserError {
        UserError("\(path) exists already; use --force to replace it, or choose another folder.")
    }

    static func noFileName(_ path: String) -> UserError {
        UserError("\(path) does not name a file; give the path of a picture.")
    }
}

extension JobFailure {
    static func fileTooLarge(bytes: Int64, limit: Int) -> JobFailure {
        JobFailure(
            .fileTooLarge, "The file has \(bytes) bytes, more than limits.file_bytes allows (\(limit)).",
            advice: "Send a smaller file, or raise limits.file_bytes.")
    }
}
