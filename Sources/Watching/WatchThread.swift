import Glibc
import Synchronization

/// The right to use libinotifytools, which keeps everything in global variables: one watch in a process.
enum WatchSlot {
    private static let taken = Mutex(false)

    /// False when another watch has it.
    static func take() -> Bool {
        taken.withLock { taken in
            defer { taken = true }
            return !taken
        }
    }

    static func giveBack() { taken.withLock { $0 = false } }
}

/// The thread that alone talks to the library: its calls block, which no thread of the cooperative pool may do.
final class WatchThread {
    private var tree: WatchedTree?
    private let store: EventStore

    private init(_ tree: consuming WatchedTree, _ store: EventStore) {
        self.tree = consume tree
        self.store = store
    }

    /// Runs the tree to its end on a thread of its own, then gives the slot back and ends the store.
    static func start(_ tree: consuming WatchedTree, _ store: EventStore) throws(WatchingError) {
        let retained = unsafe Unmanaged.passRetained(WatchThread(tree, store))
        var thread = pthread_t()
        // The thread takes over the reference; nothing else keeps one.
        let number = unsafe pthread_create(
            &thread, nil,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<WatchThread>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, retained.toOpaque())
        guard number == 0 else {
            unsafe retained.release()
            throw .noThread(number)
        }
        pthread_detach(thread)
    }

    private func run() {
        let rootGone = tree.take()?.run() ?? false
        WatchSlot.giveBack()
        store.end(rootGone: rootGone)
    }
}
