/// Which file it is, whatever its name: the same pair is the same file as long as the file exists or is held open.
package struct FileIdentity: Hashable, Sendable {
    package let device: UInt64
    package let inode: UInt64

    package init(device: UInt64, inode: UInt64) {
        self.device = device
        self.inode = inode
    }
}

/// What shows that a file may have changed without reading it. The same stamp means the same bytes; another stamp
/// means that they must be read again to know.
package struct FileStamp: Hashable, Sendable {
    package let identity: FileIdentity
    /// Bytes.
    package let size: Int64
    /// Nanoseconds since 1970 (UTC) as the sender set them, and as the kernel did (mtime and ctime of stat(2)).
    package let modified: Int64
    package let changed: Int64

    package init(identity: FileIdentity, size: Int64, modified: Int64, changed: Int64) {
        self.identity = identity
        self.size = size
        self.modified = modified
        self.changed = changed
    }
}
