import Files
import Glibc
import Model

/// Whether an installation's folders are there, usable, private where they must be, and have room.
enum FolderCheck {
    /// Less than this and a video or two may not fit any more.
    private static let scarce: UInt64 = 1 << 30

    static func examine(_ paths: InstallationPaths) -> [Finding] {
        [("inbox", paths.inbox), ("outbox", paths.outbox), ("state", paths.state)].flatMap { name, path in
            do throws(FileError) {
                return try examine(name, path)
            } catch {
                guard error.isMissing else {
                    return [.bad(error.description, remedy: "Let the user that runs soframe use the \(name) folder.")]
                }
                return [.good("The \(name) folder \(path) is not there yet; it will be made.")]
            }
        }
    }

    private static func examine(_ name: String, _ path: String) throws(FileError) -> [Finding] {
        let folder = try Directory.open(path)
        guard unsafe access(path, R_OK | W_OK | X_OK) == 0 else {
            return [
                .bad(
                    "The \(name) folder \(path) cannot be read and written by this user.",
                    remedy: "Give it to the user that runs soframe, for example with chown.")
            ]
        }
        var findings: [Finding] = []
        let free = try folder.freeBytes()
        findings.append(
            free < scarce
                ? .warning(
                    "The \(name) folder's volume has \(free >> 20) MiB left.", remedy: "Free space there.")
                : .good("The \(name) folder \(path) is usable; its volume has \(free >> 30) GiB left."))
        if name == "inbox", case .network(let kind) = try folder.fileSystemKind() {
            findings.append(
                .warning(
                    "The inbox is on \(kind), where changes by others are not told: it is polled.",
                    remedy: "Put the inbox on a local disk to have pictures noticed at once."))
        }
        if name == "state", let status = try folder.status(of: .root), status.permissions & 0o077 != 0 {
            findings.append(
                .bad(
                    "Other users can look into the state folder \(path), which holds pictures' names.",
                    remedy: "Run chmod 700 on it."))
        }
        return findings
    }
}
