import Files
import Model

extension IntakeDesk {
    /// A place that looking through a folder found new, changed or missing.
    struct Found {
        let path: RelativePath
        let isThere: Bool
        let since: Timestamp
    }

    /// Looks through the folders that have to be, and notes whatever differs from what is known, to be looked at in parts:
    /// what is missing after what is there, so that a file that only moved is found before it counts as gone.
    func scanWhereDue(_ now: Moment) throws(IntakeError) {
        if now.elapsed >= reconcileAt {
            toScan.insert(.root)
            reconcileAt = now.elapsed + rules.reconcile.duration
        }
        let isPolling = pollAt.map { now.elapsed >= $0 } ?? false
        if isPolling { toScan.formUnion(report.polled.keys) }
        // A folder above covers those below it.
        for folder in toScan where folder.isRoot || !toScan.contains(.root) { try scan(folder, now) }
        if toScan.contains(.root) { report.orphanSidecars = orphanSidecars(now) }
        toScan = []
        if isPolling { restFromPolling(since: now.elapsed) }
    }

    /// Has the next part of what was found looked at.
    func pendFound() {
        for place in found.prefix(Self.filesPerPass) where place.isThere || waiting[place.path] == nil {
            let role = known[place.path]?.role ?? NameRules.role(of: place.path)
            pend(place.path, role, place.isThere ? .found : .removed, since: place.since)
        }
        found.removeFirst(min(found.count, Self.filesPerPass))
        if found.isEmpty { found = [] }
    }

    private func scan(_ folder: RelativePath, _ now: Moment) throws(IntakeError) {
        let scan: FolderScan
        let isDeleted: Bool
        do throws(FileError) {
            scan = try FolderScan.look(in: inbox, at: folder, recursive: rules.recursive) { file in
                learnVolume(of: file.path, file.status)
                if waiting[file.path] != nil {
                    pend(file.path, file.role, .found)
                } else if decided[file.path] != FileStamp(file.status) {
                    found.append(Found(path: file.path, isThere: true, since: now.wall))
                }
            }
            // A folder that was deleted while it is held lists as empty on some file systems.
            isDeleted = try inbox.status(of: .root)?.links == 0
        } catch {
            return try takeFailure(error, of: folder, now)
        }
        if isDeleted { throw .inboxGone }
        takeFileSystems(scan, below: folder, now)
        if folder.isRoot {
            report.take(scan)
            report.foreignCount += scan.looseSidecars.count { known[$0] == nil }
            report.unavailable = nil
        }
        noteMissing(below: folder, now) { path in
            scan.places.contains(path) || scan.unreadable.keys.contains { path.isWithin($0) }
        }
    }

    private func takeFailure(_ error: FileError, of folder: RelativePath, _ now: Moment) throws(IntakeError) {
        if folder.isRoot || error.isTransient { throw .inboxUnavailable(error) }
        if error.isMissing {
            endPolling(folder)
            noteMissing(below: folder, now) { _ in false }
        } else {
            report.unreadable[folder] = error.description
        }
    }

    /// The sidecars that the ledger has known for a while and no picture stands beside, in the order of their names.
    private func orphanSidecars(_ now: Moment) -> [RelativePath] {
        known.entries.filter { entry in
            guard entry.kind == .sidecar, now.wall.since(entry.arrival) >= Patience.orphan,
                let subject = SidecarNames.subject(entry.path)
            else { return false }
            return known[subject]?.kind != .picture && known.pictures(withStem: subject).isEmpty
        }.map(\.path).sorted()
    }

    private func noteMissing(below folder: RelativePath, _ now: Moment, unless mayBeThere: (RelativePath) -> Bool) {
        func look(_ path: RelativePath) {
            guard path.isWithin(folder), waiting[path] == nil, !mayBeThere(path) else { return }
            found.append(Found(path: path, isThere: false, since: now.wall))
        }
        for path in known.paths { look(path) }
        for path in decided.keys where known[path] == nil { look(path) }
    }
}

extension KnownInputs.Entry {
    /// As intake treats it, whatever its name would say.
    var role: FileRole {
        switch kind {
        case .picture: .picture
        case .sidecar: .sidecar(named: true)
        case .companion: .companion
        case .transfer: .transfer
        }
    }
}
