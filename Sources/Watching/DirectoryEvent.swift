import Glibc
package import Model

/// What happened at or below a watched folder. Events are hints: the folder itself is the truth.
///
/// Places are relative to the watched folder. Several happenings at one place that the reader had not taken yet are told
/// as the one that matters.
package enum DirectoryEvent: Hashable, Sendable {
    /// A writer closed the file, or it was moved here: it may be complete.
    case written(RelativePath)
    /// Something stands or changed there; after `created` and `modified` it is not complete before `written`, save for
    /// a hard link, which only ever shows `created`.
    case touched(RelativePath, Touch)
    /// The name was deleted or moved away.
    case removed(RelativePath)
    /// What is in this folder and below has to be looked at again; events may be missing for it. Every folder below is
    /// watched by the time this is told.
    case rescan(RelativePath, RescanReason)
    /// Nothing will be told about this folder and those below: it has to be polled.
    case cannotWatch(RelativePath, WatchObstacle)
    /// The watched folder was deleted, moved or unmounted. The last event.
    case rootGone
}

/// How a file was touched without being completed.
package enum Touch: Sendable {
    case created
    case modified
    /// Permissions, times, links or other attributes.
    case attributes
}

/// Why a folder has to be looked at again.
package enum RescanReason: Hashable, Sendable {
    /// The watch begins: what was there before showed no events.
    case started
    /// The kernel dropped events because its queue was full.
    case kernelOverflow
    /// The reader fell so far behind that places were forgotten.
    case tooManyPending
    /// A folder appeared, with whatever it held by the time it was watched.
    case newFolder
    /// A folder was moved within or out of the tree.
    case foldersMoved
    /// A volume mounted below was unmounted.
    case unmounted
}

/// Why a folder cannot be watched.
package enum WatchObstacle: Hashable, Sendable {
    /// The user's limit of watches is reached: `fs.inotify.max_user_watches` (inotify(7)).
    case limitReached
    /// The folder may not be read by this user.
    case noAccess
    /// The system refused, with this errno(3).
    case system(Int32)

    init(number: Int32) {
        switch number {
        case ENOSPC: self = .limitReached
        case EACCES: self = .noAccess
        default: self = .system(number)
        }
    }
}

extension WatchObstacle: CustomStringConvertible {
    /// Whole sentences for status and log.
    package var description: String {
        switch self {
        case .limitReached:
            "The limit of inotify watches is reached, so the folder is polled instead. "
                + "Raise fs.inotify.max_user_watches with sysctl and start soframe again to have it watched."
        case .noAccess:
            "The user that runs soframe may not read the folder. Give it the right to read and enter the folder."
        case .system(let number):
            "The folder cannot be watched (error \(number)), so it is polled instead. "
                + "Check that its file system supports inotify."
        }
    }
}
