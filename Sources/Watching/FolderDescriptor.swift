import Glibc
import Model

/// A folder held open for watching and listing; closed when it goes. Its errors are errno(3) numbers.
struct FolderDescriptor: ~Copyable {
    private let raw: Int32

    struct Failure: Error { let number: Int32 }

    /// Opens the folder that `folder` shows by that name; never through a symbolic link.
    init(opening name: [UInt8], in folder: Int32) throws(Failure) {
        let path = name.map(CChar.init(bitPattern:)) + [0]
        raw = unsafe openat(folder, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if raw < 0 { throw Failure(number: errno) }
    }

    deinit { close(raw) }

    /// Where the system shows this very folder, whatever its path: a way to name it without a race.
    var alias: String { "/proc/self/fd/\(raw)" }

    /// Whether the folder has been deleted. Its own watch cannot tell while it is held open.
    var isDeleted: Bool {
        var status = stat()
        return unsafe fstat(raw, &status) == 0 && status.st_nlink == 0
    }

    /// Opens the folder at a place below this one, one component after the other.
    func folder(at place: RelativePath) throws(Failure) -> FolderDescriptor {
        var folder = try FolderDescriptor(opening: Array(".".utf8), in: raw)
        for name in place.components { folder = try FolderDescriptor(opening: name, in: folder.raw) }
        return folder
    }

    /// The names of the folders in this one; links to folders are none.
    func folderNames() throws(Failure) -> [[UInt8]] {
        let own = fcntl(raw, F_DUPFD_CLOEXEC, 0)
        if own < 0 { throw Failure(number: errno) }
        guard let stream = unsafe fdopendir(own) else {
            let number = errno
            close(own)
            throw Failure(number: number)
        }
        defer { unsafe closedir(stream) }
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                if errno != 0 { throw Failure(number: errno) }
                return names
            }
            let name = unsafe Self.name(of: entry)
            if unsafe isFolder(name, type: entry.pointee.d_type) { names.append(name) }
        }
    }

    private func isFolder(_ name: [UInt8], type: UInt8) -> Bool {
        guard Int(type) == Int(DT_UNKNOWN) else { return Int(type) == Int(DT_DIR) }
        var status = stat()
        let path = name.map(CChar.init(bitPattern:)) + [0]
        return unsafe fstatat(raw, path, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Read through a pointer, because Swift would copy all 256 bytes of a record that may be shorter.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
        let start = unsafe UnsafeRawPointer(entry) + offset
        let length = unsafe strlen(start.assumingMemoryBound(to: CChar.self))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: length))
    }
}
