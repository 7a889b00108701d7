import Foundation
import Glibc

/// A folder shown by a program (FUSE, bindfs(1)): what is written on its other side is not told on this one. Unmounted when
/// this goes.
package final class UserFileSystem: Sendable {
    /// What it shows.
    package let otherSide: TestFolder
    private let place: String
    private let process: Process

    /// Whether this process may mount one.
    package static let canMount: Bool = {
        guard let folder = try? TestFolder() else { return false }
        return (try? UserFileSystem(at: folder.path)) != nil
    }()

    /// Mounts one over a folder.
    package init(at path: String) throws {
        place = path
        otherSide = try TestFolder()
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/bindfs")
        process.arguments = ["-f", otherSide.path, path]
        process.standardError = FileHandle.nullDevice
        let before = try Self.volume(of: path)
        try process.run()
        let end = ContinuousClock.now + .seconds(10)
        while process.isRunning, try Self.volume(of: path) == before, ContinuousClock.now < end { usleep(10_000) }
        guard process.isRunning, try Self.volume(of: path) != before else {
            process.terminate()
            throw POSIXError(.EPERM)
        }
    }

    /// Which ends its program too.
    deinit { Volume.hide(place) }

    private static func volume(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.systemNumber] as? Int
    }
}
