import ArgumentParser
import Service

@main
struct Soframe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soframe",
        abstract: "Turns pictures into short videos, offline, and forgets the pictures on schedule.",
        discussion: """
            Pictures go into ROOT/inbox, videos come out in ROOT/outbox; ROOT/state is private. ROOT/soframe.json is \
            optional configuration, and every key of it can come from the environment, as in SOFRAME_RETENTION_KEEP=2h.
            """,
        version: Version.text,
        subcommands: [
            WatchCommand.self, BatchCommand.self, RenderCommand.self, CleanCommand.self, StatusCommand.self,
            ExplainCommand.self, RetryCommand.self, EraseCommand.self, HoldCommand.self, CheckCommand.self,
            SchemaCommand.self, PresetsCommand.self, ModelsCommand.self,
            DoctorCommand.self,
            WorkerCommand.self, TrySandboxCommand.self, TryModelCommand.self,
        ])

    static func main() async {
        ProgramStart.prepare()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            // The parser's own code for bad usage is 64 (sysexits.h); the contract says 2.
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Terminal.say(fullMessage(for: error))
            exit(withError: ExitCode(2))
        }
    }
}
