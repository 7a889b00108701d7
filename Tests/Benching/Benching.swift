import ArgumentParser

/// Parts of the program by themselves, for Scripts/bench to time, or to count the instructions of. Answers with a line of JSON.
@main
struct Benching: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures parts of Soframe by themselves.",
        subcommands: [RenderBench.self, LayersBench.self, ReliefBench.self, ParseBench.self])
}
