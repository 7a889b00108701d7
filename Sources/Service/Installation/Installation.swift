package import Files
import Foundation
package import Journaling
package import Model

/// The open folders and the journal of one installation.
package struct Installation: Sendable {
    private let heldInbox: Result<Directory, FileError>
    package let outbox: Directory
    /// Private to its owner.
    package let state: Directory
    package let journal: Journal
    package let rule: DeletionRule
    package let configuration: Configuration
    package let paths: InstallationPaths

    /// Opens everything; what is missing is made.
    ///
    /// - Parameter clock: What deadlines go by.
    package init(_ paths: InstallationPaths, clock: Clocks = .system) throws {
        self.paths = paths
        configuration = paths.configuration
        rule = configuration.retention.rule(zone: try SystemZone(named: configuration.retention.timeZone))
        try paths.checkApart()
        outbox = try Directory.create(paths.outbox)
        state = try Directory.create(paths.state, permissions: 0o700)
        journal = try Journal(
            path: paths.journal, rule: rule, fingerprints: configuration.retention.fingerprints,
            hooks: configuration.hooks.occasions, clock: clock)
        // An empty folder in its place would say that all its files were taken away.
        heldInbox = .success(
            try journal.knowsFiles() ? Self.knownInbox(paths.inbox) : Directory.create(paths.inbox))
        try state.makeSubdirectories(ProgressBoard.folder)
    }

    /// Opens everything only to look at it: nothing is made or changed, and the journal cannot be written.
    package init(lookingAt paths: InstallationPaths, clock: Clocks = .system) throws {
        self.paths = paths
        configuration = paths.configuration
        rule = configuration.retention.rule(zone: try SystemZone(named: configuration.retention.timeZone))
        journal = try Journal(readingAt: paths.journal, rule: rule, clock: clock)
        heldInbox = Self.opened(paths.inbox)
        outbox = try Directory.open(paths.outbox)
        state = try Directory.open(paths.state)
    }

    /// The same with another folder as the inbox.
    init(_ other: Installation, inbox: Directory) {
        heldInbox = .success(inbox)
        outbox = other.outbox
        state = other.state
        journal = other.journal
        rule = other.rule
        configuration = other.configuration
        paths = other.paths
    }

    /// Throws when it was opened only to look, and cannot be.
    package var inbox: Directory {
        get throws(FileError) { try heldInbox.get() }
    }

    package var sweeper: SweepRun {
        get throws { try SweepRun(self) }
    }

    private static func opened(_ path: String) -> Result<Directory, FileError> {
        do throws(FileError) {
            return .success(try Directory.open(path))
        } catch {
            return .failure(error)
        }
    }

    private static func knownInbox(_ path: String) throws -> Directory {
        do throws(FileError) {
            return try Directory.open(path)
        } catch {
            guard error.isMissing else { throw error }
            throw UserError(
                "The inbox \(path) is not there, although files in it are known. Mount it or put it back; if they are "
                    + "meant to be gone, make an empty folder there.")
        }
    }
}

extension InstallationPaths {
    fileprivate var journal: String { "\(state)/journal.sqlite" }

    /// A video that lands in the inbox would be taken for a foreign file, and the state folder is nobody's inbox.
    fileprivate func checkApart() throws(UserError) {
        let folders = [("inbox", inbox), ("outbox", outbox), ("state", state)]
            .map { ($0.0, URL(fileURLWithPath: $0.1).resolvingSymlinksInPath().path) }
        for (name, path) in folders {
            for (other, otherPath) in folders where name != other && "\(path)/".hasPrefix("\(otherPath)/") {
                throw UserError(
                    "The \(name) folder \(path) lies within the \(other) folder \(otherPath). Keep the three folders apart."
                )
            }
        }
    }
}
