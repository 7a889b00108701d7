import CInotifyTools
import Glibc

/// The one inotify instance that libinotifytools can hold, in its global variables. Used from one thread at a time.
///
/// There must never be two: whoever makes it holds `WatchSlot`.
struct InotifyInstance: ~Copyable {
    /// One event, copied out of the library's static buffer.
    struct Event {
        /// Which watch it belongs to, as `watch` returned it; empty when to none.
        let watch: String
        let mask: UInt32
        /// The name in the watched folder; empty for the folder itself.
        let name: [UInt8]

        func has(_ bits: Int32) -> Bool { mask & UInt32(bitPattern: bits) != 0 }
    }

    /// A number for each watch, since a folder's path can come again for another folder.
    private var count: UInt32 = 0

    init() throws(WatchingError) {
        let others = Self.inotifyDescriptors()
        guard inotifytools_initialize() != 0 else { throw .noInstance(inotifytools_error()) }
        // The library waits with select(2), which aborts the program on a descriptor it has no room for.
        guard let own = Self.inotifyDescriptors().subtracting(others).first else {
            inotifytools_cleanup()
            throw .noInstance(EMFILE)
        }
        // The library leaves it open for children, whom it would tell every name.
        _ = fcntl(own, F_SETFD, FD_CLOEXEC)
        // Its static buffer still holds what an earlier instance had read; this one has no watch yet, so all is old.
        while unsafe inotifytools_next_events(0, 1) != nil {}
    }

    deinit { inotifytools_cleanup() }

    /// Watches the folder and returns the watch's name, or nil when this folder is watched already.
    ///
    /// The library remembers one name for each watch and tells it with every event. A path will not do: the library keeps
    /// the entries of folders that were deleted. So the name holds a number, in a spelling that the system reads as
    /// nothing: `/` for a zero and `./` for a one.
    mutating func watch(_ folder: borrowing FolderDescriptor) throws(FolderDescriptor.Failure) -> String? {
        count += 1
        let bits = String(count, radix: 2).map { $0 == "1" ? "./" : "/" }.joined()
        let name = folder.alias + "/" + bits + "."
        guard unsafe inotifytools_watch_file(name, Self.mask) != 0 else {
            let number = inotifytools_error()
            if number == EEXIST { return nil }
            throw FolderDescriptor.Failure(number: number)
        }
        // The library ends the names of folders so.
        return name + "/"
    }

    /// The next event, waiting up to so many whole seconds; nil when none came, also after an interruption.
    func next(waiting seconds: Int) -> Event? {
        // More than one event at a time makes the library spin until that many have come.
        guard let event = unsafe inotifytools_next_events(seconds, 1) else { return nil }
        let mask = unsafe event.pointee.mask
        let name = unsafe Self.bytes(inotify_event_name(event))
        // An overflow belongs to no watch, and the library has nothing to look it up with.
        guard mask & UInt32(bitPattern: IN_Q_OVERFLOW) == 0,
            let watch = unsafe inotifytools_filename_from_wd(event.pointee.wd)
        else { return Event(watch: "", mask: mask, name: name) }
        return unsafe Event(watch: String(cString: watch), mask: mask, name: name)
    }

    /// A name's bytes as they are: a `String` would repair what is no UTF-8.
    private static func bytes(_ name: UnsafePointer<CChar>) -> [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))
    }

    /// IN_EXCL_UNLINK: a file that lost its name, still being written, must not speak for the one that took the name.
    /// IN_MASK_CREATE: watching a folder twice fails instead of leaking an entry of the library.
    private static let mask =
        IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_MODIFY | IN_ATTRIB | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF
        | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK | IN_MASK_CREATE

    /// The inotify descriptors of this process that select(2) can take. The library shows its own to no one.
    private static func inotifyDescriptors() -> Set<Int32> {
        let kind = "anon_inode:inotify".utf8.map(CChar.init(bitPattern:))
        return Set(
            (0..<FD_SETSIZE).filter { descriptor in
                var target = [CChar](repeating: 0, count: kind.count + 1)
                let length = unsafe readlink("/proc/self/fd/\(descriptor)", &target, target.count)
                return length == kind.count && target.starts(with: kind)
            })
    }
}
