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

    /// Whether the inbox is polled without being watched too. The desk sees to the polling by itself.
    func isOnlyPolled() throws -> Bool {
        switch (configuration.intake.poll, try inbox.fileSystemKind()) {
        case (.always, _), (.auto, .network): true
        case (.auto, .local), (.auto, .overlay), (.never, _): false
        }
    }
}
