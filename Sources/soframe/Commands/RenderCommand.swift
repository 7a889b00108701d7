import ArgumentParser
import Foundation
import Model
import Service

struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Render one picture: no folders, no journal, nothing deleted.")

    @Argument(help: "The picture.", completion: .file())
    var image: String

    @Option(
        name: .shortAndLong, help: "Its settings. Default: IMAGE.json, else IMAGE with .json as its extension.",
        completion: .file(extensions: ["json"]))
    var sidecar: String?

    @Option(
        name: .shortAndLong, help: "The video. Default: beside the picture.", completion: .file(extensions: ["mp4"]))
    var output: String?

    @Flag(help: "Replace the video, and debug images, if they exist.")
    var force = false

    @Option(
        help: "Write each frame's source window (x,y,width,height in pixels of the upright picture) to this CSV file.")
    var pathOut: String?

    @Option(
        help: "Where soframe models has put models that tell depth. Default: SOFRAME_MODELS_FOLDER.",
        completion: .directory)
    var models: String?

    @Option(
        help:
            "Draw what stands out, how near everything is, the camera's path and the layers of a move through depth into this folder.",
        completion: .directory)
    var debugImages: String?

    func run() async throws {
        try await reportingErrors {
            let table = try pathOut.map { path throws -> NamedPlace in try NamedPlace(path) }
            let environment = ProcessInfo.processInfo.environment
            var configuration = try Configuration.resolved(file: nil, environment: environment)
            configuration.models.folder = models ?? configuration.models.folder
            let render = SingleRender(
                image: image, sidecar: sidecar, output: output, force: force, wantsPath: pathOut != nil,
                debugImages: debugImages, configuration: configuration,
                models: ModelRoom(folder: nil, configuration.models, environment: environment))
            let progress = ProgressBar(title: image)
            let result = try await render.run { progress.show(frame: $0, of: $1) }
            progress.finish()
            try table?.write(result.pathTable)
            print(result.output)
            for image in result.images { print(image) }
            for reason in result.reasons { Terminal.say(reason) }
        }
    }
}
