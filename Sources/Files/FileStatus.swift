import Glibc
package import Model

/// What the file system says of a file at one moment (stat(2)).
package struct FileStatus: Equatable, Sendable {
    package let identity: FileIdentity
    package let kind: FileKind
    /// How many names the file has; 0 when it has lost its last.
    package let links: UInt64
    /// In bytes.
    package let size: Int64
    /// When the content last changed, in nanoseconds since 1970 (UTC). The sender can set it.
    package let modified: Int64
    /// When content, names or permissions last changed, in nanoseconds since 1970 (UTC). Nobody can set it.
    package let changed: Int64
    /// The twelve permission bits.
    package let permissions: UInt16
    /// The numeric user that owns the file.
    package let owner: UInt32

    init(_ status: stat) {
        identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        kind = FileKind(mode: status.st_mode)
        links = UInt64(status.st_nlink)
        size = Int64(status.st_size)
        modified = Self.nanoseconds(status.st_mtim)
        changed = Self.nanoseconds(status.st_ctim)
        permissions = UInt16(status.st_mode & 0o7777)
        owner = status.st_uid
    }

    /// Wraps beyond the year 2262, so that a nonsensical time cannot stop the program.
    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// Of an open descriptor, even one opened with O_PATH.
    static func of(_ descriptor: Int32, _ subject: @autoclosure () -> String) throws(FileError) -> FileStatus {
        var status = stat()
        _ = try attempt(.inspect, subject()) { unsafe fstat(descriptor, &status) }
        return FileStatus(status)
    }

    /// Of a name in a folder, without following a link; nil when there is none.
    static func ofName(
        _ name: [UInt8], in folder: Int32, _ subject: @autoclosure () -> String
    ) throws(FileError) -> FileStatus? {
        var status = stat()
        do {
            _ = try attempt(.inspect, subject()) {
                unsafe fstatat(folder, terminated(name), &status, AT_SYMLINK_NOFOLLOW)
            }
        } catch {
            if error.isMissing { return nil }
            throw error
        }
        return FileStatus(status)
    }
}
