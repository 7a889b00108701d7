import Dispatch

/// Runs an actor on a queue of its own, because its work blocks on files, which no thread of the cooperative pool may do.
final class BlockingExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(_ name: String) { queue = DispatchQueue(label: name) }

    func enqueue(_ job: consuming ExecutorJob) {
        // Unowned until it has run, which the queue makes sure of exactly once; the actor that waits keeps this alive.
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// Unowned, as the runtime wants it: the actor owns its executor.
    func asUnownedSerialExecutor() -> UnownedSerialExecutor { unsafe UnownedSerialExecutor(ordinary: self) }
}
