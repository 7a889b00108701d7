import Files
import Foundation
package import Model

/// Every motion of one picture as a short clip, on one page.
package struct Gallery: Sendable {
    private let image: String
    private let folder: String

    /// - Parameter folder: Made if it is missing; videos that are there already are kept and their names refused.
    package init(image: String, folder: String) {
        self.image = image
        self.folder = folder
    }

    /// Renders, and returns the page's path.
    ///
    /// - Parameter begins: Called with each motion before it is rendered.
    package func render(begins: (Motion) -> Void) async throws -> String {
        let place = try Directory.create(folder)
        for preset in Preset.all {
            begins(preset.motion)
            var layer = SettingsLayer()
            layer.motion = preset.motion
            layer.duration = 3
            layer.shortSide = 360
            var configuration = Configuration()
            configuration.defaults = [layer]
            _ = try await SingleRender(
                image: image, output: "\(folder)/\(preset.motion.rawValue).mp4", ignoresSidecars: true,
                configuration: configuration
            ).run { _, _ in }
        }
        guard let name = RelativePath("index.html"),
            case .written = try place.write(Array(page.utf8), as: name, existing: .keep)
        else { throw UserError.outputExists("\(folder)/index.html") }
        return "\(folder)/index.html"
    }

    private var page: String {
        let clips = Preset.all.map { preset in
            """
            <figure><video src="\(preset.motion.rawValue).mp4" autoplay loop muted playsinline></video>
            <figcaption><code>\(preset.motion.rawValue)</code> \(preset.summary)</figcaption></figure>
            """
        }
        return """
            <!DOCTYPE html>
            <html lang="en"><meta charset="utf-8"><title>Soframe: motions</title>
            <style>
            body { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 1rem; font: 1rem sans-serif }
            figure { margin: 0 } video { width: 100% }
            </style>
            \(clips.joined(separator: "\n"))
            </html>

            """
    }
}
