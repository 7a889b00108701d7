import Glibc
package import Model

/// A regular file open for reading. The bytes come from this file even when its name goes or is given to another.
package struct OpenedFile: ~Copyable, Sendable {
    let descriptor: Descriptor
    let subject: String
    /// As it was when the file was opened.
    package let openingStatus: FileStatus

    init(_ descriptor: consuming Descriptor, status: FileStatus, subject: String) {
        self.descriptor = descriptor
        self.subject = subject
        openingStatus = status
    }

    /// As it is now.
    package borrowing func status() throws(FileError) -> FileStatus {
        let subject = subject
        return try descriptor.withRawValue { raw throws(FileError) in try FileStatus.of(raw, subject) }
    }

    /// Up to `count` bytes from `offset` on; fewer at the end of the file, none beyond it.
    package borrowing func read(at offset: Int64, count: Int) throws(FileError) -> [UInt8] {
        let subject = subject
        return try descriptor.withRawValue { raw throws(FileError) in
            var failure: FileError?
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                do throws(FileError) {
                    while filled < count {
                        let got = try attempt(.read, subject) {
                            unsafe pread(
                                raw, buffer.baseAddress.map { unsafe $0 + filled }, count - filled, Int(offset) + filled
                            )
                        }
                        if got == 0 { break }
                        filled += got
                    }
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            return bytes
        }
    }

    /// Every byte, in pieces from the first to the last; a piece is at most `size` bytes and never empty.
    package borrowing func forEachChunk(size: Int = 1 << 18, _ body: ([UInt8]) -> Void) throws(FileError) {
        var offset: Int64 = 0
        while true {
            let chunk = try read(at: offset, count: size)
            if chunk.isEmpty { return }
            body(chunk)
            offset += Int64(chunk.count)
        }
    }

    /// Every byte of a file that may hold up to `limit` bytes, even while it grows.
    package borrowing func readAll(limit: Int) throws(FileError) -> [UInt8] {
        let size = try status().size
        if size > Int64(limit) { throw FileError(.read, subject, .tooLarge(limit: limit)) }
        let bytes = try read(at: 0, count: min(limit, Int(size)) + 1)
        if bytes.count <= Int(size) { return bytes }
        // It grew meanwhile.
        let rest = try read(at: Int64(bytes.count), count: limit - Int(size))
        if bytes.count + rest.count > limit { throw FileError(.read, subject, .tooLarge(limit: limit)) }
        return bytes + rest
    }

    /// A second descriptor of the same file for a child process. Its read position is shared with no one who reads
    /// through this value, since reading here names its offsets.
    package borrowing func duplicateDescriptor() throws(FileError) -> Descriptor { try descriptor.duplicate() }
}

extension Directory {
    /// Opens a regular file for reading.
    ///
    /// Anything else is refused without being opened: opening a device can act on it. What is swapped in meanwhile is
    /// opened without waiting (O_NONBLOCK) and refused then. Throws `FileError.Reason.notRegular` for both.
    package func openForReading(_ path: RelativePath) throws(FileError) -> OpenedFile {
        let parent = try openFolder(path.parent)
        let before = try parent.withRawValue { raw throws(FileError) in
            try FileStatus.ofName(path.name, in: raw, subject(path))
        }
        if let before, before.kind != .regular { throw FileError(.open, subject(path), .notRegular(before.kind)) }
        let file = try openName(path.name, in: parent, flags: O_NONBLOCK | O_NOCTTY, path)
        let status = try file.withRawValue { raw throws(FileError) in try FileStatus.of(raw, subject(path)) }
        guard status.kind == .regular else { throw FileError(.open, subject(path), .notRegular(status.kind)) }
        return OpenedFile(file, status: status, subject: subject(path))
    }
}
