import Model

/// Which places are to be looked at next: a binary heap by time.
///
/// An entry is a reminder only: whoever takes it checks whether it still holds, so nothing is ever removed early.
struct DueQueue {
    private struct Entry {
        let due: Duration
        let path: RelativePath
    }

    private var entries: [Entry] = []

    var earliest: Duration? { entries.first?.due }

    mutating func add(_ path: RelativePath, due: Duration) {
        entries.append(Entry(due: due, path: path))
        var child = entries.count - 1
        while child > 0, entries[child].due < entries[(child - 1) / 2].due {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// The next place whose time has come.
    mutating func take(by now: Duration) -> RelativePath? {
        guard let first = entries.first, first.due <= now else { return nil }
        let last = entries.removeLast()
        guard !entries.isEmpty else { return first.path }
        entries[0] = last
        var parent = 0
        while true {
            let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < entries.count }
            guard let least = children.min(by: { entries[$0].due < entries[$1].due }),
                entries[least].due < entries[parent].due
            else { return first.path }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
