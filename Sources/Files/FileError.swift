/// Why a file-system call did not do what it was asked, in words for whoever runs the program.
///
/// `description` is one or two whole sentences: what failed, on what, why, and what to do.
package struct FileError: Error, Equatable, Sendable {
    /// What was tried, as the words that follow "Could not".
    package enum Operation: String, Sendable {
        case open, create, read, write, list, inspect, synchronize, name, replace, remove, lock
        case makeFolder = "make the folder"
        case measureSpace = "measure the free space of"
        case notify = "send a notice to"
    }

    package enum Reason: Equatable, Sendable {
        /// The system refused, with this errno(3).
        case system(Int32)
        /// Something else than a regular file stands at that name.
        case notRegular(FileKind)
        /// The file is larger than the reader allows, in bytes.
        case tooLarge(limit: Int)
        /// The name showed the same file again right after it was removed.
        case cameBack
    }

    package let operation: Operation
    /// The place, safe to show on one line.
    package let subject: String
    package let reason: Reason

    init(_ operation: Operation, _ subject: String, _ reason: Reason) {
        self.operation = operation
        self.subject = subject
        self.reason = reason
    }

    /// The errno behind the failure; nil when the program itself refused.
    package var number: Int32? {
        guard case .system(let number) = reason else { return nil }
        return number
    }

    /// The C library's words for it, which name no file.
    package var explanation: String? { number.map { ErrorNumber($0).explanation } }
}

extension FileError: CustomStringConvertible {
    package var description: String {
        switch reason {
        case .system(let number):
            let code = ErrorNumber(number)
            return "Could not \(operation.rawValue) “\(subject)”: \(code.explanation). \(code.remedy)"
        case .notRegular(let kind):
            return "Could not \(operation.rawValue) “\(subject)”: it is \(kind.withArticle), not a regular file. "
                + "Put the file itself there."
        case .tooLarge(let limit):
            return "Could not \(operation.rawValue) “\(subject)”: it is larger than \(limit) bytes. "
                + "Make it smaller, or raise the limit."
        case .cameBack:
            return "Could not \(operation.rawValue) “\(subject)”: another program put the same file back at once. "
                + "Find the program that restores it, and stop it for this folder."
        }
    }
}

extension FileError {
    /// The volume or the quota is full.
    package var isNoSpace: Bool { number.map(ErrorNumber.noSpace.contains) ?? false }

    /// Nothing, or no folder on the way, has that name.
    package var isMissing: Bool { number.map(ErrorNumber.missing.contains) ?? false }

    /// The file system cannot do this at all; another way may exist.
    package var isUnsupported: Bool { number.map(ErrorNumber.unsupported.contains) ?? false }

    /// The machine failed, not the file: the same call may succeed later, and the attempt does not count.
    package var isTransient: Bool { isNoSpace || (number.map(ErrorNumber.transient.contains) ?? false) }
}
