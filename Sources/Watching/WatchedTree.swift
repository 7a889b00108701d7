import CInotifyTools
import Glibc
import Model

/// A folder and those below it under watch: turns the kernel's events into places. Lives on the watching thread.
struct WatchedTree: ~Copyable {
    private var instance: InotifyInstance?
    private let root: FolderDescriptor
    private let rule: WatchRule
    private let store: EventStore
    /// Where each live watch stands. The library's own names are only keys to this.
    private var places: [String: RelativePath] = [:]
    /// The folders that could not be watched, to be tried again when their rights change.
    private var obstructed: Set<RelativePath> = []
    /// Why the watches have to be made anew as soon as no event waits.
    private var staleness: RescanReason?
    private var rootGone = false

    init(
        instance: consuming InotifyInstance, root: consuming FolderDescriptor, rule: WatchRule, store: EventStore
    ) {
        self.instance = consume instance
        self.root = root
        self.rule = rule
        self.store = store
    }

    /// Watches until told to stop, until the root is gone or until nothing can be watched; then frees everything.
    /// Returns whether the root is gone.
    consuming func run() -> Bool {
        watchTree(.root)
        store.add { $0.announce(.rescan(.root, .started)) }
        while !store.stopRequested, !rootGone, !obstructed.contains(.root) { step() }
        return rootGone
    }

    /// Waits for an event for up to a second, and acts on it.
    private mutating func step() {
        let event = instance?.next(waiting: staleness == nil ? 1 : 0)
        if let event {
            take(event)
        } else if root.isDeleted {
            rootGone = true
        } else if let staleness {
            rebuild(staleness)
        }
    }

    private mutating func take(_ event: InotifyInstance.Event) {
        if event.has(IN_Q_OVERFLOW) {
            staleness = .kernelOverflow
            return
        }
        guard let folder = places[event.watch] else { return }
        if event.name.isEmpty {
            takeOwn(event, folder)
        } else if let place = folder.appending(event.name) {
            let isFolder = event.has(Int32(bitPattern: UInt32(IN_ISDIR)))
            if rule.skips(place, isFolder) { return }
            if isFolder { takeFolder(event, place) } else { takeFile(event, place) }
        }
    }

    /// What befell a watched folder itself.
    private mutating func takeOwn(_ event: InotifyInstance.Event, _ folder: RelativePath) {
        if event.has(IN_IGNORED) { places[event.watch] = nil }
        if folder.isRoot, event.has(IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT) {
            rootGone = true
        } else if event.has(IN_UNMOUNT) {
            // The folder that it was mounted over shows again.
            watchTree(folder)
            store.add { $0.announce(.rescan(folder, .unmounted)) }
        }
    }

    private mutating func takeFolder(_ event: InotifyInstance.Event, _ place: RelativePath) {
        guard rule.recursive else { return }
        let mayNowBeRead = event.has(IN_ATTRIB) && obstructed.contains(place)
        if event.has(IN_CREATE | IN_MOVED_TO) || mayNowBeRead {
            watchTree(place)
            store.add { $0.announce(.rescan(place, .newFolder)) }
        } else if event.has(IN_MOVED_FROM) {
            // Its watches go on telling the old place.
            places = places.filter { !$0.value.isWithin(place) }
            staleness = staleness ?? .foldersMoved
        } else if event.has(IN_DELETE) {
            obstructed.remove(place)
        }
    }

    private func takeFile(_ event: InotifyInstance.Event, _ place: RelativePath) {
        let change: PendingEvents.Change =
            if event.has(IN_CLOSE_WRITE | IN_MOVED_TO) {
                .written
            } else if event.has(IN_DELETE | IN_MOVED_FROM) {
                .removed
            } else if event.has(IN_CREATE) {
                .touched(.created)
            } else if event.has(IN_MODIFY) {
                .touched(.modified)
            } else {
                .touched(.attributes)
            }
        store.add { $0.note(change, at: place) }
    }

    /// Watches a folder and everything below. Each is watched before it is listed, so that a folder that comes meanwhile
    /// is either listed or told.
    private mutating func watchTree(_ top: RelativePath) {
        var waiting = [top]
        while let place = waiting.popLast(), !store.stopRequested {
            do throws(FolderDescriptor.Failure) {
                let folder = try root.folder(at: place)
                if let watch = try instance?.watch(folder) { places[watch] = place }
                obstructed.remove(place)
                guard rule.recursive else { return }
                for name in try folder.folderNames() {
                    if let below = place.appending(name), !rule.skips(below, true) { waiting.append(below) }
                }
            } catch {
                obstruct(place, error.number)
            }
        }
    }

    private mutating func obstruct(_ place: RelativePath, _ number: Int32) {
        let gone: Set<Int32> = [ENOENT, ENOTDIR, ELOOP]
        // What went meanwhile needs no watch; were it to come again, its parent would tell.
        if gone.contains(number), !place.isRoot { return }
        obstructed.insert(place)
        store.add { $0.announce(.cannotWatch(place, WatchObstacle(number: number))) }
    }

    /// Starts afresh: after an overflow or a move nobody knows which watch stands where.
    private mutating func rebuild(_ reason: RescanReason) {
        staleness = nil
        places = [:]
        obstructed = []
        // The old one has to go first: the library holds one at a time.
        instance = nil
        do throws(WatchingError) {
            instance = try InotifyInstance()
        } catch {
            obstruct(.root, error.number)
            return
        }
        watchTree(.root)
        store.add { $0.announce(.rescan(.root, reason)) }
    }
}

/// What to watch below the root.
struct WatchRule: Sendable {
    let recursive: Bool
    /// Whether a place is passed over; true in the second argument for a folder, with everything below.
    let skips: @Sendable (RelativePath, Bool) -> Bool
}
