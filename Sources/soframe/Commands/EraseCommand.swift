import ArgumentParser
import Model
import Service

struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Delete pictures now, with all that was made of them and every trace.",
        discussion: """
            A picture goes with its sidecar, its videos, notes and receipts, its fingerprint and all that the journal knows \
            of it. A job that waits or runs is stopped first. A video names its picture too.
            Exit codes: 0 all are gone, 1 some are not.
            """)

    @Argument(help: "Pictures in the inbox, or videos in the outbox.", completion: .file())
    var files: [String]

    @OptionGroup var root: RootOption

    func run() async throws {
        try await reportingErrors { try await root.ask(.erase, of: files) }
    }
}
