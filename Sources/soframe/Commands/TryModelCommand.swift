import ArgumentParser
import Service

/// The child process in which OpenVINO and models are tried. Only soframe itself starts it.
struct TryModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "try-model", shouldDisplay: false)

    @Argument var parent: Int32

    func run() throws {
        throw ExitCode(WorkerEntry.tryModel(parent: parent))
    }
}
