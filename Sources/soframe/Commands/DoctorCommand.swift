import ArgumentParser
import Service

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check whether this machine has what is needed; each finding with its remedy.",
        discussion: "Tries the sandbox live. Exit codes: 0 nothing is bad, 1 something is.")

    @OptionGroup var root: RootOptions

    func run() async throws {
        try await reportingErrors {
            let findings = Doctor(try root.folders.paths(root: root.root)).examine()
            for finding in findings { print(finding.text) }
            if findings.contains(where: { $0.verdict == .bad }) { throw ExitCode(1) }
        }
    }
}
