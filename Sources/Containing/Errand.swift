import CLinux
import Glibc
package import Model
import Synchronization

/// One run of a program of the user's own, outside every sandbox, that is told something and must end in time.
///
/// It reads the input on its standard input and has nowhere to write: what it says may quote names, and no log holds
/// those. It has no other descriptor, the environment that it is given, `/` as its folder, and a session of its own, so
/// that no Ctrl-C meant for us reaches it, and it can be ended with all that it started.
package final class Errand: Sendable {
    package enum Ending: Equatable, Sendable {
        case ended(ChildProcess.Ending)
        case tooLong
        case cancelled
    }

    private enum Stop { case cancelled, tooLong }
    private struct State {
        var stop: Stop?
        var process: Int32?
    }

    private let words: [String]
    private let input: [UInt8]
    private let environment: [String: String]
    private let timeLimit: TimeSpan
    private let state = Mutex(State())

    /// - Parameter words: The program's path, then its arguments.
    package init(_ words: [String], input: [UInt8], environment: [String: String], timeLimit: TimeSpan) {
        self.words = words
        self.input = input
        self.environment = environment
        self.timeLimit = timeLimit
    }

    /// Ends the program, if it runs, from any thread.
    package func cancel() { stop(.cancelled) }

    private func stop(_ reason: Stop) {
        state.withLock { state in
            state.stop = state.stop ?? reason
            // Not waited for yet, so the number is still that of its session and group.
            if let process = state.process { kill(-process, SIGKILL) }
        }
    }

    /// Blocks the thread until the program has ended, which takes little longer than the time limit.
    package func run() throws(SpawnError) -> Ending {
        let child = try start()
        if !child.ends(within: timeLimit) { stop(.tooLong) }
        child.waitForEnd()
        let stop = state.withLock { state in
            state.process = nil
            return state.stop
        }
        let ending = child.wait()
        // One that ended by itself just then has done its errand.
        guard let stop, ending == .killed(signal: SIGKILL) else { return .ended(ending) }
        return stop == .cancelled ? .cancelled : .tooLong
    }

    private func start() throws(SpawnError) -> ChildProcess {
        let memory = End(raw: linux_memory_file())
        let null = End(raw: unsafe open("/dev/null", O_WRONLY | O_CLOEXEC))
        let written = unsafe input.withUnsafeBytes { unsafe pwrite(memory.raw, $0.baseAddress, $0.count, 0) }
        guard written == input.count, null.raw >= 0 else { throw SpawnError(executable: words[0], code: errno) }
        let child = try ChildProcess(
            executable: words[0], arguments: words, descriptors: [memory.raw, null.raw, null.raw],
            environment: environment, folder: "/", hasOwnSession: true)
        withExtendedLifetime((memory, null)) {}
        let isStopped = state.withLock { state in
            state.process = child.identifier
            return state.stop != nil
        }
        if isStopped { stop(.cancelled) }
        return child
    }
}
