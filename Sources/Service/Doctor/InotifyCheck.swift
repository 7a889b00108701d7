import Foundation

/// Whether the kernel lets this user watch folders enough (inotify(7)).
enum InotifyCheck {
    /// A tree of pictures by day over twenty years.
    private static let enough = 8192

    static func examine(limit path: String = "/proc/sys/fs/inotify/max_user_watches") -> Finding {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let watches = Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else {
            return .warning(
                "This kernel tells of no changes (inotify): the inbox is polled.",
                remedy: "Start a kernel with inotify to have pictures noticed at once.")
        }
        guard watches >= enough else {
            return .warning(
                "A user may watch \(watches) folders; beyond that the inbox is polled.",
                remedy: "Raise fs.inotify.max_user_watches with sysctl if the inbox has many folders.")
        }
        return .good("A user may watch \(watches) folders.")
    }
}
