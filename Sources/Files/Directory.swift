import CLinux
import Glibc
package import Model

/// A folder held open: whatever happens to its path, every call works on this very folder and below it.
///
/// Places are relative and are reached without following any symbolic link (openat2(2), RESOLVE_BENEATH and
/// RESOLVE_NO_SYMLINKS), so neither a swapped folder nor a crafted name leads out. A place longer than the system's
/// PATH_MAX is reached in steps. Every call blocks.
package final class Directory: Sendable {
    let descriptor: Descriptor
    /// The folder's path as opened, safe to show; for errors only.
    let title: String
    package let identity: FileIdentity

    private init(owning descriptor: consuming Descriptor, title: String) throws(FileError) {
        identity = try descriptor.withRawValue { raw throws(FileError) in try FileStatus.of(raw, title) }.identity
        self.descriptor = descriptor
        self.title = title
    }

    /// Holds the folder at a path of the machine. Links on the way are followed: the path comes from whoever runs the
    /// program.
    package static func open(_ path: String) throws(FileError) -> Directory {
        let title = DisplayText.escaped(path.utf8)
        let raw = try attempt(.open, title) { unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        return try Directory(owning: Descriptor(owning: raw), title: title)
    }

    /// Makes the folder at a path, and every missing folder above it, with these permissions minus the umask; then holds
    /// it. A folder that exists keeps its own permissions.
    package static func create(_ path: String, permissions: UInt32 = 0o777) throws(FileError) -> Directory {
        var made = path.hasPrefix("/") ? "/" : ""
        for component in path.split(separator: "/") {
            made += component
            do {
                _ = try attempt(.makeFolder, DisplayText.escaped(made.utf8)) { unsafe mkdir(made, permissions) }
            } catch {
                // Missing rights to make what exists are no obstacle; what is truly missing shows when it is opened.
                let harmless: Set<Int32?> = [EEXIST, EACCES, EPERM, EROFS, EISDIR]
                let exists = unsafe access(made, F_OK) == 0
                guard harmless.contains(error.number), exists else { throw error }
            }
            made += "/"
        }
        return try open(path)
    }

    /// Holds a folder below this one.
    package func subdirectory(_ path: RelativePath) throws(FileError) -> Directory {
        let opened = try openFolder(path)
        return try Directory(owning: opened, title: subject(path))
    }

    /// Makes every missing folder down to `path`, with permissions 0777 minus the umask.
    package func makeSubdirectories(_ path: RelativePath) throws(FileError) {
        var place = RelativePath.root
        for name in path.components {
            guard let next = place.appending(name) else { return }
            let parent = try openFolder(place)
            do {
                _ = try parent.withRawValue { raw throws(FileError) in
                    try attempt(.makeFolder, subject(next)) { unsafe mkdirat(raw, terminated(name), 0o777) }
                }
            } catch {
                if error.number != EEXIST { throw error }
            }
            place = next
        }
        _ = try openFolder(path)
    }

    /// What stands at a place, without following a link; nil when nothing does. The root is the folder itself.
    package func status(of path: RelativePath) throws(FileError) -> FileStatus? {
        if path.isRoot { return try withRawDescriptor { raw throws(FileError) in try FileStatus.of(raw, title) } }
        let parent: Descriptor
        do {
            parent = try openFolder(path.parent)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
        return try parent.withRawValue { raw throws(FileError) in
            try FileStatus.ofName(path.name, in: raw, subject(path))
        }
    }

    /// The volume (st_dev of stat(2)) of the folder that a place is in, or of the nearest one above that is there.
    package func volume(of path: RelativePath) throws(FileError) -> UInt64 {
        var place = path
        while !place.isRoot {
            place = place.parent
            do throws(FileError) {
                let folder = try openFolder(place)
                return try folder.withRawValue { raw throws(FileError) in try FileStatus.of(raw, subject(place)) }
                    .identity.device
            } catch {
                guard error.isMissing || error.number == ELOOP, !place.isRoot else { throw error }
            }
        }
        return identity.device
    }

    /// Returns when the folder's names are on the disk (fsync(2)).
    package func synchronize() throws(FileError) {
        _ = try withRawDescriptor { raw throws(FileError) in try attempt(.synchronize, title) { fsync(raw) } }
    }

    /// Lends the descriptor's number for the length of the call, for watching the folder or handing it to a child.
    package func withRawDescriptor<Result, Failure>(
        _ body: (Int32) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try descriptor.withRawValue(body)
    }

    /// The place as errors name it.
    func subject(_ path: RelativePath) -> String {
        if path.isRoot { return title }
        return title + (title.hasSuffix("/") ? "" : "/") + path.description
    }
}
