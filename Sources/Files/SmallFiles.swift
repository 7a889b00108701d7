import Glibc
package import Model

/// What to do when a name is taken.
package enum Existing: Equatable, Sendable {
    /// Leave it, and report `nameTaken`.
    case keep
    /// Replace it only while it is still this file; another's file is kept.
    case replaceIfStill(FileIdentity)
    /// Replace whatever is there: for folders that belong to the program alone. Not `durably` saves waiting for the disk
    /// where a crash may lose the file, such as progress.
    case replace(durably: Bool)
}

/// How writing a small file went.
package enum WriteOutcome: Equatable, Sendable {
    /// The name shows the new file; its identity, to replace or remove it later.
    case written(FileIdentity)
    /// Something else has the name; it was not touched.
    case nameTaken
}

extension Directory {
    /// Writes a whole file aside and then gives it its name: a reader sees the old content or the new, never a part, and
    /// so does the disk after a crash, unless asked otherwise. The folder must exist.
    package func write(
        _ bytes: [UInt8], as path: RelativePath, existing: Existing, permissions: UInt32 = 0o666
    ) throws(FileError) -> WriteOutcome {
        let file = try createUnnamed(in: path.parent, permissions: permissions)
        try file.write(bytes)
        switch existing {
        case .keep: break
        case .replaceIfStill(let expected):
            switch try replace(path, ifStill: expected, with: file) {
            case .replaced: return .written(file.identity)
            case .notOurs: return .nameTaken
            case .missing: break
            }
        case .replace(let durably):
            try overwrite(path, with: file, durably: durably)
            return .written(file.identity)
        }
        switch try publish(file, as: path) {
        case .published: return .written(file.identity)
        case .nameTaken: return .nameTaken
        }
    }

    /// rename(2) over whatever is there.
    private func overwrite(_ path: RelativePath, with file: borrowing UnnamedFile, durably: Bool) throws(FileError) {
        if durably { try file.synchronize() }
        let folder = try subdirectory(path.parent)
        let aside = HiddenName.random()
        try folder.give(aside, to: file)
        do {
            _ = try folder.withRawDescriptor { raw throws(FileError) in
                try attempt(.replace, subject(path)) {
                    unsafe renameat(raw, terminated(aside), raw, terminated(path.name))
                }
            }
        } catch {
            folder.unlink(aside, ifStill: file.identity)
            throw error
        }
        if durably { try folder.synchronize() }
    }
}
