import Model

/// The ledger's inputs as intake remembers them, found by place, by file and by a picture's stem.
///
/// There may be a hundred thousand, so no more is kept of each than is asked for.
struct KnownInputs {
    struct Entry {
        let id: Int64
        var path: RelativePath
        let kind: InputKind
        let arrival: Timestamp
        /// As it was last seen; the ledger may know an older one.
        var seen: FileStamp
        /// With which the content was read; nil until it was, and after a rename.
        var read: FileStamp?
        /// Keyed; nil until the content was read, empty if it was refused unread.
        var contentHash: [UInt8]?

        init(_ input: Input) {
            id = input.id
            path = input.path
            kind = input.kind
            arrival = input.arrival
            seen = input.stamp
            contentHash = input.contentHash
            read = input.contentHash?.isEmpty == false ? input.stamp : nil
        }
    }

    /// An entry on its own: a table keeps room for twice as many values as it holds.
    private final class Box {
        let entry: Entry
        init(_ entry: Entry) { self.entry = entry }
    }

    private var boxes: [RelativePath: Box] = [:]
    private var places: [FileIdentity: RelativePath] = [:]
    /// Pictures by the hash of their stem, which takes less room than the stem.
    private var stems: [Int: [RelativePath]] = [:]

    init(_ inputs: [Input] = []) {
        for input in inputs { set(Entry(input)) }
    }

    subscript(path: RelativePath) -> Entry? { boxes[path]?.entry }

    /// Every known place, in no order.
    var paths: some Sequence<RelativePath> { boxes.keys }

    /// Every entry, in no order.
    var entries: some Sequence<Entry> { boxes.values.lazy.map(\.entry) }

    /// Where a file was when it was last seen.
    func place(of identity: FileIdentity) -> RelativePath? { places[identity] }

    /// The pictures of this name without its extension.
    func pictures(withStem stem: RelativePath) -> [RelativePath] {
        stems[stem.hashValue]?.filter { SidecarNames.stem($0) == stem } ?? []
    }

    mutating func set(_ entry: Entry) {
        remove(entry.path)
        boxes[entry.path] = Box(entry)
        places[entry.seen.identity] = entry.path
        if let key = Self.stemKey(entry) { stems[key, default: []].append(entry.path) }
    }

    mutating func remove(_ path: RelativePath) {
        guard let entry = boxes.removeValue(forKey: path)?.entry else { return }
        if places[entry.seen.identity] == path { places[entry.seen.identity] = nil }
        guard let key = Self.stemKey(entry) else { return }
        stems[key]?.removeAll { $0 == path }
        if stems[key]?.isEmpty == true { stems[key] = nil }
    }

    private static func stemKey(_ entry: Entry) -> Int? {
        entry.kind == .picture ? SidecarNames.stem(entry.path)?.hashValue : nil
    }
}
