import ArgumentParser
import Depth
import Model
import StrictJSON
import TestPictures

/// The relief that is made up where nobody knows a depth: how long it takes, and in what share of pairs of places it puts
/// the nearer one nearer where the depth is known.
struct ReliefBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "relief", abstract: "Make up a relief.")

    @Argument(help: "A picture.", completion: .file())
    var picture: String

    @Option(help: "How often.")
    var times = 5

    func run() throws {
        let colors = try Scene.colors(of: try Scene.decoded(picture), longSide: Relief.longSide)
        var range = 0.0
        let seconds = (0..<times).map { _ in
            measured {
                let statistics = PictureDepth(Relief.estimate(colors), source: .relief).statistics
                range = statistics.maximum - statistics.minimum
            }
        }
        let accuracies = KnownScene.seeds.map { seed in
            let scene = KnownScene(seed)
            return scene.ordinalAccuracy(of: Relief.estimate(scene.picture))
        }
        print(
            JSONWriter.line([
                "milliseconds": .number(medianMilliseconds(seconds)), "range": .number(range),
                "accuracies": .array(accuracies.map { .number($0) }),
            ]))
    }
}
