import CLinux
import Glibc

/// Whether a program on this machine has a file open for writing.
package enum WriterCheck: Equatable, Sendable {
    case none
    case writing
    /// The system does not tell: the file is another user's and CAP_LEASE is missing, or its file system has no leases.
    case unknown
}

extension OpenedFile {
    /// Asks for a read lease, which Linux refuses while a writer has the file open (fcntl(2), F_SETLEASE), and gives it
    /// back at once, so that no writer ever waits for it.
    package borrowing func checkForWriter() -> WriterCheck {
        SignalOfLeases.ignored
        return descriptor.withRawValue { raw in
            guard linux_take_read_lease(raw) == 0 else { return errno == EAGAIN ? .writing : .unknown }
            _ = linux_release_lease(raw)
            return .none
        }
    }
}

/// A writer that opens the file during a lease makes the kernel send SIGIO, which ends the process by default.
private enum SignalOfLeases {
    /// Done once, before the first lease.
    static let ignored: Void = linux_ignore_sigio()
}
