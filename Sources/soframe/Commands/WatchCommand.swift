import ArgumentParser
import Foundation
import Service

struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Take in, render and sweep until stopped by SIGTERM or SIGINT.")

    @OptionGroup var root: RootOptions

    @Option(help: "How log lines on standard error look.")
    var logFormat = LogFormat.text

    func run() async throws {
        try await reportingErrors {
            let root = root
            let manager = ServiceManager(
                environment: ProcessInfo.processInfo.environment, process: ProcessInfo.processInfo.processIdentifier)
            try await WatchRun(logger: logFormat.logger("soframe"), manager: manager, opening: { try root.open() })
                .run()
        }
    }
}
