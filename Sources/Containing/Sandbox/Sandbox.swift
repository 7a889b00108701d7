import CLinux
import Glibc
package import Model

/// Locks the calling process in, for good: what it has open it keeps, and it gets nothing more.
package enum Sandbox {
    /// Call before the process has a second thread and before it looks at a byte from outside.
    ///
    /// Whatever fails, the process must not go on.
    ///
    /// - Returns: what holds it, for the record.
    package static func lock(_ mode: SandboxMode, _ limits: ResourceLimits) throws(SandboxError) -> Containment {
        try limits.apply()
        guard mode != .off else { return .none }
        guard threadCount == 1 else { throw SandboxError("lock", "the process has more than one thread already") }
        guard linux_give_up_privileges() == 0 else { throw SandboxError("lock", lastReason) }
        if mode == .required { try lockFiles() }
        try SystemCallFilter.load()
        return mode == .required ? .landlockAndSeccomp : .seccompOnly
    }

    private static func lockFiles() throws(SandboxError) {
        let version = linux_landlock_version()
        guard version > 0 else {
            throw SandboxError("file lock (Landlock)", "\(lastReason); Linux 5.13 or later has it where it is enabled")
        }
        guard linux_landlock_deny_everything(version) == 0 else {
            throw SandboxError("file lock (Landlock)", lastReason)
        }
    }

    /// Links of a folder of /proc are its folders and two more.
    private static var threadCount: Int {
        var status = stat()
        return unsafe stat("/proc/self/task", &status) == 0 ? Int(status.st_nlink) - 2 : 0
    }

    private static var lastReason: String { unsafe String(cString: strerror(errno)) }
}
