import Files
import Model

/// Files of the outbox, or of another folder of videos, that got only a hidden name before a crash.
struct HiddenFiles {
    let outbox: Directory

    /// Younger ones may belong to a render that is at work.
    private static let youth = TimeSpan.hours(1)

    /// Removes those that nobody can be writing any more; returns what could not be removed, as whole sentences.
    ///
    /// - Parameter deep: Whether the folders within count too.
    func removeAbandoned(at now: Timestamp, deep: Bool = true) -> [String] {
        var troubles: [String] = []
        var folders = [RelativePath.root]
        while let folder = folders.popLast() {
            do throws(FileError) {
                for entry in try outbox.subdirectory(folder).entries() {
                    guard let path = folder.appending(entry.name) else { continue }
                    if deep, entry.kind == .folder { folders.append(path) }
                    if HiddenName.isOne(entry.name) { try removeIfAbandoned(path, at: now) }
                }
            } catch {
                troubles.append(error.description)
            }
        }
        return troubles
    }

    private func removeIfAbandoned(_ path: RelativePath, at now: Timestamp) throws(FileError) {
        guard let status = try outbox.status(of: path), status.kind == .regular,
            now.since(Timestamp(milliseconds: status.changed / 1_000_000)) > Self.youth
        else { return }
        _ = try outbox.remove(path, ifStill: status.identity)
    }
}
