import Glibc
import Model

/// One name in a folder, and what stands there.
package struct DirectoryEntry: Hashable, Sendable {
    /// One path component, as bytes.
    package let name: [UInt8]
    package let kind: FileKind
}

extension Directory {
    /// The names in this folder, in the file system's order, without `.` and `..`. What comes or goes meanwhile may be
    /// missing or present.
    package func entries() throws(FileError) -> [DirectoryEntry] {
        var entries: [DirectoryEntry] = []
        try forEachEntry { entry throws(FileError) in entries.append(entry) }
        return entries
    }

    /// Streams the names in this folder, for one too full to keep in memory. Names that are no path component (a file
    /// system can hold names over 255 bytes) are left out: no other call could reach them.
    package func forEachEntry(_ body: (DirectoryEntry) throws(FileError) -> Void) throws(FileError) {
        // A fresh descriptor, because duplicates share one reading position.
        let listing = try openFolder(.root)
        let own = try listing.withRawValue { raw throws(FileError) in
            try attempt(.list, title) { fcntl(raw, F_DUPFD_CLOEXEC, 0) }
        }
        guard let stream = unsafe fdopendir(own) else {
            let number = errno
            close(own)
            throw FileError(.list, title, .system(number))
        }
        // The stream owns its descriptor from here on.
        defer { unsafe closedir(stream) }
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                if errno == 0 { return }
                throw FileError(.list, title, .system(errno))
            }
            let name = unsafe Self.name(of: entry)
            guard RelativePath.root.appending(name) != nil else { continue }
            if let kind = unsafe FileKind(directoryEntryType: entry.pointee.d_type) {
                try body(DirectoryEntry(name: name, kind: kind))
            } else if let status = try listing.withRawValue({ raw throws(FileError) in
                try FileStatus.ofName(name, in: raw, title)
            }) {
                try body(DirectoryEntry(name: name, kind: status.kind))
            }
        }
    }

    /// The name's bytes. `d_name` is read through a pointer because Swift would copy all 256 bytes of a record that may
    /// be shorter.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
        let start = unsafe UnsafeRawPointer(entry) + offset
        let length = unsafe strlen(start.assumingMemoryBound(to: CChar.self))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: length))
    }
}
