import ArgumentParser
import Depth
import Model
import StrictJSON

/// The relief that is made up where nobody knows a depth, from colours that are there.
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
        print(JSONWriter.line(["milliseconds": .number(medianMilliseconds(seconds)), "range": .number(range)]))
    }
}
