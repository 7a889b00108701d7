import Foundation
import Glibc

/// A folder laid over another one (overlayfs), both on a volume of their own. Unmounted when this goes.
package final class Overlay: Sendable {
    private let volume: Volume
    /// The layer below.
    package let lower: TestFolder
    private let home: TestFolder

    /// Whether this process may mount one.
    package static let canMount = (try? Overlay()) != nil

    package init() throws {
        volume = try Volume()
        lower = try TestFolder()
        home = try TestFolder()
        for name in ["upper", "work"] {
            try FileManager.default.createDirectory(
                atPath: "\(volume.path)/\(name)", withIntermediateDirectories: false)
        }
        let layers = "lowerdir=\(lower.path),upperdir=\(volume.path)/upper,workdir=\(volume.path)/work"
        let number = unsafe layers.withCString { unsafe mount("overlay", home.path, "overlay", 0, $0) == 0 ? 0 : errno }
        guard number == 0 else { throw POSIXError(.init(rawValue: number) ?? .EPERM) }
    }

    deinit { Volume.hide(home.path) }

    package var path: String { home.path }

    /// Mounts it over a folder too.
    package func show(at path: String) throws { try Volume.show(home.path, at: path) }
}
