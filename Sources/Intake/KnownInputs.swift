import Model

/// The ledger's inputs as intake remembers them, found by place, by file and by a picture's stem.
struct KnownInputs {
    struct Entry {
        var input: Input
        /// As it was last seen; the ledger may know an older one.
        var seen: FileStamp
        /// With which the content was read; nil until it was, and after a rename.
        var read: FileStamp?

        init(_ input: Input) {
            self.input = input
            seen = input.stamp
            read = input.contentHash?.isEmpty == false ? input.stamp : nil
        }
    }

    private(set) var entries: [RelativePath: Entry] = [:]
    private var places: [FileIdentity: RelativePath] = [:]
    private var pictures: [RelativePath: Set<RelativePath>] = [:]

    init(_ inputs: [Input] = []) {
        for input in inputs { set(Entry(input)) }
    }

    subscript(path: RelativePath) -> Entry? { entries[path] }

    /// Where a file was when it was last seen.
    func place(of identity: FileIdentity) -> RelativePath? { places[identity] }

    /// The pictures of this name without its extension.
    func pictures(withStem stem: RelativePath) -> Set<RelativePath> { pictures[stem] ?? [] }

    mutating func set(_ entry: Entry) {
        remove(entry.input.path)
        entries[entry.input.path] = entry
        places[entry.seen.identity] = entry.input.path
        if entry.input.kind == .picture, let stem = SidecarNames.stem(entry.input.path) {
            pictures[stem, default: []].insert(entry.input.path)
        }
    }

    mutating func remove(_ path: RelativePath) {
        guard let entry = entries.removeValue(forKey: path) else { return }
        if places[entry.seen.identity] == path { places[entry.seen.identity] = nil }
        guard entry.input.kind == .picture, let stem = SidecarNames.stem(path) else { return }
        pictures[stem]?.remove(path)
        if pictures[stem]?.isEmpty == true { pictures[stem] = nil }
    }

    /// Takes over what the ledger says now, keeping what is remembered of the same inputs.
    mutating func refresh(_ inputs: [Input]) {
        var fresh = KnownInputs()
        for input in inputs {
            var entry = Entry(input)
            if let old = entries[input.path], old.input.kind == input.kind {
                entry.seen = old.seen
                entry.read = old.read
            }
            fresh.set(entry)
        }
        self = fresh
    }
}
