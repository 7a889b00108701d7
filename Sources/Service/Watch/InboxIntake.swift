import Files
import Intake
import Journaling
import Model
import Watching

extension Installation {
    /// A desk that takes in this installation's inbox.
    func desk(clock: IntakeClock = .system) -> IntakeDesk {
        IntakeDesk(inbox: inbox, ledger: journal, key: journal.key, rules: IntakeRules(configuration), clock: clock)
    }

    /// Why the inbox must be polled instead of watched, as whole sentences; nil when it can be watched.
    func reasonToPoll() throws -> String? {
        switch (configuration.intake.poll, try inbox.fileSystemKind()) {
        case (.always, _): "The configuration says so (intake.poll)."
        case (.auto, .network(let name)): "The inbox is on \(name), where changes by others are not told."
        case (.auto, .local), (.never, _): nil
        }
    }
}
