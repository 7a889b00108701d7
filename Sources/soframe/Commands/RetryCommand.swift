import ArgumentParser
import Model
import Service

struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Render pictures of the inbox again.",
        discussion: "Exit codes: 0 all will be rendered, 1 some will not.")

    @Argument(help: "Pictures in the inbox.", completion: .file())
    var files: [String]

    @OptionGroup var root: RootOption

    func run() async throws {
        try await reportingErrors {
            try await root.ask(.retry, of: files)
        }
    }
}
