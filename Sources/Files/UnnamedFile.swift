import CLinux
import Glibc
package import Model

/// A new file that no name shows yet, open for reading and writing. Without a name it vanishes with its owner.
///
/// Where the file system cannot do that (O_TMPFILE of open(2)), it has a `HiddenName` that its owner removes.
package struct UnnamedFile: ~Copyable, Sendable {
    let descriptor: Descriptor
    let folder: Directory
    /// The hidden name in `folder`, where the file system demanded one.
    let hiddenName: [UInt8]?
    /// Known before publishing, so that it can be recorded first.
    package let identity: FileIdentity

    deinit {
        if let hiddenName { folder.unlink(hiddenName, ifStill: identity) }
    }

    /// Appends every byte at the file's position.
    package borrowing func write(_ bytes: [UInt8]) throws(FileError) {
        let title = folder.title
        try descriptor.withRawValue { raw throws(FileError) in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = try attempt(.write, title) {
                    unsafe rest.withUnsafeBytes { unsafe Glibc.write(raw, $0.baseAddress, $0.count) }
                }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// All bytes, from the first on.
    package borrowing func readAll() throws(FileError) -> [UInt8] {
        let file = OpenedFile(try descriptor.duplicate(), status: try status(), subject: folder.title)
        return try file.readAll(limit: .max - 1)
    }

    /// Returns when the content is on the disk (fsync(2)).
    package borrowing func synchronize() throws(FileError) {
        let title = folder.title
        _ = try descriptor.withRawValue { raw throws(FileError) in try attempt(.synchronize, title) { fsync(raw) } }
    }

    /// A second descriptor of the same file for a child process, which has its reading and writing position.
    package borrowing func duplicateDescriptor() throws(FileError) -> Descriptor { try descriptor.duplicate() }

    package borrowing func status() throws(FileError) -> FileStatus {
        let title = folder.title
        return try descriptor.withRawValue { raw throws(FileError) in try FileStatus.of(raw, title) }
    }

    /// Lends the descriptor's number for the length of the call: the standard output of the child that writes the file.
    package borrowing func withRawDescriptor<Result, Failure>(
        _ body: (Int32) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try descriptor.withRawValue(body)
    }
}

extension Directory {
    /// A new empty file on the volume of the folder `path`, with these permissions minus the umask. Publish it into that
    /// same folder.
    package func createUnnamed(
        in path: RelativePath = .root, permissions: UInt32 = 0o666
    ) throws(FileError) -> UnnamedFile {
        let folder = try subdirectory(path)
        do {
            return try folder.createNameless(permissions)
        } catch {
            // EISDIR and ENOENT: how kernels answer that do not know the flag (open(2), BUGS of O_TMPFILE).
            let refusals: Set<Int32?> = [EOPNOTSUPP, EISDIR, ENOENT, EINVAL]
            guard refusals.contains(error.number) else { throw error }
            return try folder.createHidden(permissions)
        }
    }

    private func createNameless(_ permissions: UInt32) throws(FileError) -> UnnamedFile {
        let raw = try withRawDescriptor { raw throws(FileError) in
            try attempt(.create, title) { unsafe openat(raw, ".", linux_o_tmpfile() | O_RDWR | O_CLOEXEC, permissions) }
        }
        return try unnamed(owning: Descriptor(owning: raw), hiddenName: nil)
    }

    /// The way for file systems without unnamed files.
    func createHidden(_ permissions: UInt32) throws(FileError) -> UnnamedFile {
        let name = HiddenName.random()
        let raw = try withRawDescriptor { raw throws(FileError) in
            try attempt(.create, title) {
                unsafe openat(
                    raw, terminated(name), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions)
            }
        }
        return try unnamed(owning: Descriptor(owning: raw), hiddenName: name)
    }

    private func unnamed(owning descriptor: consuming Descriptor, hiddenName: [UInt8]?) throws(FileError) -> UnnamedFile
    {
        let status = try descriptor.withRawValue { raw throws(FileError) in try FileStatus.of(raw, title) }
        return UnnamedFile(descriptor: descriptor, folder: self, hiddenName: hiddenName, identity: status.identity)
    }

    /// Removes a name of the program's own while it shows that file; what cannot be removed is left for a sweep.
    func unlink(_ name: [UInt8], ifStill identity: FileIdentity) {
        withRawDescriptor { raw in
            guard let status = try? FileStatus.ofName(name, in: raw, title), status.identity == identity else { return }
            _ = unsafe unlinkat(raw, terminated(name), 0)
        }
    }
}
