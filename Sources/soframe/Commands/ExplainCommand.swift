import ArgumentParser
import Service

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a file is, or is not, being processed, what it becomes, and when it is deleted.")

    @Argument(
        help: "A file of the inbox or the outbox; a relative path may also count from the inbox.", completion: .file())
    var file: String

    @OptionGroup var root: RootOption

    func run() async throws {
        try await reportingErrors { print(try await Explanation(file, in: try root.look()).text) }
    }
}
