import ArgumentParser
import Service
import StrictJSON

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show the queue, running jobs, last results and deletions.",
        discussion:
            "Exit codes: 0 healthy, 1 something is overdue, the inbox is unavailable, disk space is lacking, or a disk fails."
    )

    @OptionGroup var root: RootOptions

    @Flag(help: "For programs.")
    var json = false

    func run() async throws {
        try await reportingErrors {
            let report = try await StatusReport(try root.look())
            print(json ? JSONWriter.pretty(report.json) : report.text)
            if !report.isHealthy { throw ExitCode(1) }
        }
    }
}
