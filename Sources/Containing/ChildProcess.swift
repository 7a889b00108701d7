import CLinux
import Glibc

/// A process of our own that must be waited for. It has an empty environment and no descriptors but those given.
package struct ChildProcess: ~Copyable {
    /// How a process ended.
    package enum Ending: Equatable, Sendable {
        case exited(code: Int32)
        case killed(signal: Int32)
    }

    package let identifier: Int32

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - executable: A path; `/proc/self/exe` is this program, even when its file was replaced meanwhile.
    ///   - arguments: The first is the program's own name, as usual.
    ///   - descriptors: Open descriptors of ours, in the order in which the child has them as 0, 1, 2, …
    package init(executable: String, arguments: [String], descriptors: [Int32]) throws(SpawnError) {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        // Ours may stand in the way of the child's numbers: first all go above them, then each to its place.
        let above = Int32(max(64, (descriptors.max() ?? 0) + 1))
        for (number, descriptor) in descriptors.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, above + Int32(number))
        }
        for number in descriptors.indices {
            unsafe posix_spawn_file_actions_adddup2(&actions, above + Int32(number), Int32(number))
        }
        unsafe posix_spawn_file_actions_addclosefrom_np(&actions, Int32(descriptors.count))

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // A group of its own: Ctrl-C at the terminal is for the parent, which decides what becomes of its children.
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)

        var process: pid_t = 0
        var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { for index in arguments.indices { unsafe free(words[index]) } }
        var environment: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
        let code = unsafe posix_spawn(&process, executable, &actions, &attributes, &words, &environment)
        guard code == 0 else { throw SpawnError(executable: executable, code: code) }
        identifier = process
    }

    /// Waits until the process has ended; its number stays its own until `wait`. Blocks the thread.
    package borrowing func waitForEnd() {
        var information = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    }

    /// Waits until the process has ended, and forgets it. Blocks the thread.
    package consuming func wait() -> Ending {
        var status: Int32 = 0
        while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        // The macros WIFEXITED, WEXITSTATUS and WTERMSIG of wait(2).
        let signal = status & 0x7F
        return signal == 0 ? .exited(code: status >> 8 & 0xFF) : .killed(signal: signal)
    }

    /// Ends the process at once. It must still be waited for.
    package borrowing func kill() { _ = Glibc.kill(identifier, SIGKILL) }
}

/// A program could not be started.
package struct SpawnError: Error, Equatable, Sendable {
    package let executable: String
    /// errno
    package let code: Int32

    /// The system's words for the code.
    package var reason: String { unsafe String(cString: strerror(code)) }
}
