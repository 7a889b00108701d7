import Files
import Model

/// A file is only missed on its own volume: where that is not there, nothing is known of it.
extension IntakeDesk {
    /// Keeps the files whose volume is not there, and returns the others.
    func setAside(_ missing: [RelativePath], _ now: Moment) async throws -> [RelativePath] {
        let away = missing.filter(isAway)
        if away.isEmpty { return missing }
        for path in away {
            waiting[path] = nil
            decided[path] = nil
        }
        report.away.formUnion(away)
        // Until they have been missed again.
        let span = TimeSpan(milliseconds: 2 * rules.reconcile.milliseconds)
        try await ledger.putOff(away.compactMap { known[$0]?.id }, until: now.wall + span)
        return missing.filter { !report.away.contains($0) }
    }

    private func isAway(_ path: RelativePath) -> Bool {
        guard let device = known[path]?.seen.identity.device else { return false }
        do throws(FileError) {
            let volume = try inbox.volume(of: path)
            return volume != device && homes[device]?.contains(volume) != true
        } catch {
            return true
        }
    }

    /// Learns which volume shows files of a device. It is another where file systems are laid over one another, and when a
    /// volume was mounted again under another number.
    func learnVolume(of path: RelativePath, _ status: FileStatus) {
        let device = status.identity.device
        if device != inbox.identity.device, homes[device] == nil, let volume = try? inbox.volume(of: path) {
            homes[device] = [volume]
        }
        guard let earlier = known[path]?.seen, earlier.identity.device != device,
            earlier.identity.inode == status.identity.inode, earlier.size == status.size,
            earlier.modified == status.modified
        else { return }
        homes[earlier.identity.device, default: []].formUnion(homes[device] ?? [device])
    }

    /// A file whose volume was not there is: its job need not wait any more.
    func takeBack(_ path: RelativePath) {
        guard report.away.remove(path) != nil, let id = known[path]?.id else { return }
        returned.append(id)
    }

    /// Tells the ledger of the files that are there again; returns how many.
    func releaseReturned() async throws -> Int {
        let ids = returned
        returned = []
        try await ledger.putOff(ids, until: Timestamp(milliseconds: 0))
        return ids.count
    }
}
