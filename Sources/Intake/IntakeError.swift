package import Files

/// Why intake as a whole cannot go on; a single file's trouble is a `JobFailure`.
package enum IntakeError: Error, Equatable, Sendable {
    /// The inbox cannot be looked at now. Nothing in it is taken as deleted; it is tried again.
    case inboxUnavailable(FileError)
    /// The inbox was deleted, moved or unmounted while it was held.
    case inboxGone
}

extension IntakeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .inboxUnavailable(let error):
            "The inbox is unavailable, so nothing is taken in and nothing counts as deleted. \(error)"
        case .inboxGone:
            "The inbox was deleted, moved or unmounted; nothing in it counts as deleted. Put it back or mount it again, "
                + "and all goes on by itself."
        }
    }
}
