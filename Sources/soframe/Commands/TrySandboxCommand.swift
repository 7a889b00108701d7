import ArgumentParser
import Model
import Service

/// The child process in which the sandbox is tried. Only soframe itself starts it.
struct TrySandboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "try-sandbox", shouldDisplay: false)

    @Argument(transform: { text in
        guard let mode = SandboxMode(rawValue: text) else { throw ValidationError("There is no sandbox \(text).") }
        return mode
    })
    var mode: SandboxMode

    @Argument var folder: String?

    func run() { WorkerEntry.trySandbox(mode, preparingWith: folder) }
}
