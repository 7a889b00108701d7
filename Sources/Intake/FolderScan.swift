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
    /// Folders where another file system begins that does not tell of every change (inotify(7)); and the inbox, if it is on
    /// one.
    package private(set) var untold: [RelativePath: FileSystemKind] = [:]
    /// How many folders were looked into.
    package private(set) var folderCount = 0
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
        let first = Step(place: top, isTransfers: false, volumeAbove: top.isRoot ? nil : try inbox.volume(of: top))
        var waiting: [Step] = []
        try scan.list(first, in: inbox, &waiting, tell)
        while recursive, let next = waiting.popLast() {
            do throws(FileError) {
                try scan.list(next, in: inbox, &waiting, tell)
            } catch {
                if !error.isMissing { scan.unreadable[next.place] = error }
            }
        }
        return scan
    }

    /// A folder to be listed.
    private struct Step {
        let place: RelativePath
        let isTransfers: Bool
        /// Which volume the folder above is on; nil for the inbox.
        let volumeAbove: UInt64?
    }

    private mutating func list(
        _ step: Step, in inbox: Directory, _ waiting: inout [Step], _ tell: (File) -> Void
    ) throws(FileError) {
        let (place, isTransfers) = (step.place, step.isTransfers)
        let folder = try inbox.subdirectory(place)
        let volume = folder.identity.device
        if volume != step.volumeAbove {
            let kind = try folder.fileSystemKind()
            if kind != .local { untold[place] = kind }
        }
        folderCount += 1
        try folder.forEachEntry { entry throws(FileError) in
            guard let path = place.appending(entry.name), let name = RelativePath.root.appending(entry.name) else {
                return
            }
            if entry.kind == .folder {
                switch NameRules.folder(entry.name) {
                case .ordinary: waiting.append(Step(place: path, isTransfers: isTransfers, volumeAbove: volume))
                case .transfers: waiting.append(Step(place: path, isTransfers: true, volumeAbove: volume))
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
