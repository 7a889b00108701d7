import Glibc

/// An open file descriptor with one owner; closed when the owner goes.
package struct Descriptor: ~Copyable, Sendable {
    private let raw: Int32

    /// Takes over an open descriptor: nobody else may close it.
    package init(owning raw: Int32) { self.raw = raw }

    deinit { close(raw) }

    /// Lends the number for the length of the call, for system calls and for a child's spawn. It must not be closed or kept.
    package borrowing func withRawValue<Result, Failure>(
        _ body: (Int32) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(raw)
    }

    /// A second descriptor of the same open file, with the same read and write position; closed in children (CLOEXEC).
    package borrowing func duplicate() throws(FileError) -> Descriptor {
        let raw = raw
        return Descriptor(owning: try attempt(.open, "another descriptor") { fcntl(raw, F_DUPFD_CLOEXEC, 0) })
    }
}
