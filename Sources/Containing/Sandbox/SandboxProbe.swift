import CLinux
import Glibc
package import Model

/// Tries from inside a sandbox what it must refuse.
package enum SandboxProbe {
    /// One thing that was tried, and errno, or 0 when it was let.
    package struct Attempt: Equatable, Sendable {
        package let deed: String
        package let errno: Int32

        package init(deed: String, errno: Int32) {
            self.deed = deed
            self.errno = errno
        }

        /// By seccomp, or by Landlock.
        package var isRefused: Bool { errno == EPERM || errno == EACCES }
    }

    /// Locks this process in as a worker's would be, and tries to get out. What it has open stays open.
    ///
    /// - Parameter folder: A library's own, for a worker that prepares with it first: then what is tried meanwhile comes
    ///   first.
    package static func run(
        _ mode: SandboxMode, preparingWith folder: String? = nil
    ) throws(SandboxError) -> [Attempt] {
        let limits = ResourceLimits(memory: 1 << 30, processorSeconds: 10, fileSize: 1 << 20, threads: 1)
        _ = try Sandbox.lock(mode, limits, preparingWith: folder)
        guard let folder else { return attempts }
        let meanwhile =
            attempts.filter { $0.deed != programs && (mode == .required || !lookings.contains($0.deed)) } + [
                Attempt(
                    deed: "write beside the library",
                    errno: code(unsafe open("\(folder)/probe", O_WRONLY | O_CREAT, 0o600)))
            ]
        try Sandbox.tighten(mode)
        return meanwhile.map { Attempt(deed: "\($0.deed) while preparing", errno: $0.errno) } + attempts
            + [Attempt(deed: "list the library's folder", errno: code(unsafe open(folder, O_RDONLY | O_DIRECTORY)))]
    }

    /// What a library needs for preparing.
    private static let programs = "make memory a program"
    /// What only Landlock confines to the library's folder.
    private static let lookings = ["read a file", "list a folder"]

    private static var attempts: [Attempt] {
        [
            Attempt(deed: lookings[0], errno: code(unsafe open("/proc/self/exe", O_RDONLY))),
            Attempt(deed: "write a file", errno: code(unsafe open("/tmp/soframe-probe", O_WRONLY | O_CREAT, 0o600))),
            Attempt(deed: lookings[1], errno: code(unsafe open("/", O_RDONLY | O_DIRECTORY))),
            Attempt(deed: "reach the network", errno: code(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))),
            Attempt(deed: "reach another program", errno: code(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))),
            Attempt(deed: "start a process", errno: linux_try_fork()),
            Attempt(deed: "signal its parent", errno: kill(getppid(), 0) < 0 ? errno : 0),
            Attempt(deed: "look into a process", errno: linux_try_trace()),
            Attempt(deed: "make a namespace", errno: linux_try_namespace()),
            Attempt(deed: programs, errno: executableMemory),
            Attempt(deed: "become another program", errno: linux_try_exec()),
        ]
    }

    private static func code(_ result: Int32) -> Int32 {
        guard result < 0 else {
            close(result)
            return 0
        }
        return errno
    }

    private static var executableMemory: Int32 {
        let memory = unsafe mmap(nil, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        return unsafe memory == MAP_FAILED ? errno : 0
    }
}
