import CLinux
import Glibc
package import Model

/// How removing a file went.
package enum RemovalOutcome: Equatable, Sendable {
    /// The name is gone, and that is on the disk. `otherNames` counts the file's hard links elsewhere.
    case removed(otherNames: UInt64)
    /// The name was gone already.
    case alreadyGone
    /// The name shows another file, or a folder on the way is another; nothing was touched.
    case replacedByOther
}

extension Directory {
    /// Removes a name only while it shows that very file (device, inode and kind), which is held open meanwhile so that
    /// its inode cannot be given to another. Whatever stands there otherwise stays, a link is never followed, and the
    /// folder is synchronized before this returns.
    package func remove(
        _ path: RelativePath, ifStill expected: FileIdentity, kind: FileKind = .regular
    ) throws(FileError) -> RemovalOutcome {
        do throws(FileError) {
            return try remove(path, held: try pin(path), ifStill: expected, kind: kind)
        } catch {
            if error.isMissing { return .alreadyGone }
            if error.number == ELOOP { return .replacedByOther }
            throw error
        }
    }

    private func remove(
        _ path: RelativePath, held: consuming PinnedName, ifStill expected: FileIdentity, kind: FileKind
    ) throws(FileError) -> RemovalOutcome {
        let status = try held.status(subject(path))
        guard status.identity == expected, status.kind == kind else { return .replacedByOther }
        try held.folder.withRawValue { folder throws(FileError) in
            _ = try attempt(.remove, subject(path)) { unsafe unlinkat(folder, terminated(path.name), 0) }
            _ = try attempt(.synchronize, subject(path.parent)) { fsync(folder) }
            if try FileStatus.ofName(path.name, in: folder, subject(path))?.identity == expected {
                throw FileError(.remove, subject(path), .cameBack)
            }
        }
        return .removed(otherNames: try held.status(subject(path)).links)
    }

    /// Holds whatever stands at the name, a link itself included, without opening it (O_PATH of open(2)).
    private func pin(_ path: RelativePath) throws(FileError) -> PinnedName {
        let folder = try openFolder(path.parent)
        let file = try folder.withRawValue { raw throws(FileError) in
            try attempt(.remove, subject(path)) {
                unsafe openat(raw, terminated(path.name), linux_o_path() | O_NOFOLLOW | O_CLOEXEC)
            }
        }
        return PinnedName(folder: folder, file: Descriptor(owning: file))
    }
}

/// A file that cannot vanish meanwhile, and the folder that shows its name.
private struct PinnedName: ~Copyable {
    let folder: Descriptor
    let file: Descriptor

    borrowing func status(_ subject: String) throws(FileError) -> FileStatus {
        try file.withRawValue { raw throws(FileError) in try FileStatus.of(raw, subject) }
    }
}
