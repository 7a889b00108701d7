import CLinux
import Glibc
package import Model

/// How putting a new file in the place of an older one went.
package enum ReplaceOutcome: Equatable, Sendable {
    /// The name shows the new file, the old one has lost it, and both facts are on the disk.
    case replaced
    /// Nothing has the name any more; nothing was done.
    case missing
    /// The name shows another file than the expected one; that one still has the name.
    case notOurs
}

extension Directory {
    /// Puts the file in the place of the one that `path` shows, only while that is still `expected`.
    ///
    /// Both names are exchanged in one step and what came out is checked; another's file that slipped in goes back.
    /// Throws an `isUnsupported` error, with nothing changed, where the file system cannot exchange names.
    package func replace(
        _ path: RelativePath, ifStill expected: FileIdentity, with file: borrowing UnnamedFile
    ) throws(FileError) -> ReplaceOutcome {
        guard let current = try status(of: path) else { return .missing }
        guard current.identity == expected, current.kind == .regular else { return .notOurs }
        try file.synchronize()
        let folder = try subdirectory(path.parent)
        let aside = HiddenName.random()
        try folder.give(aside, to: file)
        do {
            try folder.exchange(aside, path.name, subject(path))
        } catch {
            folder.unlink(aside, ifStill: file.identity)
            if error.number == ENOENT { return .missing }
            throw error
        }
        let outcome = try folder.settle(aside, path.name, came: expected, ours: file.identity, subject(path))
        try folder.synchronize()
        return outcome
    }

    private func exchange(_ one: [UInt8], _ other: [UInt8], _ subject: String) throws(FileError) {
        _ = try withRawDescriptor { raw throws(FileError) in
            try attempt(.replace, subject) {
                unsafe linux_exchange_names(raw, terminated(one), raw, terminated(other))
            }
        }
    }

    /// After an exchange: removes what came out when it is the expected file, or else undoes the exchange.
    func settle(
        _ aside: [UInt8], _ name: [UInt8], came expected: FileIdentity, ours: FileIdentity, _ subject: String
    ) throws(FileError) -> ReplaceOutcome {
        if try identity(of: aside, subject) == expected {
            unlink(aside, ifStill: expected)
            return .replaced
        }
        try exchange(aside, name, subject)
        if try identity(of: aside, subject) == ours {
            unlink(aside, ifStill: ours)
        } else {
            // Someone replaced our file between the two exchanges: their later file keeps the name, as it would have.
            _ = try withRawDescriptor { raw throws(FileError) in
                try attempt(.replace, subject) { unsafe renameat(raw, terminated(aside), raw, terminated(name)) }
            }
        }
        return .notOurs
    }

    private func identity(of name: [UInt8], _ subject: String) throws(FileError) -> FileIdentity? {
        try withRawDescriptor { raw throws(FileError) in try FileStatus.ofName(name, in: raw, subject)?.identity }
    }
}
