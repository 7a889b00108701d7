import CLinux
import Glibc
package import Model

/// A process that we start and must wait for. It has no descriptors and no environment but those given.
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
    ///   - folder: Where it works; ours when nil.
    ///   - hasOwnSession: Whether it is the first of a session, without a terminal, instead of only of a group.
    package init(
        executable: String, arguments: [String], descriptors: [Int32], environment: [String: String] = [:],
        folder: String? = nil, hasOwnSession: Bool = false
    ) throws(SpawnError) {
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
        if let folder { unsafe posix_spawn_file_actions_addchdir_np(&actions, folder) }

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // A group of its own: Ctrl-C at the terminal is for the parent, which decides what becomes of its children.
        let group = hasOwnSession ? linux_spawn_in_new_session() : Int16(POSIX_SPAWN_SETPGROUP)
        unsafe posix_spawnattr_setflags(&attributes, group | Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)

        var process: pid_t = 0
        var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { for index in arguments.indices { unsafe free(words[index]) } }
        var variables: [UnsafeMutablePointer<CChar>?] =
            unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for index in 0..<environment.count { unsafe free(variables[index]) } }
        let code = unsafe posix_spawn(&process, executable, &actions, &attributes, &words, &variables)
        guard code == 0 else { throw SpawnError(executable: executable, code: code) }
        identifier = process
    }

    /// Whether the process ends within the span, which starts now. Blocks the thread so long at most.
    ///
    /// Where there is no descriptor left for watching it, it counts as one that does not.
    package borrowing func ends(within span: TimeSpan) -> Bool {
        let end = End(raw: linux_process_descriptor(identifier))
        guard end.raw >= 0 else { return false }
        let clock = ContinuousClock()
        let deadline = clock.now + .milliseconds(span.milliseconds)
        var request = pollfd(fd: end.raw, events: Int16(POLLIN), revents: 0)
        while true {
            let left = ((deadline - clock.now) / .milliseconds(1)).rounded(.up)
            if unsafe poll(&request, 1, Int32(min(max(left, 0), 60_000))) > 0 { return true }
            if left <= 0 { return false }
        }
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
