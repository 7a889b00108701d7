import ArgumentParser
import Service

struct BatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "Render everything that is in the inbox now, between two sweeps; for cron.",
        discussion: """
            Waits up to 60 s for files that are still arriving and leaves the rest to the next run. Exit codes: 0 all \
            delivered, now or before, 1 some of this run refused or failed or left for want of disk space, 3 the state folder \
            is held by another instance.
            """)

    @OptionGroup var root: RootOptions

    func run() async throws {
        try await reportingErrors {
            let board = BatchBoard()
            let outcome = try await BatchRun(try root.open()) { board.show($0) }.run()
            board.finish()
            if outcome.refused > 0 { Terminal.say("\(outcome.refused) refused; their notes are in the outbox.") }
            if outcome.repeated > 0 {
                Terminal.say("\(outcome.repeated) rendered before and not again; their notes are in the outbox.")
            }
            if outcome.left > 0 { Terminal.say("\(outcome.left) left to the next run.") }
            if let shortage = outcome.shortage { Terminal.say("\(shortage.sentence) \(shortage.advice)") }
            if let sentence = outcome.hooks.sentence { Terminal.say(sentence) }
            Terminal.say(troubles: outcome.failures, of: "batch")
            if board.hasFailures || !outcome.isClean { throw ExitCode(1) }
        }
    }
}
