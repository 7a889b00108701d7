import ArgumentParser
import Model
import Service

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Validate sidecars and print the settings that they make.",
        discussion: "Exit codes: 0 all are valid, 1 some are not.")

    @Argument(help: "Sidecars.", completion: .file(extensions: ["json"]))
    var sidecars: [String]

    func run() async throws {
        try await reportingErrors {
            var isInvalid = false
            for path in sidecars {
                do {
                    let settings = Settings.resolved([try SidecarFile.read(try NamedPlace(path))])
                    print("\(path): valid")
                    for row in settings.listing where row.value != nil { print("  \(row.name): \(row.valueText)") }
                    for warning in settings.warnings { Terminal.say("\(path): \(warning)") }
                } catch let failure as JobFailure {
                    Terminal.say(failure.sentence)
                    isInvalid = true
                }
            }
            if isInvalid { throw ExitCode(1) }
        }
    }
}
