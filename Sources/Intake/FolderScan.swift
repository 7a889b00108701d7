package import Files
package import Model

/// What stands in an inbox at one moment, without anything having been opened.
package struct FolderScan: Sendable {
    package struct File: Equatable, Sendable {
        package let path: RelativePath
        package let role: FileRole
        package let status: FileStatus
    }

    /// What has a part in making videos, or may have to go one day.
    package private(set) var files: [File] = []
    package private(set) var heldBack: [RelativePath] = []
    package private(set) var foreignCount = 0
    /// Folders that could not be listed whole: what is known below them is not taken as gone.
    package private(set) var unreadable: [RelativePath: FileError] = [:]

    /// Looks through a folder of the inbox, and those below if `recursive`. No link is followed.
    ///
    /// Throws when this very folder cannot be listed, or was deleted while it is held.
    package static func look(
        in inbox: Directory, at top: RelativePath = .root, recursive: Bool
    ) throws(FileError) -> FolderScan {
        var scan = FolderScan()
        var waiting: [(place: RelativePath, isTransfers: Bool)] = []
        try scan.list(top, isTransfers: false, in: inbox, &waiting)
        while recursive, let next = waiting.popLast() {
            do throws(FileError) {
                try scan.list(next.place, isTransfers: next.isTransfers, in: inbox, &waiting)
            } catch {
                if !error.isMissing { scan.unreadable[next.place] = error }
            }
        }
        return scan
    }

    private mutating func list(
        _ place: RelativePath, isTransfers: Bool, in inbox: Directory,
        _ waiting: inout [(place: RelativePath, isTransfers: Bool)]
    ) throws(FileError) {
        let folder = try inbox.subdirectory(place)
        for entry in try folder.entries() {
            guard let path = place.appending(entry.name), let name = RelativePath.root.appending(entry.name) else {
                continue
            }
            if entry.kind == .folder {
                switch NameRules.folder(entry.name) {
                case .ordinary: waiting.append((path, isTransfers))
                case .transfers: waiting.append((path, true))
                case .skipped: continue
                }
            } else {
                try add(path, isTransfers ? .transfer : NameRules.role(ofName: entry.name), name, in: folder)
            }
        }
    }

    private mutating func add(
        _ path: RelativePath, _ role: FileRole, _ name: RelativePath, in folder: Directory
    ) throws(FileError) {
        switch role {
        case .picture, .sidecar, .folderDefaults, .companion, .transfer:
            guard let status = try folder.status(of: name) else { return }
            files.append(File(path: path, role: role, status: status))
        case .heldBack: heldBack.append(path)
        case .foreign: foreignCount += 1
        case .skipped: return
        }
    }

    /// Files that are sidecars by nothing but a picture of that name (`photo.json`), which is not here.
    package var looseSidecars: [RelativePath] {
        let stems = Set(files.filter { $0.role == .picture }.compactMap { SidecarNames.stem($0.path) })
        return files.filter { file in
            guard case .sidecar(named: false) = file.role, let subject = SidecarNames.subject(file.path) else {
                return false
            }
            return !stems.contains(subject)
        }.map(\.path)
    }
}
