import ArgumentParser
import Model
import Service

struct PresetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "presets", abstract: "List the motions, or render each of them as a short clip on one page.")

    @Option(help: "Render every motion of IMAGE into this new folder, with an index.html.", completion: .directory)
    var gallery: String?

    @Option(help: "The picture for the gallery.", completion: .file())
    var image: String?

    func validate() throws {
        if (gallery == nil) != (image == nil) { throw ValidationError("--gallery and --image go together.") }
    }

    func run() async throws {
        guard let gallery, let image else {
            for preset in Preset.all { print("\(preset.motion.rawValue)  \(preset.summary)") }
            return
        }
        try await reportingErrors {
            let page = try await Gallery(image: image, folder: gallery).render { Terminal.say("\($0.rawValue)") }
            print(page)
        }
    }
}
