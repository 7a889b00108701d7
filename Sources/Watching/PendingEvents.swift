import Model

/// The events the reader has not taken yet, one for each place, in the order the places were first heard of.
///
/// Holds at most `limit` entries: beyond, all but the folders that cannot be watched are forgotten, and the whole tree is
/// to be looked at again.
struct PendingEvents {
    private enum Entry {
        case place(RelativePath)
        case event(DirectoryEvent)
    }

    private let limit: Int
    private var order: [Entry] = []
    /// How many of `order` were taken already.
    private var taken = 0
    private var changes: [RelativePath: Change] = [:]
    /// The rescans that wait, so that none waits twice.
    private var announced: Set<DirectoryEvent> = []

    init(limit: Int) { self.limit = limit }

    /// What happened last at a place, as far as it matters.
    enum Change {
        case written, removed
        case touched(Touch)

        /// This change after an earlier one that was not taken. A later write makes a file incomplete again; attributes
        /// say nothing about completeness; what is being written is no mere link.
        func following(_ earlier: Change) -> Change {
            switch (earlier, self) {
            case (.written, .touched(.attributes)), (.touched, .touched(.attributes)): earlier
            default: self
            }
        }
    }

    mutating func note(_ change: Change, at path: RelativePath) {
        if let earlier = changes[path] {
            changes[path] = change.following(earlier)
        } else {
            append(.place(path))
            changes[path] = change
            forgetIfTooMany()
        }
    }

    /// Adds an event about a folder, unless the same one waits already.
    mutating func announce(_ event: DirectoryEvent) {
        guard announced.insert(event).inserted else { return }
        append(.event(event))
        forgetIfTooMany()
    }

    /// The oldest event, which waits no longer; nil when none waits.
    mutating func takeNext() -> DirectoryEvent? {
        guard taken < order.count else { return nil }
        let entry = order[taken]
        taken += 1
        if taken == order.count {
            order.removeAll(keepingCapacity: order.count < 1024)
            taken = 0
        }
        switch entry {
        case .event(let event):
            announced.remove(event)
            return event
        case .place(let path):
            return switch changes.removeValue(forKey: path) {
            case .written?: .written(path)
            case .removed?: .removed(path)
            case .touched(let touch)?: .touched(path, touch)
            case nil: .rescan(path.parent, .tooManyPending)
            }
        }
    }

    private mutating func append(_ entry: Entry) {
        // The taken front is dropped once it is the larger part, so that memory follows what waits.
        if taken > 1024, taken > order.count / 2 {
            order.removeFirst(taken)
            taken = 0
        }
        order.append(entry)
    }

    private mutating func forgetIfTooMany() {
        guard order.count - taken > limit else { return }
        let obstacles = announced.filter { if case .cannotWatch = $0 { true } else { false } }
        order = obstacles.map(Entry.event)
        taken = 0
        changes = [:]
        announced = obstacles
        // Not counted against the limit, so that it always has its place.
        let rescan = DirectoryEvent.rescan(.root, .tooManyPending)
        order.append(.event(rescan))
        announced.insert(rescan)
    }
}
