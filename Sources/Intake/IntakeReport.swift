import Files
package import Model

/// What intake sees but does not take, for people.
package struct IntakeReport: Equatable, Sendable {
    /// Clashing versions that a sync program kept, in the order of their names.
    package internal(set) var heldBack: [RelativePath] = []
    /// Files that are nothing to do with pictures.
    package internal(set) var foreignCount = 0
    /// Sidecars that have had no picture for a while, in the order of their names.
    package internal(set) var orphanSidecars: [RelativePath] = []
    /// Folders that could not be listed, each with the reason as whole sentences.
    package internal(set) var unreadable: [RelativePath: String] = [:]
    /// Folders that are polled, because not every change there is told, each with the reason as whole sentences.
    package internal(set) var polled: [RelativePath: String] = [:]
    /// Folders that are neither, because intake.poll forbids it: changes are only found at a reconcile.
    package internal(set) var unwatched: [RelativePath: String] = [:]
    /// How often events were lost because more came than could be kept; the inbox was looked through each time.
    package internal(set) var overflows = 0
    /// Files whose volume is not there now: they do not count as deleted.
    package internal(set) var away: Set<RelativePath> = []
    /// Why the inbox cannot be looked at, as whole sentences; nil when it can.
    package internal(set) var unavailable: String?

    package init() {}

    mutating func take(_ scan: FolderScan) {
        heldBack = scan.heldBack.sorted()
        foreignCount = scan.foreignCount
        unreadable = scan.unreadable.mapValues(\.description)
    }
}

extension IntakeReport {
    /// Why pictures that are known cannot be got at, or new ones not be seen, as whole sentences; nil when all is well.
    package var trouble: String? {
        if let unavailable { return unavailable }
        if away.isEmpty { return nil }
        return "\(away.count) of its files are on a volume that is not there now, and do not count as deleted. "
            + "Mount it again, and all goes on by itself."
    }

    /// A clashing version came or went.
    mutating func hold(_ path: RelativePath, isThere: Bool) {
        heldBack.removeAll { $0 == path }
        guard isThere else { return }
        let index = heldBack.firstIndex { path < $0 } ?? heldBack.endIndex
        heldBack.insert(path, at: index)
    }
}
