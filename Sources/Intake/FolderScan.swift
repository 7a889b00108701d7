package import Files
package import Model

/// What stands in an inbox at one moment, without anything having been opened.
package struct FolderScan: Sendable {
    package struct File: Equatable, Sendable {
        package let path: RelativePath
        package let role: FileRole
        package let status: FileStatus
    }

    /// Where the files are that were told of.
    private(set) var places: Set<RelativePath> = []
    package private(set) var heldBack: [RelativePath] = []
    package private(set) var foreignCount = 0
    /// Folders that could not be listed whole: what is known below them is not taken as gone.
    package private(set) var unreadable: [RelativePath: FileError] = [:]
    /// Named after a picture without its extension.
    private var shortSidecars: [RelativePath] = []

    /// Looks through a folder of the inbox, and those below if `recursive`. No link is followed.
    ///
    /// Throws when this very folder cannot be listed, or was deleted while it is held.
    ///
    /// - Parameter tell: Called with each file that has a part in making videos, or may have to go one day.
    package static func look(
        in inbox: Directory, at top: RelativePath = .root, recursive: Bool, tell: (File) -> Void
    ) throws(FileError) -> FolderScan {
        var scan = FolderScan()
        var waiting: [(place: RelativePath, isTransfers: Bool)] = []
        try scan.list(top, isTransfers: false, in: inbox, &waiting, tell)
        while recursive, let next = waiting.popLast() {
            do throws(FileError) {
                try scan.list(next.place, isTransfers: next.isTransfers, in: inbox, &waiting, tell)
            } catch {
                if !error.isMissing { scan.unreadable[next.place] = error }
            }
        }
        return scan
    }

    private mutating func list(
        _ place: RelativePath, isTransfers: Bool, in inbox: Directory,
        _ waiting: inout [(place: RelativePath, isTransfers: Bool)], _ tell: (File) -> Void
    ) throws(FileError) {
        let folder = try inbox.subdirectory(place)
        try folder.forEachEntry { entry throws(FileError) in
            guard let path = place.appending(entry.name), let name = RelativePath.root.appending(entry.name) else {
                return
            }
            if entry.kind == .folder {
                switch NameRules.folder(entry.name) {
                case .ordinary: waiting.append((path, isTransfers))
                case .transfers: waiting.append((path, true))
                case .skipped: return
                }
            } else {
                try add(path, isTransfers ? .transfer : NameRules.role(ofName: entry.name), name, in: folder, tell)
            }
        }
    }

    private mutating func add(
        _ path: RelativePath, _ role: FileRole, _ name: RelativePath, in folder: Directory, _ tell: (File) -> Void
    ) throws(FileError) {
        switch role {
        case .picture, .sidecar, .folderDefaults, .companion, .transfer:
            guard let status = try folder.status(of: name) else { return }
            places.insert(path)
            if case .sidecar(named: false) = role { shortSidecars.append(path) }
            tell(File(path: path, role: role, status: status))
        case .heldBack: heldBack.append(path)
        case .foreign: foreignCount += 1
        case .skipped: return
        }
    }

    /// Files that are sidecars by nothing but a picture of that name (`photo.json`), which is not here.
    package var looseSidecars: [RelativePath] {
        if shortSidecars.isEmpty { return [] }
        var bySubject: [RelativePath: RelativePath] = [:]
        for sidecar in shortSidecars { bySubject[SidecarNames.subject(sidecar) ?? sidecar] = sidecar }
        for path in places where NameRules.hasPictureExtension(path.name[...]) {
            if let stem = SidecarNames.stem(path) { bySubject[stem] = nil }
        }
        return Array(bySubject.values)
    }
}
