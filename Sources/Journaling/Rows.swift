import Foundation
import GRDB
import Model

/// Columns that several tables share, between SQLite's types and the model's. The tables are strict and say which
/// columns are never blank, so reading one of those as its type cannot fail.
extension Row {
    func path(_ column: String) throws -> RelativePath {
        guard let path = try blankablePath(column) else { throw JournalError.damaged(column) }
        return path
    }

    /// Nil when it is blank.
    func blankablePath(_ column: String) throws -> RelativePath? {
        guard let bytes = self[column] as Data? else { return nil }
        guard let path = RelativePath(bytes: bytes) else { throw JournalError.damaged(column) }
        return path
    }

    func bytes(_ column: String) -> [UInt8]? { (self[column] as Data?).map(Array.init) }

    var identity: FileIdentity { identity("device", "inode") }

    func identity(_ device: String, _ inode: String) -> FileIdentity {
        FileIdentity(device: UInt64(bitPattern: self[device]), inode: UInt64(bitPattern: self[inode]))
    }

    var stamp: FileStamp {
        FileStamp(identity: identity, size: self["size"], modified: self["modified"], changed: self["changed"])
    }

    func time(_ column: String) -> Timestamp { Timestamp(milliseconds: self[column]) }

    func word<Word: RawRepresentable<String>>(_ column: String) throws -> Word {
        guard let word: Word = try blankableWord(column) else { throw JournalError.damaged(column) }
        return word
    }

    /// Nil when it is blank.
    func blankableWord<Word: RawRepresentable<String>>(_ column: String) throws -> Word? {
        guard let text = self[column] as String? else { return nil }
        guard let word = Word(rawValue: text) else { throw JournalError.damaged(column) }
        return word
    }
}

extension RelativePath {
    var blob: Data { Data(bytes) }
}

extension FileIdentity {
    var arguments: StatementArguments { [Int64(bitPattern: device), Int64(bitPattern: inode)] }
}

extension FileStamp {
    var arguments: StatementArguments { identity.arguments + [size, modified, changed] }
}

/// Statements that are asked for often, compiled once.
extension Database {
    func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    func row(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Row? {
        try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }

    func rows(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> [Row] {
        try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
    }

    /// What a change of state is noted for.
    enum Subject: String { case input, job }

    /// Notes a change of state; belongs in the transaction that makes it.
    func note(_ subject: Subject, _ id: Int64, _ state: String, at: Timestamp, _ reason: String) throws {
        try run(
            "INSERT INTO transition (subject, subject_id, state, at, reason) VALUES (?, ?, ?, ?, ?)",
            [subject.rawValue, id, state, at.milliseconds, reason])
    }
}
