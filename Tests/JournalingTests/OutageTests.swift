import GRDB
import Model
import Testing

@testable import Journaling

/// What of SQLite's errors passes when the disk or the machine is well again.
struct OutageTests {
    @Test(
        "A full or failing disk, one that can only be read, a long lock and want of memory pass",
        arguments: [
            ResultCode.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_NOMEM,
            .SQLITE_IOERR_NOMEM, .SQLITE_BUSY, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_READONLY_DIRECTORY,
        ])
    func passing(code: ResultCode) {
        #expect(JournalOutage(DatabaseError(resultCode: code, message: "about cat.jpg")) != nil)
        #expect(
            JournalOutage(DatabaseError(resultCode: code, message: "about cat.jpg"))?.reason.contains("cat") == false)
    }

    @Test(
        "Damage, mistakes and another file in the journal's place do not",
        arguments: [
            ResultCode.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CONSTRAINT, .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_ERROR,
            .SQLITE_MISUSE, .SQLITE_READONLY_DBMOVED, .SQLITE_SCHEMA, .SQLITE_INTERRUPT,
        ])
    func lasting(code: ResultCode) { #expect(JournalOutage(DatabaseError(resultCode: code)) == nil) }

    @Test("Errors of others do not")
    func others() {
        #expect(JournalOutage(CancellationError()) == nil)
        #expect(JournalOutage(JournalError.notAJournal("journal")) == nil)
    }

    @Test("A journal that found no room goes on when there is some, with nothing of what failed")
    func full() async throws {
        let test = try TestJournal()
        try await test.admit("a.jpg")
        let limit = try await test.journal.queue.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
            return pages
        }
        let value = String(repeating: "long", count: 10_000)
        let error = await #expect(throws: DatabaseError.self) { try await test.journal.setFact("intake", value) }
        #expect(error.flatMap { JournalOutage($0)?.reason } == "database or disk is full")
        #expect(try await test.journal.fact("intake") == nil)
        try await test.journal.queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA max_page_count = \(limit + 100)")
        }
        try await test.journal.setFact("intake", value)
        #expect(try await test.journal.fact("intake") == value)
    }
}
