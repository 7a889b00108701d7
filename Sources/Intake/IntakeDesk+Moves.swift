import Files
import Model

/// A file that gets another name stays as old as it is, whatever is done to its times, and whatever takes its old name.
extension IntakeDesk {
    /// How many files are remembered whose names other files took, until they are found elsewhere.
    private static let lostLimit = 1024

    /// Tells the ledger of files that are known, or were, under a name that no longer shows them.
    func followMoves(_ looks: [(path: RelativePath, status: FileStatus)]) async throws {
        var moved: [Int64: (old: KnownInputs.Entry, look: (path: RelativePath, status: FileStatus))] = [:]
        for look in looks {
            guard let old = formerName(of: look.path, look.status), moved[old.id] == nil else { continue }
            moved[old.id] = (old, look)
        }
        if moved.isEmpty { return }
        let displaced = looks.compactMap { known[$0.path] }.filter { entry in
            moved[entry.id] == nil && moved.values.contains { $0.look.path == entry.path }
        }
        if !displaced.isEmpty { try await ledger.vanish(displaced.map(\.id), at: clock.now.wall) }
        try await ledger.move(
            moved.map { Move(id: $0.key, path: $0.value.look.path, stamp: FileStamp($0.value.look.status)) })
        for entry in displaced { lose(entry) }
        for (old, _) in moved.values { leave(old) }
        for (old, look) in moved.values { arrive(old, at: look.path, FileStamp(look.status)) }
    }

    /// Takes in how a file is known now. The one that had its name before may be found under another.
    func learn(_ entry: KnownInputs.Entry) {
        if let old = known[entry.path], old.seen.identity != entry.seen.identity { lose(old) }
        known.set(entry)
    }

    /// The input of which this is a further name (a hard link).
    func twin(at path: RelativePath, _ kind: InputKind, _ status: FileStatus) -> Int64? {
        guard let place = known.place(of: status.identity), let entry = known[place], entry.kind == kind,
            KnownFile(entry.seen).stands(at: path, in: inbox, status)
        else { return nil }
        return entry.id
    }

    private func formerName(of path: RelativePath, _ status: FileStatus) -> KnownInputs.Entry? {
        let identity = status.identity
        let entry = known.place(of: identity).flatMap { known[$0] } ?? lost[identity]
        guard let entry, entry.path != path, waiting[path]?.role.kind == entry.kind,
            KnownFile(entry.seen).stands(at: path, in: inbox, status), isElsewhere(entry.path, than: identity)
        else { return nil }
        return entry
    }

    private func isElsewhere(_ path: RelativePath, than identity: FileIdentity) -> Bool {
        do { return try statusWithoutLinks(path)?.identity != identity } catch { return false }
    }

    private func lose(_ entry: KnownInputs.Entry) {
        if lost.count >= Self.lostLimit { lost = [:] }
        lost[entry.seen.identity] = entry
    }

    /// Its old name is nobody's any more; whatever file has it is looked at as a new one.
    private func leave(_ old: KnownInputs.Entry) {
        guard let current = known[old.path], current.id == old.id else { return }
        known.remove(old.path)
        decided[old.path] = nil
        if current.seen.identity != old.seen.identity { pend(old.path, old.role, .found) }
    }

    /// One that was lost may be another input by now: the ledger is asked for it when it is sighted.
    private func arrive(_ old: KnownInputs.Entry, at path: RelativePath, _ stamp: FileStamp) {
        known.remove(path)
        guard lost.removeValue(forKey: stamp.identity) == nil else { return }
        var entry = old
        entry.path = path
        entry.seen = stamp
        entry.read = nil
        known.set(entry)
    }
}
