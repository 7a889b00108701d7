import Foundation
import Glibc

/// A file system of its own (tmpfs), to be mounted and unmounted where a test wants it. What it holds lasts as long as this.
package final class Volume: Sendable {
    private let home: TestFolder

    /// Whether this process may mount.
    package static let canMount = (try? Volume()) != nil

    /// - Parameter megabytes: What it may hold, by default half of the memory.
    package init(megabytes: Int? = nil) throws {
        home = try TestFolder()
        guard unsafe mount("tmpfs", home.path, "tmpfs", 0, "size=\(megabytes.map { "\($0)m" } ?? "50%")") == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EPERM)
        }
    }

    deinit { Self.hide(home.path) }

    /// What it holds, for as long as the volume is kept.
    package var path: String { home.path }

    /// Mounts it over a folder too.
    package func show(at path: String) throws { try Self.show(home.path, at: path) }

    /// Mounts a folder over another too.
    package static func show(_ folder: String, at path: String) throws {
        guard unsafe mount(folder, path, nil, UInt(MS_BIND), nil) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EPERM)
        }
    }

    /// Unmounts what was mounted there last, whoever still holds it.
    package static func hide(_ path: String) { _ = unsafe umount2(path, Int32(MNT_DETACH)) }
}
