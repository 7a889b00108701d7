import ArgumentParser
import Foundation
import Model
import Service

struct PresetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "presets", abstract: "List the motions, or render each of them as a short clip on one page.")

    @Option(
        help: "Render every motion into this folder, as one page, index.html, with all clips inside.",
        completion: .directory)
    var gallery: String?

    @Option(
        name: [.long, .customLong("image")], help: "The picture for the gallery. Default: a drawn scene.",
        completion: .file())
    var picture: String?

    @Flag(help: "Replace the page if it exists.")
    var force = false

    func validate() throws {
        if gallery == nil, picture != nil { throw ValidationError("--picture is for --gallery; give that a folder.") }
    }

    func run() async throws {
        guard let gallery else {
            for preset in Preset.all { print("\(preset.motion.rawValue)  \(preset.summary)") }
            return
        }
        try await reportingErrors {
            let configuration = try Configuration.resolved(
                file: nil, environment: ProcessInfo.processInfo.environment)
            let board = GalleryProgress()
            let page = try await Gallery(
                picture: picture, folder: gallery, force: force, configuration: configuration
            ).render(progress: board.show)
            board.finish()
            print(page)
        }
    }
}

/// How far a gallery is: on a terminal a bar for all clips together, elsewhere a line for each.
private struct GalleryProgress: Sendable {
    private let bar = ProgressBar(title: "presets")
    private let count = Preset.all.count

    @Sendable func show(_ motion: Motion, number: Int, frame: Int, of total: Int) {
        if Terminal.isInteractive {
            bar.show(frame: (number - 1) * total + frame, of: count * total)
        } else if frame == 0 {
            Terminal.say("\(motion.rawValue) (\(number) of \(count))")
        }
    }

    func finish() { bar.finish() }
}
