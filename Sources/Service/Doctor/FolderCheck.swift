import Files
import Glibc
import Model

/// Whether an installation's folders are there, usable, private where they must be, and have room.
enum FolderCheck {
    /// Less than this and a picture or two may not fit any more.
    private static let scarce: UInt64 = 1 << 30

    /// - Parameter measure: Tells the bytes that may still be filled on a folder's volume; asks the file system by default.
    static func examine(
        _ paths: InstallationPaths,
        measure: (Directory) throws(FileError) -> UInt64 = { directory throws(FileError) in try directory.freeBytes() }
    ) -> [Finding] {
        let minimum = paths.configuration.minFree
        let folders = [
            ("inbox", paths.inbox, MemorySize(bytes: 0)), ("outbox", paths.outbox, minimum),
            ("state", paths.state, minimum),
        ]
        return folders.flatMap { name, path, minimum in
            do throws(FileError) {
                return try examine(name, path, minimum, measure)
            } catch {
                guard error.isMissing else {
                    return [.bad(error.description, remedy: "Let the user that runs soframe use the \(name) folder.")]
                }
                return [.good("The \(name) folder \(path) is not there yet; it will be made.")]
            }
        }
    }

    private static func examine(
        _ name: String, _ path: String, _ minimum: MemorySize, _ measure: (Directory) throws(FileError) -> UInt64
    ) throws(FileError) -> [Finding] {
        let folder = try Directory.open(path)
        guard unsafe access(path, R_OK | W_OK | X_OK) == 0 else {
            return [
                .bad(
                    "The \(name) folder \(path) cannot be read and written by this user.",
                    remedy: "Give it to the user that runs soframe, for example with chown.")
            ]
        }
        var findings: [Finding] = []
        findings.append(space(name, path, free: try measure(folder), minimum))
        if name == "state", let status = try folder.status(of: .root), status.permissions & 0o077 != 0 {
            findings.append(
                .bad(
                    "Other users can look into the state folder \(path), which holds pictures' names.",
                    remedy: "Run chmod 700 on it."))
        }
        return findings
    }

    private static func space(_ name: String, _ path: String, free: UInt64, _ minimum: MemorySize) -> Finding {
        if free < UInt64(minimum.bytes) {
            return .bad(
                "The \(name) folder's volume has \(free >> 20) MiB left, less than min_free (\(minimum.text)) asks for: "
                    + "no job is begun.", remedy: "Free space there, or lower min_free.")
        }
        guard free >= scarce else {
            return .warning("The \(name) folder's volume has \(free >> 20) MiB left.", remedy: "Free space there.")
        }
        return .good("The \(name) folder \(path) is usable; its volume has \(free >> 30) GiB left.")
    }
}
