import ArgumentParser
import Service

/// The child process that renders one picture. Only soframe itself starts it.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "worker", shouldDisplay: false)

    @Argument var parent: Int32

    func run() throws {
        throw ExitCode(WorkerEntry.run(parent: parent))
    }
}
