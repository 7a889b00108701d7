import CLinux
import Glibc

/// What runs between a worker and its parent: a small file with the order, a pipe for what the worker has to say, and
/// nowhere for its standard error to go, for nothing that a codec says of a picture may reach a log.
package struct WorkerChannels: ~Copyable {
    private struct ChildsEnds {
        let order: End
        let reports: End
        let silence: End
    }

    private var childs: ChildsEnds?
    private let listening: End

    /// What the child gets: the order to read, the pipe to write, and the null device; −1 once they are closed here.
    package var order: Int32 { childs?.order.raw ?? -1 }
    package var reports: Int32 { childs?.reports.raw ?? -1 }
    package var silence: Int32 { childs?.silence.raw ?? -1 }

    package init(order text: String) throws(SpawnError) {
        let memory = End(raw: linux_memory_file())
        let null = End(raw: unsafe open("/dev/null", O_WRONLY | O_CLOEXEC))
        var (reading, writing): (Int32, Int32) = (-1, -1)
        let piped = unsafe linux_pipe(&reading, &writing)
        let bytes = Array(text.utf8)
        let written = unsafe bytes.withUnsafeBytes { unsafe pwrite(memory.raw, $0.baseAddress, $0.count, 0) }
        let code = errno
        let isWhole = written == bytes.count && piped == 0 && null.raw >= 0
        childs = ChildsEnds(order: memory, reports: End(raw: writing), silence: null)
        listening = End(raw: reading)
        guard isWhole else { throw SpawnError(executable: "the channels to a worker", code: code) }
    }

    /// Leaves the worker as the only one that can write to the pipe, so that it ends when the worker does.
    package mutating func closeChildsEnds() { childs = nil }

    /// Waits for something to read.
    ///
    /// - Parameter milliseconds: How long to wait at most.
    /// - Returns: What there is: empty when the time is over, nil at the end of the pipe. Blocks the thread.
    package borrowing func read(waiting milliseconds: Int32) -> [UInt8]? {
        var request = pollfd(fd: listening.raw, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&request, 1, milliseconds) > 0 else { return [] }
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
            count = unsafe max(0, Glibc.read(listening.raw, buffer.baseAddress, buffer.count))
        }
        return bytes.isEmpty ? nil : bytes
    }
}
