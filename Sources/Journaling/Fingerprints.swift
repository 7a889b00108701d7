import Crypto
import Foundation
import GRDB
import Model

/// What is kept of pictures that were rendered and are gone: enough to know the same picture with the same settings again,
/// and nothing that says which picture it was, where it was or what it was called.
struct Fingerprints: Sendable {
    /// `input` is the latest that it was kept of, so that the picture can be forgotten by its video too.
    static let table = ScrubbedTable(
        name: "fingerprint", columns: first.columns + ", input INTEGER", options: first.options)

    /// As the second step of the schema made it.
    static let first = ScrubbedTable(
        name: "fingerprint",
        columns: "hash BLOB PRIMARY KEY, made_at INTEGER NOT NULL, expires_at INTEGER NOT NULL",
        options: "STRICT, WITHOUT ROWID")

    private let key: SymmetricKey
    private let lifetime: TimeSpan

    /// - Parameters:
    ///   - key: The journal's, without which nobody can tell whether a picture at hand was among them.
    ///   - lifetime: How long one is kept after it was made; zero keeps none.
    init(key: [UInt8], lifetime: TimeSpan) {
        self.key = SymmetricKey(data: key)
        self.lifetime = lifetime
    }

    /// What is known of a picture that would be rendered with these settings; nil when it is not known.
    ///
    /// - Parameters:
    ///   - content: The keyed hash of its bytes.
    ///   - settings: As jobs keep them.
    ///   - depth: The keyed hash of its depth file, if that is wanted.
    func memory(
        of content: [UInt8], _ settings: String, depth: [UInt8]?, in database: Database
    ) throws -> Remembrance? {
        try memory(of: hash(content, settings, depth: depth), in: database)
    }

    /// Remembers the videos that were delivered of an input that is about to be recorded as gone.
    func keep(ofInput input: Int64, at now: Timestamp, in database: Database) throws {
        try keep(
            database.rows(
                """
                SELECT content.hash, settings, depth_hash, job.input FROM name JOIN content ON content.input = name.input
                JOIN job ON job.input = name.input JOIN job_settings ON job_settings.job = job.id WHERE name.input = ? AND job.state = 'delivered'
                """, [input]), at: now, in: database)
    }

    /// Remembers a job whose video is there now, if its picture went while it was rendered.
    func keep(ofJob job: Int64, at now: Timestamp, in database: Database) throws {
        try keep(
            database.rows(
                """
                SELECT content.hash, settings, depth_hash, job.input FROM job JOIN content ON content.input = job.input
                JOIN job_settings ON job_settings.job = job.id WHERE job.id = ? AND NOT EXISTS (SELECT 1 FROM name WHERE name.input = job.input)
                """, [job]), at: now, in: database)
    }

    /// Forgets those whose time is over, or all when none are wanted, and every byte of them.
    func forget(at now: Timestamp, in database: Database) throws {
        try database.run(
            "DELETE FROM fingerprint WHERE expires_at <= ? OR ?", [now.milliseconds, lifetime == .zero])
        if database.changesCount > 0 { try Self.table.scrub(database) }
    }

    /// Forgets what is known of one input, and every byte of it.
    func forget(input: Int64, in database: Database) throws {
        try database.run("DELETE FROM fingerprint WHERE input = ?", [input])
        let rows = try database.rows(
            """
            SELECT content.hash, settings, depth_hash FROM content JOIN job USING (input)
            JOIN job_settings ON job_settings.job = job.id WHERE input = ?
            """, [input])
        for row in rows {
            guard let hash = hash(row) else { continue }
            try database.run("DELETE FROM fingerprint WHERE hash = ?", [hash])
        }
        try Self.table.scrub(database)
    }

    private func keep(_ rows: [Row], at now: Timestamp, in database: Database) throws {
        guard let fresh = Remembrance(since: now, for: lifetime) else { return }
        for row in rows {
            guard let hash = hash(row) else { continue }
            let memory = try memory(of: hash, in: database)?.followed(by: fresh) ?? fresh
            try database.run(
                "INSERT OR REPLACE INTO fingerprint (hash, made_at, expires_at, input) VALUES (?, ?, ?, ?)",
                [hash, memory.since.milliseconds, memory.until.milliseconds, row["input"]])
        }
    }

    private func memory(of hash: Data, in database: Database) throws -> Remembrance? {
        try database.row("SELECT made_at, expires_at FROM fingerprint WHERE hash = ?", [hash])
            .map { Remembrance(since: $0.time("made_at"), until: $0.time("expires_at")) }
    }

    private func hash(_ job: Row) -> Data? {
        job.bytes("hash").map { hash($0, job["settings"], depth: job.bytes("depth_hash")) }
    }

    /// The word keeps it apart from all else that is hashed with the key; files' hashes are all of one length, and settings
    /// end with a brace.
    private func hash(_ content: [UInt8], _ settings: String, depth: [UInt8]?) -> Data {
        var hash = HMAC<SHA256>(key: key)
        hash.update(data: Array("fingerprint".utf8) + content)
        hash.update(data: Array(settings.utf8) + (depth ?? []))
        return Data(hash.finalize())
    }
}
