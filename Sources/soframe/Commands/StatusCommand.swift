import ArgumentParser
import Service
import StrictJSON

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show the queue, running jobs, last results and deletions.",
        discussion:
            """
            Exit codes: 0 healthy, 1 something is overdue, the inbox is unavailable, disk space is lacking, or a disk fails. \
            With --proof: 0 the proof of deletion holds, 1 it does not.
            """
    )

    @OptionGroup var root: RootOptions

    @Flag(help: "For programs.")
    var json = false

    @Flag(help: "For Prometheus: figures in its text format, as node_exporter's textfile collector takes them.")
    var prometheus = false

    @Flag(help: "Verify the proof of deletion instead, and print its head.")
    var proof = false

    func validate() throws {
        if json, prometheus { throw ValidationError("--json and --prometheus are two forms of the same; choose one.") }
        if proof, prometheus { throw ValidationError("--proof is told as text or with --json, not with --prometheus.") }
    }

    func run() async throws {
        try await reportingErrors {
            let installation = try root.look()
            if proof {
                let report = try await ProofCheck.run(installation)
                print(json ? JSONWriter.pretty(report.json) : report.text)
                if !report.holds { throw ExitCode(1) }
                return
            }
            let report = try await StatusReport(installation)
            if prometheus {
                print(try await StatusMetrics(report, installation.journal).text, terminator: "")
            } else {
                print(json ? JSONWriter.pretty(report.json) : report.text)
            }
            if !report.isHealthy { throw ExitCode(1) }
        }
    }
}
