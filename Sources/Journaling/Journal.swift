import Foundation
import GRDB
package import Model

/// The program's memory: every input, every job, every change of state with its time and reason.
///
/// A method is one transaction; it has happened whole when it returns, and survives a crash then. Cancelling a task stops
/// what it reads and never what it records. Deleted content is overwritten in the file (`secure_delete`, and `Names` for
/// what that leaves), and no log of it stays beside the file (`journal_mode=DELETE`).
package final class Journal: Sendable {
    let queue: DatabaseQueue
    let rule: DeletionRule
    /// For which occasions a job that ends leaves a hook to be run.
    let hooks: Set<HookOccasion>
    /// Which deadlines go by.
    package let clock: Clocks

    /// What paths and contents are hashed with: 32 bytes that never leave the state folder.
    package let key: [UInt8]

    let fingerprints: Fingerprints
    package let pathHash: PathHash

    /// Opens the journal, made if it is missing, for its owner alone.
    ///
    /// - Parameters:
    ///   - path: Of the database file, in a folder that only its owner can enter.
    ///   - rule: From which arrivals get their deadlines. Known inputs keep theirs; see `shortenDeadlines`.
    ///   - fingerprints: How long a rendered picture is known again after it has gone; what is known already keeps its
    ///     time, except that zero forgets all with the next sweep.
    ///   - hooks: For which occasions a job that ends leaves a hook to be run.
    /// - Throws: `JournalError` with what to do, or `DatabaseError`.
    package init(
        path: String, rule: DeletionRule, fingerprints: TimeSpan = .days(30), hooks: Set<HookOccasion> = [],
        clock: Clocks = .system
    ) throws {
        try JournalFile.prepare(path)
        (queue, key) = try Self.opened(path) {
            let queue = try DatabaseQueue(path: path, configuration: Self.configuration())
            let found = try queue.write { database in
                let found = try Schema.bringUpToDate(database)
                if found == 0 { try Self.makeKey(database) }
                return found
            }
            guard found <= Schema.version else {
                throw JournalError.newer(path, version: found, known: Schema.version)
            }
            if Schema.leavesCopies(from: found) { try queue.vacuum() }
            return queue
        }
        self.rule = rule
        self.fingerprints = Fingerprints(key: key, lifetime: fingerprints)
        pathHash = PathHash(key: key)
        self.hooks = hooks
        self.clock = clock
    }

    /// Opens a journal that another process may be writing, only to read it: nothing is made and nothing changed, and
    /// whatever would write throws.
    ///
    /// - Throws: `JournalError` when there is none or when another version wrote it, or `DatabaseError`.
    package init(readingAt path: String, rule: DeletionRule, clock: Clocks = .system) throws {
        try JournalFile.check(path)
        (queue, key) = try Self.opened(path) {
            let (queue, found) = try Self.reader(path)
            if found == 0 { throw JournalError.missing(path) }
            if found > Schema.version { throw JournalError.newer(path, version: found, known: Schema.version) }
            if found < Schema.version { throw JournalError.older(path, version: found, known: Schema.version) }
            return queue
        }
        self.rule = rule
        fingerprints = Fingerprints(key: key, lifetime: .zero)
        pathHash = PathHash(key: key)
        hooks = []
        self.clock = clock
    }

    /// One transaction that writes. What has happened is recorded even if the task was cancelled meanwhile.
    func write<Result: Sendable>(
        _ change: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.asyncWrite(change) { _, result in continuation.resume(with: result) }
        }
    }

    private static func makeKey(_ database: Database) throws {
        var generator = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        try database.execute(sql: "INSERT INTO secret (key) VALUES (?)", arguments: [Data(key)])
    }

    private static func opened(
        _ path: String, _ open: () throws -> DatabaseQueue
    ) throws -> (queue: DatabaseQueue, key: [UInt8]) {
        do {
            let queue = try open()
            guard let key = try queue.read({ try Data.fetchOne($0, sql: "SELECT key FROM secret") }) else {
                throw JournalError.notAJournal(path)
            }
            return (queue, Array(key))
        } catch let error as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode) {
            throw JournalError.notAJournal(path)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
            throw JournalError.unusable(path, why: error.message ?? "SQLite could not open it")
        }
    }

    private static func reader(_ path: String) throws -> (queue: DatabaseQueue, version: Int) {
        var configuration = configuration()
        configuration.readonly = true
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return (queue, try queue.read { try Schema.version($0) })
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
            // A process ended in the middle of a commit. Whoever can write takes that back by reading.
            configuration.readonly = false
            _ = try DatabaseQueue(path: path, configuration: configuration).read { try Schema.version($0) }
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return (queue, try queue.read { try Schema.version($0) })
        }
    }

    private static func configuration() -> GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.label = "journal"
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            // Sorting must leave no copy of a name in a temporary file.
            try database.execute(
                sql: "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY")
            if !database.configuration.readonly { try database.execute(sql: "PRAGMA journal_mode = DELETE") }
        }
        return configuration
    }
}
