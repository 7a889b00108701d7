import ArgumentParser
import Model
import Pixels
import Rendering
import StrictJSON

/// Frames of a shot, one after the other on one thread, and no encoder.
struct RenderBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "render", abstract: "Render frames.")

    @OptionGroup var options: SceneOptions

    @Option(help: "How many frames, spread over the shot.")
    var frames = 30

    @Flag(help: "With the loops that every machine runs.")
    var portable = false

    func run() throws {
        let scene = try options.scene()
        let renderer = try ShotRenderer(
            scene.shot, of: scene.picture, depth: scene.depth, loops: portable ? .portable : .fastest)
        let last = scene.shot.windows.count - 1
        var shown: Frame?
        let seconds = (0..<frames).map { number in
            measured { shown = renderer.frame(number * last / max(1, frames - 1)) }
        }
        print(
            JSONWriter.line([
                "milliseconds": .number(medianMilliseconds(seconds)), "width": .integer(shown?.width ?? 0),
                "height": .integer(shown?.height ?? 0),
            ]))
    }
}

/// What a depth move's frames are made from, beyond what a camera move over the same part of the picture takes.
struct LayersBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "layers", abstract: "Prepare a depth move's layers.")

    @OptionGroup var options: SceneOptions

    @Option(help: "How often.")
    var times = 5

    func run() throws {
        let scene = try options.scene()
        var (whole, flat): ([Double], [Double]) = ([], [])
        for _ in 0..<times {
            whole.append(try measured { _ = try ShotRenderer(scene.shot, of: scene.picture, depth: scene.depth) })
            flat.append(try measured { _ = try ShotRenderer(scene.shot, of: scene.picture) })
        }
        let image = medianMilliseconds(flat)
        print(
            JSONWriter.line([
                "image_milliseconds": .number(image), "milliseconds": .number(medianMilliseconds(whole) - image),
            ]))
    }
}
