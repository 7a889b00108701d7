import Glibc
package import Model

/// Who holds a lock, as that process wrote it down.
package struct LockHolder: Equatable, Sendable {
    package let process: Int32
    /// The command as people know it, on one line.
    package let command: String
    package let since: Timestamp
    /// What keeps it from its work, on one line; nil while nothing does.
    package let trouble: String?

    package init(process: Int32, command: String, since: Timestamp, trouble: String? = nil) {
        self.process = process
        self.command = DisplayText.escaped(command.utf8)
        self.since = since
        self.trouble = trouble.map { DisplayText.escaped($0.utf8) }
    }

    /// Lines: process, command, milliseconds since 1970, and the trouble if there is one. What follows the zero at the end
    /// is left from a longer text before.
    var text: String {
        "\(process)\n\(command)\n\(since.milliseconds)\n" + (trouble.map { "\($0)\n" } ?? "") + "\0"
    }

    init?(text: String) {
        let lines = text.prefix { $0 != "\0" }.split(separator: "\n", omittingEmptySubsequences: false)
        guard [4, 5].contains(lines.count), let process = Int32(lines[0]), let time = Int64(lines[2]) else {
            return nil
        }
        self.init(
            process: process, command: String(lines[1]), since: Timestamp(milliseconds: time),
            trouble: lines.count == 5 ? String(lines[3]) : nil)
    }
}

/// How taking a lock went.
package enum LockAttempt: ~Copyable, Sendable {
    case taken(StateLock)
    /// Another process has it; nil when that one has not written down yet who it is.
    case heldBy(LockHolder?)
}

/// The right to be the only process at work in a folder, held through flock(2) on a file there.
///
/// It ends with this value, or with the process however that ends. The file stays, empty.
package struct StateLock: ~Copyable, Sendable {
    private let descriptor: Descriptor

    private init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

    deinit { descriptor.withRawValue { raw in _ = ftruncate(raw, 0) } }

    /// Takes the lock `name` in a folder, or says at once who holds it.
    package static func take(
        in folder: Directory, name: RelativePath, holder: LockHolder
    ) throws(FileError) -> LockAttempt {
        let subject = folder.subject(name)
        while true {
            let file = try open(name, in: folder, subject)
            do {
                _ = try file.withRawValue { raw throws(FileError) in
                    try attempt(.lock, subject) { flock(raw, LOCK_EX | LOCK_NB) }
                }
            } catch {
                guard error.number == EWOULDBLOCK else { throw error }
                return .heldBy(try readHolder(file, subject))
            }
            // The file may have been removed and made anew between opening and locking: a lock on the old one holds nothing.
            let locked = try file.withRawValue { raw throws(FileError) in try FileStatus.of(raw, subject) }
            guard try folder.status(of: name)?.identity == locked.identity else { continue }
            try write(holder, to: file, subject)
            return .taken(StateLock(file))
        }
    }

    /// Writes down what keeps the holder from its work, or nil when that is over. Only for the holder itself.
    ///
    /// Nothing grows by it, so that a disk may be full on which blocks are overwritten where they are.
    package static func note(_ trouble: String?, in folder: Directory, name: RelativePath) throws(FileError) {
        let subject = folder.subject(name)
        let file = try open(name, in: folder, subject)
        guard let holder = try readHolder(file, subject) else { return }
        try write(
            LockHolder(process: holder.process, command: holder.command, since: holder.since, trouble: trouble),
            to: file, subject)
    }

    private static func open(
        _ name: RelativePath, in folder: Directory, _ subject: String
    ) throws(FileError) -> Descriptor {
        let parent = try folder.openFolder(name.parent)
        let raw = try parent.withRawValue { raw throws(FileError) in
            try attempt(.lock, subject) {
                unsafe openat(raw, terminated(name.name), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
            }
        }
        return Descriptor(owning: raw)
    }

    private static func readHolder(_ file: borrowing Descriptor, _ subject: String) throws(FileError) -> LockHolder? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = try file.withRawValue { raw throws(FileError) in
            try attempt(.read, subject) { unsafe pread(raw, &buffer, buffer.count, 0) }
        }
        return LockHolder(text: String(decoding: buffer.prefix(count), as: UTF8.self))
    }

    private static func write(
        _ holder: LockHolder, to file: borrowing Descriptor, _ subject: String
    ) throws(FileError) {
        let text = Array(holder.text.utf8)
        try file.withRawValue { raw throws(FileError) in
            // One short write to a regular file: another process reads all of it or nothing of it.
            _ = try attempt(.write, subject) { unsafe pwrite(raw, text, text.count, 0) }
        }
    }
}
