import Glibc
package import Model

/// What happens in a folder and below it, from inotify(7), for one reader.
///
/// It begins with a rescan of the root, told once everything is watched, after the folders that cannot be. Memory is bounded: places that the reader
/// has not taken are told once, and beyond `pendingLimit` of them as a rescan. The sequence ends when the reading task is
/// cancelled, when `stop` is called, after `rootGone`, and after `cannotWatch` of the root. At most one can exist in a
/// process at a time.
package final class DirectoryEvents: AsyncSequence, Sendable {
    private let store: EventStore

    /// Begins to watch an open folder. The descriptor is only used during this call; the folder stays held until the end.
    ///
    /// `skipping` says which places are passed over (the second argument is true for a folder, which goes with everything
    /// below); it is called on another thread.
    package init(
        watching folder: Int32, recursively: Bool = true, pendingLimit: Int = 100_000,
        skipping: @escaping @Sendable (RelativePath, Bool) -> Bool
    ) throws(WatchingError) {
        store = EventStore(pendingLimit: pendingLimit)
        guard WatchSlot.take() else { throw .alreadyWatching }
        do throws(WatchingError) {
            let root = try Self.hold(folder)
            let tree = WatchedTree(
                instance: try InotifyInstance(), root: root,
                rule: WatchRule(recursive: recursively, skips: skipping), store: store)
            try WatchThread.start(tree, store)
        } catch {
            WatchSlot.giveBack()
            throw error
        }
    }

    deinit { store.requestStop() }

    private static func hold(_ folder: Int32) throws(WatchingError) -> FolderDescriptor {
        do throws(FolderDescriptor.Failure) {
            return try FolderDescriptor(opening: Array(".".utf8), in: folder)
        } catch {
            throw .cannotOpen(error.number)
        }
    }

    /// Ends the watch; returns when its thread has ended, within about a second, and another can begin.
    package func stop() async {
        store.requestStop()
        await store.untilEnded()
    }

    package func makeAsyncIterator() -> Iterator { Iterator(events: self) }

    package struct Iterator: AsyncIteratorProtocol {
        /// Keeps the watch alive while it is read.
        fileprivate let events: DirectoryEvents

        package func next() async -> DirectoryEvent? { await events.store.next() }
    }
}
