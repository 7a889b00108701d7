/// A regular file that the parent process opened for this one.
package struct InheritedFile: ~Copyable {
    private let file: OpenedFile

    /// Takes over the descriptor, which is closed with this value.
    package init(_ descriptor: Int32) throws(FileError) {
        let subject = "the descriptor \(descriptor)"
        let owned = Descriptor(owning: descriptor)
        let status = try owned.withRawValue { raw throws(FileError) in try FileStatus.of(raw, subject) }
        guard status.kind == .regular else { throw FileError(.open, subject, .notRegular(status.kind)) }
        file = OpenedFile(owned, status: status, subject: subject)
    }

    /// All bytes, at most `limit`.
    package borrowing func readAll(limit: Int) throws(FileError) -> [UInt8] { try file.readAll(limit: limit) }
}
