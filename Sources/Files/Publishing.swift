import CLinux
import Glibc
package import Model

/// How giving a new file its name went.
package enum PublishOutcome: Equatable, Sendable {
    /// The name shows the file, and both are on the disk.
    case published
    /// Something already has the name; it was not touched, and the new file still has none.
    case nameTaken
}

extension Directory {
    /// Gives the file its name in one step and never overwrites: the file is complete under that name, or not there.
    /// The content is on the disk before the name is, and the name when this returns.
    package func publish(_ file: borrowing UnnamedFile, as path: RelativePath) throws(FileError) -> PublishOutcome {
        try file.synchronize()
        let folder = try subdirectory(path.parent)
        do {
            try folder.give(path.name, to: file)
        } catch {
            if error.number == EEXIST { return .nameTaken }
            throw error
        }
        try folder.synchronize()
        return .published
    }

    /// Links the file in this folder; throws EEXIST when the name is taken.
    func give(_ name: [UInt8], to file: borrowing UnnamedFile) throws(FileError) {
        let subject = title + "/" + DisplayText.escaped(name)
        guard let hidden = file.hiddenName else {
            // linkat(2): the way to name a file that has none, open to every user.
            let source = file.withRawDescriptor { "/proc/self/fd/\($0)" }
            _ = try withRawDescriptor { raw throws(FileError) in
                try attempt(.name, subject) {
                    unsafe linkat(AT_FDCWD, source, raw, terminated(name), AT_SYMLINK_FOLLOW)
                }
            }
            return
        }
        let origin = file.folder
        do {
            _ = try attempt(.name, subject) {
                origin.withRawDescriptor { from in
                    withRawDescriptor { to in
                        unsafe linux_rename_without_replacing(from, terminated(hidden), to, terminated(name))
                    }
                }
            }
        } catch {
            guard error.isUnsupported else { throw error }
            // No such rename here: a second name fails just as surely when the name is taken.
            _ = try attempt(.name, subject) {
                origin.withRawDescriptor { from in
                    withRawDescriptor { to in unsafe linkat(from, terminated(hidden), to, terminated(name), 0) }
                }
            }
            origin.unlink(hidden, ifStill: file.identity)
        }
    }
}
