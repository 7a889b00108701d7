import GRDB
package import Model

/// Something that a user asks of the program that holds the state folder.
package struct Request: Equatable, Sendable, Identifiable {
    package let id: Int64
    package let action: UserRequest
    package let place: FilePlace
    /// Why something is held, in the user's words, and until when.
    package let words: String
    package let end: Timestamp?
}

extension Journal {
    /// Leaves a request for the instance that runs; returns its id, under which the answer will be.
    package func ask(
        _ action: UserRequest, _ place: FilePlace, words: String = "", end: Timestamp? = nil, at now: Timestamp
    ) async throws -> Int64 {
        try await write { database in
            try database.execute(
                sql: "INSERT INTO request (action, folder, path, words, ends_at, made_at) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    action.rawValue, place.folder.rawValue, place.path.blob, words, end?.milliseconds, now.milliseconds,
                ])
            return database.lastInsertedRowID
        }
    }

    /// Requests that wait for an answer, in order.
    package func requests() async throws -> [Request] {
        try await queue.read { database in
            try database.rows("SELECT * FROM request WHERE answer IS NULL ORDER BY id").map { row in
                let folder: FilePlace.Folder = try row.word("folder")
                return Request(
                    id: row["id"], action: try row.word("action"), place: FilePlace(folder, try row.path("path")),
                    words: row["words"] ?? "", end: (row["ends_at"] as Int64?).map(Timestamp.init(milliseconds:)))
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

extension FilePlace {
    /// Raw values are the journal's words.
    fileprivate enum Folder: String { case inbox, outbox }

    fileprivate init(_ folder: Folder, _ path: RelativePath) {
        self =
            switch folder {
            case .inbox: .inbox(path)
            case .outbox: .outbox(path)
            }
    }

    fileprivate var folder: Folder {
        switch self {
        case .inbox: .inbox
        case .outbox: .outbox
        }
    }
}
