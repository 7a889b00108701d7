import Files
import Journaling
import Model

/// Files of the outbox, or of another folder of videos, that got only a hidden name before a crash.
struct HiddenFiles {
    let outbox: Directory

    /// Younger ones may belong to a render that is at work.
    private static let youth = TimeSpan.hours(1)

    /// Removes those that nobody can be writing any more; returns what was removed, and what could not be as whole
    /// sentences.
    ///
    /// - Parameter deep: Whether the folders within count too.
    func removeAbandoned(at now: Timestamp, deep: Bool = true) -> (deletions: [Deletion], troubles: [String]) {
        var troubles: [String] = []
        var deletions: [Deletion] = []
        var folders = [RelativePath.root]
        while let folder = folders.popLast() {
            do throws(FileError) {
                for entry in try outbox.subdirectory(folder).entries() {
                    guard let path = folder.appending(entry.name) else { continue }
                    if deep, entry.kind == .folder { folders.append(path) }
                    if HiddenName.isOne(entry.name), let deletion = try removeIfAbandoned(path, at: now) {
                        deletions.append(deletion)
                    }
                }
            } catch {
                troubles.append(error.description)
            }
        }
        return (deletions, troubles)
    }

    private func removeIfAbandoned(_ path: RelativePath, at now: Timestamp) throws(FileError) -> Deletion? {
        guard let status = try outbox.status(of: path), status.kind == .regular else { return nil }
        let deadline = Timestamp(milliseconds: status.changed / 1_000_000) + Self.youth
        guard now > deadline, case .removed = try outbox.remove(path, ifStill: status.identity) else { return nil }
        return Deletion(.temporary, deadline: deadline, outcome: .deleted)
    }
}
