import Files
import Glibc
import Intake
import Journaling
import Model
import Watching

extension Installation {
    /// A desk that takes in this installation's inbox.
    func desk(clock: IntakeClock = .system) throws(FileError) -> IntakeDesk {
        IntakeDesk(inbox: try inbox, ledger: journal, key: journal.key, rules: IntakeRules(configuration), clock: clock)
    }

    /// What happens in the inbox from now on.
    func directoryEvents() throws(WatchingError) -> DirectoryEvents {
        let folder: Directory
        do throws(FileError) { folder = try inbox } catch { throw .cannotOpen(error.number ?? EBADF) }
        return try folder.withRawDescriptor { raw throws(WatchingError) in
            try DirectoryEvents(
                watching: raw, recursively: configuration.intake.recursive,
                skipping: { NameRules.isUneventful($0, isFolder: $1) })
        }
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
