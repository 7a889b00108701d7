/// Whether what a file holds may be run: nobody but root and the user that runs it may have written it.
enum OwnerTrust: Equatable {
    case trusted
    /// It is the user's of that number.
    case foreign(UInt32)
    /// Others than its owner may write to it.
    case writableByOthers

    /// - Parameters:
    ///   - permissions: Of stat(2).
    ///   - user: The number of the user that would run it.
    init(owner: UInt32, permissions: UInt16, user: UInt32) {
        if owner != 0, owner != user {
            self = .foreign(owner)
        } else {
            self = permissions & 0o022 == 0 ? .trusted : .writableByOthers
        }
    }
}
