import GRDB
import Model

@testable import Journaling

/// A journal as an older version left it.
enum OlderJournal {
    /// Makes one that lacks a step of the schema and all after it, with the picture `a.jpg`, whose job waits.
    ///
    /// - Parameter arrival: The picture may stay for two hours from then on.
    static func make(at path: String, lacking step: String, arrival: Timestamp) throws {
        let steps = Schema.steps.prefix { $0 != step }
        let queue = try DatabaseQueue(path: path)
        try queue.write { database in
            database.add(function: PathHash(key: []).function)
            for step in steps { try database.execute(sql: step) }
            try database.execute(
                sql: """
                    INSERT INTO secret (key) VALUES (zeroblob(32));
                    INSERT INTO name VALUES (1, CAST('a.jpg' AS BLOB));
                    PRAGMA user_version = \(steps.count)
                    """)
            try database.execute(
                sql: """
                    INSERT INTO input (kind, device, inode, size, modified, changed, arrival, deadline, waits_for_job, latest)
                    VALUES ('picture', 1, 1, 1, 1, 1, :arrival, :arrival + 7200000, 0, :arrival + 7200000)
                    """, arguments: ["arrival": arrival.milliseconds])
            try database.execute(
                sql: "INSERT INTO job (input, state, settings, made_at) VALUES (1, 'queued', '{}', 0)")
        }
        try queue.close()
    }
}
