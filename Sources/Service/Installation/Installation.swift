package import Files
import Foundation
package import Journaling
package import Model

/// The open folders and the journal of one installation.
package struct Installation: Sendable {
    package let inbox: Directory
    package let outbox: Directory
    /// Private to its owner.
    package let state: Directory
    package let journal: Journal
    package let rule: DeletionRule
    package let configuration: Configuration
    package let paths: InstallationPaths

    /// Opens everything; what is missing is made.
    package init(_ paths: InstallationPaths) throws {
        self.paths = paths
        configuration = paths.configuration
        rule = configuration.retention.rule(zone: try SystemZone(named: configuration.retention.timeZone))
        try paths.checkApart()
        inbox = try Directory.create(paths.inbox)
        outbox = try Directory.create(paths.outbox)
        state = try Directory.create(paths.state, permissions: 0o700)
        journal = try Journal(
            path: paths.journal, rule: rule, fingerprints: configuration.retention.fingerprints,
            hooks: configuration.hooks.occasions)
        try state.makeSubdirectories(ProgressBoard.folder)
    }

    /// Opens everything only to look at it: nothing is made or changed, and the journal cannot be written.
    package init(lookingAt paths: InstallationPaths) throws {
        self.paths = paths
        configuration = paths.configuration
        rule = configuration.retention.rule(zone: try SystemZone(named: configuration.retention.timeZone))
        journal = try Journal(readingAt: paths.journal, rule: rule)
        inbox = try Directory.open(paths.inbox)
        outbox = try Directory.open(paths.outbox)
        state = try Directory.open(paths.state)
    }

    package var sweeper: SweepRun { SweepRun(self) }
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
