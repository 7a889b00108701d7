package import Files
import Model

/// How much room there must be for a job to be begun.
package struct SpaceRule: Sendable {
    /// Tells the bytes that may still be filled on the volume of one of the folders.
    package typealias Measure = @Sendable (SpaceShortage.Folder, Directory) throws(FileError) -> UInt64

    private let folders: [(name: SpaceShortage.Folder, path: String, directory: Directory)]
    private let needed: MemorySize
    private let measure: Measure

    /// - Parameter measure: By default, asks the file system.
    package init(
        _ installation: Installation,
        measure: @escaping Measure = { _, directory throws(FileError) in try directory.freeBytes() }
    ) {
        let paths = installation.paths
        folders = [(.outbox, paths.outbox, installation.outbox), (.state, paths.state, installation.state)]
        needed = installation.configuration.minFree
        self.measure = measure
    }

    /// What lacks room now, of several the one that lacks most; nil when there is room.
    ///
    /// A folder whose volume cannot be measured lacks nothing: whoever writes there finds out what is wrong with it.
    package func shortage() -> SpaceShortage? {
        guard needed.bytes > 0 else { return nil }
        return folders.compactMap { folder in
            guard let free = try? measure(folder.name, folder.directory), free < UInt64(needed.bytes) else {
                return nil
            }
            return SpaceShortage(folder: folder.name, path: folder.path, free: free, needed: needed)
        }.min { $0.free < $1.free }
    }
}
