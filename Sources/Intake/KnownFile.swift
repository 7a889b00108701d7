package import Files
package import Model

/// A file as it was when it was last seen, and whether another name shows that very file.
package struct KnownFile: Sendable {
    private let seen: FileStamp

    package init(_ seen: FileStamp) { self.seen = seen }

    /// Whether the file at a place is this one, although its times may have been changed: the same inode, which was not
    /// given to another file since, as its birth tells.
    ///
    /// - Parameter status: Of the file at that place.
    package func stands(at place: RelativePath, in inbox: Directory, _ status: FileStatus) -> Bool {
        let found = FileStamp(status)
        guard found.identity == seen.identity, found.size == seen.size else { return false }
        if found.isSameContent(as: seen) { return true }
        guard let birth = try? inbox.birth(of: place) else { return false }
        return birth <= seen.changed
    }
}
