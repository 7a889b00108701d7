import Glibc

/// Why watching could not begin. The folder can still be polled.
package enum WatchingError: Error, Equatable, Sendable {
    /// Another watch runs in this process: the library behind it keeps everything in global variables.
    case alreadyWatching
    /// The system gave no inotify instance, with this errno(3).
    case noInstance(Int32)
    /// The folder could not be opened or duplicated, with this errno(3).
    case cannotOpen(Int32)
    /// The thread could not be made, with this errno(3).
    case noThread(Int32)
}

extension WatchingError {
    /// The errno(3) behind it; EBUSY for a second watch.
    var number: Int32 {
        switch self {
        case .alreadyWatching: EBUSY
        case .noInstance(let number), .cannotOpen(let number), .noThread(let number): number
        }
    }
}

extension WatchingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .alreadyWatching:
            "Could not watch the folder: this process watches another one already. End that watch first."
        case .noInstance(let number):
            "Could not watch the folder: the system gave no inotify instance (error \(number)). "
                + "Raise fs.inotify.max_user_instances with sysctl, or the limit of open files."
        case .cannotOpen(let number):
            "Could not watch the folder: it could not be opened (error \(number)). "
                + "Give the user that runs soframe the right to read it."
        case .noThread(let number):
            "Could not watch the folder: no thread could be made (error \(number)). Raise the limit of processes."
        }
    }
}
