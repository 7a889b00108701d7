package import Files
package import Model

/// What an inbox holds that the ledger has not heard of, found by looking once and without opening anything.
package struct UnseenFiles: Sendable {
    /// Files that have another name than the ledger knows; to be told first.
    package private(set) var moves: [Move] = []
    package private(set) var sightings: [Sighting] = []

    /// - Parameters:
    ///   - known: What the ledger has.
    ///   - now: When what is new was first seen.
    package init(in inbox: Directory, recursive: Bool, known: [Input], at now: Timestamp) throws(FileError) {
        let byFile = Dictionary(known.map { ($0.stamp.identity, $0) }) { first, _ in first }
        var files: [FolderScan.File] = []
        _ = try FolderScan.look(in: inbox, recursive: recursive) { file in
            if file.role.kind != nil, file.status.kind == .regular { files.append(file) }
        }
        var moved: Set<Int64> = []
        for file in files {
            guard let kind = file.role.kind else { continue }
            var twin: Int64?
            if let input = byFile[file.status.identity], input.path != file.path, input.kind == kind,
                KnownFile(input.stamp).stands(at: file.path, in: inbox, file.status)
            {
                let isThere = try? inbox.status(of: input.path)?.identity == file.status.identity
                if isThere == false, moved.insert(input.id).inserted {
                    moves.append(Move(id: input.id, path: file.path, stamp: FileStamp(file.status)))
                    continue
                }
                twin = input.id
            }
            sightings.append(
                Sighting(path: file.path, kind: kind, stamp: FileStamp(file.status), at: now, twin: twin))
        }
    }
}
