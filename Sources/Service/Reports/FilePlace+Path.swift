import Files
import Foundation
import Model

extension FilePlace {
    /// Where a path that a user gave lies.
    ///
    /// Resolves the folders of the path, not the file, which may be gone. A path that is neither as it stands is taken as
    /// one below the inbox.
    init(_ path: String, in paths: InstallationPaths) throws(UserError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().resolvingSymlinksInPath().path
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "" } ?? ""
        let full = "\(folder == "/" ? "" : folder)/\(name)"
        if let place = Self.place(of: full, below: paths.inbox) {
            self = .inbox(place)
        } else if let place = Self.place(of: full, below: paths.outbox) {
            self = .outbox(place)
        } else if !path.hasPrefix("/"), let place = RelativePath(path), !place.isRoot {
            self = .inbox(place)
        } else {
            throw UserError(
                "\(path) is neither in the inbox \(paths.inbox) nor in the outbox \(paths.outbox). "
                    + "Name a file there, or say with --root which installation is meant.")
        }
    }

    private static func place(of full: String, below folder: String) -> RelativePath? {
        let top = Array(URL(fileURLWithPath: folder).resolvingSymlinksInPath().path.utf8) + [UInt8(ascii: "/")]
        let bytes = Array(full.utf8)
        guard bytes.starts(with: top), let place = RelativePath(bytes: bytes[top.count...]), !place.isRoot else {
            return nil
        }
        return place
    }
}
