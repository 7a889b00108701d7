import Files
import Model

extension IntakeDesk {
    /// Looks through the folders that have to be, and has whatever differs from what is known looked at.
    func scanWhereDue(_ now: Moment) throws(IntakeError) {
        if now.elapsed >= reconcileAt {
            toScan.insert(.root)
            reconcileAt = now.elapsed + rules.reconcile.duration
        }
        if let due = pollAt, now.elapsed >= due {
            toScan.formUnion(report.polled.keys)
            pollAt = now.elapsed + rules.pollInterval.duration
        }
        // A folder above covers those below it.
        for folder in toScan where folder.isRoot || !toScan.contains(.root) { try scan(folder) }
        if toScan.contains(.root) { report.orphanSidecars = orphanSidecars(now) }
        toScan = []
    }

    private func scan(_ folder: RelativePath) throws(IntakeError) {
        let scan: FolderScan
        let isDeleted: Bool
        do throws(FileError) {
            scan = try FolderScan.look(in: inbox, at: folder, recursive: rules.recursive)
            // A folder that was deleted while it is held lists as empty on some file systems.
            isDeleted = try inbox.status(of: .root)?.links == 0
        } catch {
            return try takeFailure(error, of: folder)
        }
        if isDeleted { throw .inboxGone }
        take(scan, below: folder)
    }

    private func takeFailure(_ error: FileError, of folder: RelativePath) throws(IntakeError) {
        if folder.isRoot || error.isTransient { throw .inboxUnavailable(error) }
        if error.isMissing {
            report.polled[folder] = nil
            for path in everyPath(below: folder) { pendMissing(path) }
        } else {
            report.unreadable[folder] = error.description
        }
    }

    private func take(_ scan: FolderScan, below folder: RelativePath) {
        if folder.isRoot {
            report.take(scan)
            report.foreignCount += scan.looseSidecars.count { known[$0] == nil }
            report.unavailable = nil
        }
        for file in scan.files {
            learnVolume(of: file.path, file.status)
            if waiting[file.path] != nil || decided[file.path] != FileStamp(file.status) {
                pend(file.path, file.role, .found)
            }
        }
        let found = Set(scan.files.map(\.path))
        for path in everyPath(below: folder) where !found.contains(path) {
            if !scan.unreadable.keys.contains(where: { path.isWithin($0) }) { pendMissing(path) }
        }
    }

    /// The sidecars that the ledger has known for a while and no picture stands beside, in the order of their names.
    private func orphanSidecars(_ now: Moment) -> [RelativePath] {
        known.entries.filter { path, entry in
            guard entry.input.kind == .sidecar, now.wall.since(entry.input.arrival) >= Patience.orphan,
                let subject = SidecarNames.subject(path)
            else { return false }
            return known[subject]?.input.kind != .picture && known.pictures(withStem: subject).isEmpty
        }.keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    private func everyPath(below folder: RelativePath) -> Set<RelativePath> {
        Set(known.entries.keys).union(decided.keys).filter { $0.isWithin(folder) }
    }

    private func pendMissing(_ path: RelativePath) {
        guard waiting[path] == nil else { return }
        pend(path, known[path].map { $0.input.role } ?? NameRules.role(of: path), .removed)
    }
}

extension Input {
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
