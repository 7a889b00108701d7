import Crypto
import Foundation
import GRDB
package import Model

/// The proof of what was deleted: links that are only ever added, each with the hash of itself and of all before it.
///
/// It shows that nothing in it was changed, taken out or put in another order since somebody last noted its head. Whoever
/// can write the journal could make it anew from any link on, but not with a head that was noted elsewhere before.
enum ProofChain {
    /// Adds a link; belongs in the transaction that records the deletion.
    static func append(_ deletion: Deletion, at now: Timestamp, in database: Database) throws {
        let head = try head(in: database)
        let number = head.number + 1
        var generator = SystemRandomNumberGenerator()
        let id = Data((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        let link = Link(
            number: number, id: id, class: deletion.class.rawValue, deadline: deletion.deadline.milliseconds,
            doneAt: now.milliseconds, outcome: deletion.outcome.rawValue)
        let hash = link.hash(after: head.hash)
        try database.run(
            "INSERT INTO proof (number, id, class, deadline, done_at, outcome, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [number, id, link.class, link.deadline, link.doneAt, link.outcome, hash])
        try database.run(
            """
            INSERT INTO proof_head (id, number, hash) VALUES (1, ?, ?)
            ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash
            """, [number, hash])
    }

    /// What goes before the first link.
    static let beginning = Data(SHA256.hash(data: Data("soframe proof of deletion 1".utf8)))

    /// The link that was added last; number 0 and the beginning before any was.
    static func head(in database: Database) throws -> (number: Int64, hash: Data) {
        guard let row = try database.row("SELECT number, hash FROM proof_head WHERE id = 1") else {
            return (0, beginning)
        }
        return (row["number"], row["hash"])
    }

    /// What a link says.
    struct Link {
        let number: Int64
        let id: Data
        let `class`: String
        let deadline: Int64
        let doneAt: Int64
        let outcome: String

        /// SHA-256 of the hash before it and of each part with its length before it, so that no two links read alike.
        func hash(after previous: Data) -> Data {
            var hash = SHA256()
            hash.update(data: previous)
            let numbers = [number, deadline, doneAt].map { Data(String($0).utf8) }
            for part in [id, Data(`class`.utf8), Data(outcome.utf8)] + numbers {
                hash.update(data: Data("\(part.count):".utf8) + part)
            }
            return Data(hash.finalize())
        }
    }
}

extension ProofChain.Link {
    init(row: Row) {
        self.init(
            number: row["number"], id: row["id"], class: row["class"], deadline: row["deadline"],
            doneAt: row["done_at"], outcome: row["outcome"])
    }
}

extension Journal {
    /// Records deletions that nothing else in the journal is changed by.
    package func prove(_ deletions: [Deletion], at now: Timestamp) async throws {
        guard !deletions.isEmpty else { return }
        try await write { database in
            for deletion in deletions { try ProofChain.append(deletion, at: now, in: database) }
        }
    }
}
