import Files
import Foundation
import Model

/// Whether a library may be loaded: nobody but root and the user that runs soframe may have written it, what lies beside it,
/// or the folders above, where they could put another in its place.
enum RuntimeTrust {
    /// - Parameters:
    ///   - folder: The library's, without symbolic links.
    ///   - user: The number of the user that would load it.
    /// - Throws: a whole sentence with the remedy.
    static func check(folder path: String, user: UInt32) throws(UserError) {
        do {
            let folder = try Directory.open(path)
            try judge(try folder.status(of: .root), path, user)
            for entry in try folder.entries() {
                guard let place = RelativePath.root.appending(entry.name) else { continue }
                try judge(try folder.status(of: place), "\(path)/\(place)", user)
            }
            var above = path
            while above != "/" {
                above = URL(fileURLWithPath: above).deletingLastPathComponent().path
                guard let status = try Directory.open(above).status(of: .root) else { break }
                // In a folder such as /tmp everybody has names of his own, and can take away no other's.
                let isShared = status.permissions & 0o1000 != 0
                guard isShared || status.permissions & 0o002 == 0, [0, user].contains(status.owner) else {
                    throw refusal(above, "others may exchange what is in it", "chmod o-w")
                }
            }
        } catch let error as UserError {
            throw error
        } catch {
            throw UserError("OpenVINO cannot be used: \(error)")
        }
    }

    private static func judge(_ status: FileStatus?, _ path: String, _ user: UInt32) throws(UserError) {
        // What a link leads to lies in a folder that is judged too, or is none of the library's own.
        guard let status, status.kind != .symbolicLink else { return }
        switch OwnerTrust(owner: status.owner, permissions: status.permissions, user: user) {
        case .trusted: return
        case .foreign(let owner):
            throw refusal(
                path, "it belongs to the user \(owner), who is neither root nor the one that runs soframe (\(user))",
                "chown")
        case .writableByOthers: throw refusal(path, "others than its owner may change it", "chmod go-w")
        }
    }

    private static func refusal(_ path: String, _ reason: String, _ remedy: String) -> UserError {
        UserError(
            "OpenVINO is not loaded from \(DisplayText.escaped(path.utf8)): \(reason). Run \(remedy) on it, or install "
                + "OpenVINO elsewhere with \(RuntimeInstaller.command).")
    }
}
