import ArgumentParser
import Service

struct CleanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean", abstract: "Delete what is past its deadline; for cron or a timer.",
        discussion: "Exit codes: 0 nothing overdue remains, 1 something does, 3 another sweep is at work.")

    @OptionGroup var root: RootOptions

    @Flag(help: "Show what would be deleted, and delete nothing.")
    var dryRun = false

    func run() async throws {
        try await reportingErrors {
            if dryRun {
                let plan = try await CleanRun(try root.look()).plan()
                for line in plan.lines { print(line) }
                Terminal.say("\(plan.lines.count) files would be deleted. Plan \(plan.digest).")
                return
            }
            let outcome = try await CleanRun(try root.open()).run()
            Terminal.say(troubles: outcome.failures, of: "clean")
            if let doubt = outcome.doubt { Terminal.say(doubt.sentence) }
            Terminal.say(
                "\(outcome.deleted) files were deleted; \(outcome.overdue) are overdue. Plan \(outcome.digest).")
            if !outcome.isComplete { throw ExitCode(1) }
        }
    }
}
