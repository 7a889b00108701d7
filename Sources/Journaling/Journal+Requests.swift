import GRDB
package import Model

/// Something that a user asks of the program that holds the state folder.
package struct Request: Equatable, Sendable, Identifiable {
    /// Raw values are the journal's words.
    package enum Action: String, Sendable {
        /// Render the picture at that path again.
        case retry
    }

    package let id: Int64
    package let action: Action
    /// In the inbox.
    package let path: RelativePath
}

/// How a request ended.
package struct Answer: Equatable, Sendable {
    package let succeeded: Bool
    /// A whole sentence.
    package let sentence: String

    package init(succeeded: Bool, sentence: String) {
        self.succeeded = succeeded
        self.sentence = sentence
    }
}

extension Journal {
    /// Leaves a request for the instance that runs; returns its id, under which the answer will be.
    package func ask(_ action: Request.Action, _ path: RelativePath, at now: Timestamp) async throws -> Int64 {
        try await write { database in
            try database.execute(
                sql: "INSERT INTO request (action, path, made_at) VALUES (?, ?, ?)",
                arguments: [action.rawValue, path.blob, now.milliseconds])
            return database.lastInsertedRowID
        }
    }

    /// Requests that wait for an answer, in order.
    package func requests() async throws -> [Request] {
        try await queue.read { database in
            try database.rows("SELECT * FROM request WHERE answer IS NULL ORDER BY id").map { row in
                Request(id: row["id"], action: try row.word("action"), path: try row.path("path"))
            }
        }
    }

    /// Answers a request.
    package func answer(_ request: Int64, _ answer: Answer) async throws {
        try await write { database in
            try database.execute(
                sql: "UPDATE request SET answer = ?, succeeded = ? WHERE id = ?",
                arguments: [answer.sentence, answer.succeeded, request])
        }
    }

    /// Takes an answer away, with its request; nil while there is none.
    package func takeAnswer(to request: Int64) async throws -> Answer? {
        try await write { database in
            let row = try database.row(
                "SELECT answer, succeeded FROM request WHERE id = ? AND answer IS NOT NULL", [request])
            guard let row else { return nil }
            try database.run("DELETE FROM request WHERE id = ?", [request])
            try Names.haveChanged(database)
            return Answer(succeeded: row["succeeded"], sentence: row["answer"])
        }
    }
}
