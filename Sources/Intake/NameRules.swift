package import Model

/// What the names in an inbox say, before any file is looked at.
package enum NameRules {
    /// The name of a folder's defaults.
    package static let defaultsName = Array("soframe-defaults.json".utf8)

    static let sidecarEnding = Array(".json".utf8)

    /// The pictures' extensions, without dot, in lower case.
    package static let pictureExtensions: Set<String> = [
        "jpg", "jpeg", "jpe", "jfif", "png", "webp", "tif", "tiff", "bmp", "gif", "jxl", "avif", "heic", "heif",
    ]

    /// The role of the file at a place below the inbox.
    package static func role(of path: RelativePath) -> FileRole {
        for folder in path.parent.components {
            switch self.folder(folder) {
            case .ordinary: continue
            case .transfers: return .transfer
            case .skipped: return .skipped
            }
        }
        return role(ofName: path.name)
    }

    /// The role of a file by its own name alone.
    package static func role(ofName name: [UInt8]) -> FileRole {
        if isTransfer(name) { return .transfer }
        if skipped.contains(where: { $0.matches(name) }) { return .skipped }
        if heldBack.contains(where: { $0.matches(name) }) { return .heldBack }
        if name == defaultsName { return .folderDefaults }
        if companion.matches(name) { return .companion }
        if name.count > sidecarEnding.count, name.suffix(sidecarEnding.count) == sidecarEnding[...] {
            return .sidecar(named: hasPictureExtension(name.dropLast(sidecarEnding.count)))
        }
        return hasPictureExtension(name[...]) ? .picture : .foreign
    }

    /// The role of a folder by its own name.
    package static func folder(_ name: [UInt8]) -> FolderRole {
        if transferFolders.contains(where: { $0.matches(name) }) { return .transfers }
        return skippedFolders.contains(where: { $0.matches(name) }) ? .skipped : .ordinary
    }

    /// Whether nothing that happens at a place has to be told; what is left out here is seen by scanning, if at all.
    package static func isUneventful(_ path: RelativePath, isFolder: Bool) -> Bool {
        if isFolder { return path.components.contains { folder($0) != .ordinary } }
        return switch role(of: path) {
        case .transfer, .skipped, .foreign: true
        case .picture, .sidecar, .folderDefaults, .companion, .heldBack: false
        }
    }

    /// A name without its extension; nil when it has none or is nothing else.
    static func stem(_ name: some BidirectionalCollection<UInt8>) -> [UInt8]? {
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return nil }
        return Array(name[..<dot])
    }

    static func hasPictureExtension(_ name: ArraySlice<UInt8>) -> Bool {
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return false }
        let ending = name[(dot + 1)...].map(NamePattern.lowercased)
        return pictureExtensions.contains(String(decoding: ending, as: UTF8.self))
    }

    private static func isTransfer(_ name: [UInt8]) -> Bool {
        if transfers.contains(where: { $0.matches(name) }) { return true }
        // rsync(1) writes `photo.jpg` as `.photo.jpg.XXXXXX` with six letters and digits from mkstemp(3).
        guard name.first == UInt8(ascii: "."), let inner = stem(name.dropFirst()) else { return false }
        let random = name.suffix(6)
        guard name.count == inner.count + 8, random.allSatisfy(isLetterOrDigit) else { return false }
        return hasPictureExtension(inner[...]) || inner.suffix(sidecarEnding.count) == sidecarEnding[...]
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        let lower = NamePattern.lowercased(byte)
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func patterns(_ text: String) -> [NamePattern] {
        text.split(separator: " ").map { NamePattern(String($0)) }
    }

    private static let companion = NamePattern("?*.depth.?*")

    /// Files that a program completes and renames: browsers, copy programs, and the clients of Syncthing, ownCloud and
    /// Nextcloud, Resilio, Insync and ProFTPD (HiddenStores).
    private static let transfers = patterns(
        "*.part *.partial *.filepart *.crdownload *.download *.tmp *.temp *.!sync *.SyncPart *.SyncTemp *.SyncOld "
            + "*.insyncdl ~syncthing~* .in.*.")

    private static let skipped = patterns(".* ~* *~ *.swp Thumbs.db desktop.ini")

    private static let heldBack = patterns("*.sync-conflict-* *_conflict-*")

    /// Where rsync keeps what it has not finished (--partial-dir and --delay-updates).
    private static let transferFolders = patterns(".rsync-partial .~tmp~")

    private static let skippedFolders = patterns(".* ~* @eaDir __MACOSX")
}
