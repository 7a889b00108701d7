import Foundation

/// How much the kernel lets this user watch (inotify(7)); nil for what it does not say.
struct InotifyLimits {
    /// Folders, for all of the user's programs together.
    let watches: Int?
    /// Events that wait to be read, for each program.
    let events: Int?

    /// A tree of pictures by day over twenty years.
    private static let enoughWatches = 8192
    /// What kernels begin with.
    private static let enoughEvents = 16384

    /// - Parameter folder: Where the kernel shows its settings.
    init(in folder: String = "/proc/sys") {
        func number(_ place: String) -> Int? {
            (try? String(contentsOfFile: "\(folder)/\(place)", encoding: .utf8))
                .flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        }
        // The second is the namespace's own: a container may have less than the machine.
        watches = number("fs/inotify/max_user_watches").map { min($0, number("user/max_inotify_watches") ?? $0) }
        events = number("fs/inotify/max_queued_events")
    }

    /// - Parameter folders: How many the inbox has, itself included.
    func judge(folders: Int) -> [Finding] {
        guard let watches else {
            return [
                .warning(
                    "This kernel tells of no changes (inotify): the inbox is polled.",
                    remedy: "Start a kernel with inotify to have pictures noticed at once.")
            ]
        }
        return [judge(watches, folders)] + (events.map { [Self.judge(events: $0)] } ?? [])
    }

    private func judge(_ watches: Int, _ folders: Int) -> Finding {
        if watches < folders {
            return .warning(
                "A user may watch \(watches) folders, and the inbox has \(folders): the rest is polled.",
                remedy: "Raise fs.inotify.max_user_watches (and in a container user.max_inotify_watches) with sysctl "
                    + "to \(max(2 * folders, Self.enoughWatches)), and start soframe again.")
        }
        guard watches >= Self.enoughWatches else {
            return .warning(
                "A user may watch \(watches) folders; beyond that the inbox is polled.",
                remedy: "Raise fs.inotify.max_user_watches with sysctl if the inbox has many folders.")
        }
        return .good("A user may watch \(watches) folders; the inbox has \(folders).")
    }

    private static func judge(events: Int) -> Finding {
        guard events >= enoughEvents else {
            return .warning(
                "Only \(events) changes can wait to be told: when more come at once the inbox is looked through again.",
                remedy: "Raise fs.inotify.max_queued_events with sysctl to \(enoughEvents).")
        }
        return .good("\(events) changes can wait to be told.")
    }
}
