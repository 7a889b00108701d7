package import Model

/// What a file in the inbox is, judged by its name alone.
package enum FileRole: Hashable, Sendable {
    /// Wanted as a video.
    case picture
    /// Settings for one picture. `named` when the name itself says so (`photo.jpg.json`); a plain `photo.json` is one
    /// only beside a picture of that name, and somebody else's file without.
    case sidecar(named: Bool)
    /// Settings for a folder and those below.
    case folderDefaults
    /// Belongs to a picture and is no job of its own.
    case companion
    /// A program's file in flight.
    case transfer
    /// What a sync program keeps of two clashing versions: reported for a person to choose, not rendered.
    case heldBack
    /// Of no concern to anyone here.
    case skipped
    /// Nothing that belongs in an inbox: reported, not touched.
    case foreign

    /// As what it is told to the ledger at first sight; nil when it is not.
    package var kind: InputKind? {
        switch self {
        case .picture: .picture
        case .sidecar(named: true): .sidecar
        case .companion: .companion
        case .transfer: .transfer
        case .sidecar(named: false), .folderDefaults, .heldBack, .skipped, .foreign: nil
        }
    }
}

/// What to do about a folder in the inbox, judged by its name alone.
package enum FolderRole: Hashable, Sendable {
    case ordinary
    /// A program keeps unfinished files there: each is a `.transfer`.
    case transfers
    /// Passed over with everything in it.
    case skipped
}
