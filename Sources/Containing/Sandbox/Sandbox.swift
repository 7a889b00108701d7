import CLinux
import Glibc
package import Model

/// Locks the calling process in, for good: what it has open it keeps, and it gets nothing more.
package enum Sandbox {
    /// Call before the process has a second thread and before it looks at a byte from outside.
    ///
    /// Whatever fails, the process must not go on.
    ///
    /// - Parameter folder: A library's own, for a process that must still have it make programs in memory: until `tighten`
    ///   what is in there may be read, and memory that was written may become a program. Nothing else is let.
    /// - Returns: what holds it, for the record.
    package static func lock(
        _ mode: SandboxMode, _ limits: ResourceLimits, preparingWith folder: String? = nil
    ) throws(SandboxError) -> Containment {
        try limits.apply()
        guard mode != .off else { return .none }
        guard threadCount == 1 else { throw SandboxError("lock", "the process has more than one thread already") }
        guard linux_give_up_privileges() == 0 else { throw SandboxError("lock", lastReason) }
        if mode == .required { try lockFiles(except: folder) }
        try SystemCallFilter.load(folder == nil ? .working : .preparing)
        return mode == .required ? .landlockAndSeccomp : .seccompOnly
    }

    /// Takes back, from every thread, what was let for preparing: from here on all is as without.
    package static func tighten(_ mode: SandboxMode) throws(SandboxError) {
        guard mode != .off else { return }
        try SystemCallFilter.load(.working, onEveryThread: true)
    }

    private static func lockFiles(except folder: String?) throws(SandboxError) {
        let version = linux_landlock_version()
        guard version > 0 else {
            throw SandboxError("file lock (Landlock)", "\(lastReason); Linux 5.13 or later has it where it is enabled")
        }
        let readable = folder.map { End(raw: unsafe open($0, linux_o_path() | O_DIRECTORY | O_CLOEXEC)) }
        guard readable?.raw ?? 0 >= 0, linux_landlock_deny_everything(version, readable?.raw ?? -1) == 0 else {
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
