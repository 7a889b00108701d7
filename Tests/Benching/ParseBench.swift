import ArgumentParser
import Media
import StrictJSON

/// Picture files taken apart, and the maps of depth in them: what comes before any codec.
struct ParseBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "parse", abstract: "Take picture files apart.")

    @Argument(help: "Picture files.", completion: .file())
    var files: [String]

    @Option(help: "How often.")
    var times = 1

    func run() throws {
        let contents = try files.map { path throws in try Scene.bytes(path) }
        var pixels = 0
        let seconds = try (0..<times).map { _ in
            try measured {
                for file in contents {
                    let picture = try EncodedPicture(file: file)
                    pixels += picture.width * picture.height
                    _ = try EmbeddedDepth.find(in: file)
                }
            }
        }
        print(JSONWriter.line(["milliseconds": .number(medianMilliseconds(seconds)), "pixels": .integer(pixels)]))
    }
}
