import Foundation
import GRDB
import Model
import Testing

@testable import Journaling

/// The database file itself: its settings, rights and versions, and what stays in it.
struct FileTests {
    let test: TestJournal
    var journal: Journal { test.journal }

    init() throws { test = try TestJournal() }

    private func pragma(_ name: String, of journal: Journal) async throws -> String? {
        try await journal.queue.read { try String.fetchOne($0, sql: "PRAGMA \(name)") }
    }

    @Test(
        "Each connection is set as promised",
        arguments: [
            ("journal_mode", "delete"), ("secure_delete", "1"), ("synchronous", "2"), ("busy_timeout", "5000"),
            ("temp_store", "2"), ("foreign_keys", "1"),
        ])
    func pragmas(name: String, value: String) async throws {
        #expect(try await pragma(name, of: journal) == value)
        #expect(try await pragma(name, of: Journal(readingAt: test.path, rule: .hourly(keep: .zero))) == value)
    }

    private func permissions() throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: test.path)[.posixPermissions] as? Int
    }

    @Test("The file is its owner's alone, also one that was not")
    func rights() async throws {
        #expect(try permissions() == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: test.path)
        _ = try test.reopened()
        #expect(try permissions() == 0o600)
    }

    @Test("Nothing stays beside the file")
    func alone() async throws {
        try await test.admit("a.jpg")
        #expect(try FileManager.default.contentsOfDirectory(atPath: test.folder.path) == ["journal.sqlite"])
    }

    @Test("Opening again takes no step twice and keeps what was there")
    func stepsOnce() async throws {
        try await test.admit("a.jpg")
        let again = try test.reopened()
        #expect(try await pragma("user_version", of: again) == "\(Schema.version)")
        #expect(try await again.inputs() == (try await journal.inputs()))
        #expect(try await again.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM secret") } == 1)
    }

    @Test("An older journal gets what has come since, and keeps what it holds", arguments: [2, 3])
    func older(version: Int) async throws {
        let path = test.folder.appending(path: "older.sqlite").path
        try Self.makeOlder(path, version: version)
        #expect(
            readingFailure(path).contains("its tables are number \(version), this version reads \(Schema.version)"))
        let journal = try Journal(path: path, rule: .hourly(keep: .hours(24)), hooks: [.failed])
        #expect(try await journal.inputs().map(\.path) == [place("a.jpg")])
        #expect(try await journal.outputs(of: 1, .video).map(\.path) == [place("a.mp4")])
        #expect(try await journal.story(inbox: nil, outbox: place("gone.mp4"))?.input.id == 2)
        #expect(try await journal.outputs(of: 2, .video).map(\.path) == [nil])
        #expect(try await journal.recover(at: .minute(1)).map(\.path) == [place("b.mp4")])
        #expect(try await journal.requests() == [])
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(bytes.range(of: Data("gone.mp4".utf8)) == nil)
        let job = try #require(try await journal.claim(at: .minute(1)))
        try await journal.fail(job.id, .test, at: .minute(1))
        #expect(try await journal.dueHook(at: .minute(1))?.job == job.id)
    }

    /// A picture with a video, a job that waits and one that was about to deliver; a video whose picture has gone.
    private static func makeOlder(_ path: String, version: Int) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { database in
            for step in Schema.steps[..<version] { try database.execute(sql: step) }
            try database.execute(
                sql: """
                    PRAGMA user_version = \(version);
                    INSERT INTO secret (key) VALUES (zeroblob(32));
                    INSERT INTO input (kind, device, inode, size, modified, changed, arrival, deadline, waits_for_job, latest)
                        VALUES ('picture', 1, 1, 1, 1, 1, 0, 86400000, 0, 86400000),
                            ('picture', 1, 2, 1, 1, 1, 0, 0, 0, 0);
                    UPDATE input SET ending = 'deleted', ended_at = 0 WHERE id = 2;
                    INSERT INTO name VALUES (1, CAST('a.jpg' AS BLOB));
                    INSERT INTO job (input, state, settings, made_at, ended_at) VALUES (1, 'delivered', '{}', 0, 0);
                    INSERT INTO job (input, state, settings, made_at, video_path, video_device, video_inode)
                        VALUES (1, 'publishing', '{}', 0, CAST('b.mp4' AS BLOB), 1, 8);
                    INSERT INTO job (input, state, settings, made_at) VALUES (1, 'queued', '{}', 0);
                    INSERT INTO output (input, job, kind, path, device, inode, at)
                        VALUES (1, 1, 'video', CAST('a.mp4' AS BLOB), 1, 7, 0),
                            (2, 1, 'video', CAST('gone.mp4' AS BLOB), 1, 6, 0);
                    INSERT INTO request (action, path, made_at) VALUES ('retry', CAST('a.jpg' AS BLOB), 0);
                    """)
        }
        try queue.close()
    }

    @Test("Many that open a new journal at once make it once")
    func openingAtOnce() async throws {
        let path = test.folder.appending(path: "new.sqlite").path
        let keys = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 { group.addTask { try Journal(path: path, rule: .hourly(keep: .zero)).key } }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(keys.count == 1)
    }

    @Test("Two connections that write at once wait for each other")
    func twoWriters() async throws {
        let other = try test.reopened()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, journal) in [journal, other].enumerated() {
                group.addTask {
                    for count in 0..<40 {
                        _ = try await journal.sight([
                            Sighting(
                                path: place("\(index)-\(count).jpg"), kind: .picture, stamp: .test(), at: .minute(0))
                        ])
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await journal.inputs().count == 80)
    }

    @Test("A reader sees what is written meanwhile, and cannot write")
    func reading() async throws {
        let reader = try Journal(readingAt: test.path, rule: .hourly(keep: .hours(24)))
        try await test.admit("a.jpg")
        #expect(try await reader.counts() == [.queued: 1])
        #expect(try await reader.due(at: .minute(24 * 60)).count == 1)
        #expect(try await reader.story(inbox: place("a.jpg"), outbox: nil)?.input.path == (try place("a.jpg")))
        #expect(reader.key == journal.key)
        await #expect(throws: DatabaseError.self) { try await reader.setFact("x", "y") }
        #expect(try await journal.fact("x") == nil)
    }

    @Test("A reader takes back what a process left half written when it ended")
    func readingAfterCrash() async throws {
        try await test.admit("a.jpg")
        try leaveHotJournal()
        let reader = try Journal(readingAt: test.path, rule: .hourly(keep: .zero))
        #expect(try await reader.inputs().map(\.path) == [place("a.jpg")])
    }

    /// Copies the file and its rollback journal as they stand within a transaction whose pages were written already.
    private func leaveHotJournal() throws {
        let copy = test.folder.appending(path: "copy")
        let queue = try DatabaseQueue(path: test.path)
        try queue.inDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE")
            for _ in 0..<200 {
                try database.execute(sql: "INSERT INTO fact VALUES (hex(randomblob(8)), hex(zeroblob(2000)))")
            }
            try database.execute(sql: "UPDATE name SET path = x'00'")
            try FileManager.default.copyItem(atPath: test.path, toPath: copy.path)
            try FileManager.default.copyItem(atPath: test.path + "-journal", toPath: copy.path + "-journal")
            try database.execute(sql: "ROLLBACK")
        }
        try queue.close()
        try FileManager.default.removeItem(atPath: test.path)
        try FileManager.default.moveItem(atPath: copy.path, toPath: test.path)
        try FileManager.default.moveItem(atPath: copy.path + "-journal", toPath: test.path + "-journal")
    }

    private func failure(_ open: () throws -> Journal) -> String {
        do {
            _ = try open()
            return "It opened."
        } catch {
            return "\(error)"
        }
    }

    private func readingFailure(_ path: String) -> String {
        failure { try Journal(readingAt: path, rule: .hourly(keep: .zero)) }
    }

    @Test("Reading where there is no journal says so and makes none")
    func readingNothing() throws {
        let path = test.folder.appending(path: "none.sqlite").path
        let sentence =
            "There is no journal at “\(path)”: nothing has run with this state folder yet. "
            + "Start soframe watch or soframe batch, or name another folder with --state."
        #expect(readingFailure(path) == sentence)
        #expect(FileManager.default.fileExists(atPath: path) == false)
        try Data().write(to: URL(filePath: path))
        #expect(readingFailure(path) == sentence)
        #expect(try Data(contentsOf: URL(filePath: path)).isEmpty)
    }

    @Test("A journal of a newer version is refused, to read and to write, and left as it is")
    func newer() async throws {
        try await journal.queue.write { try $0.execute(sql: "PRAGMA user_version = \(Schema.version + 1)") }
        let bytes = try test.bytes()
        let sentence =
            "The journal “\(test.path)” was written by a newer version of soframe (its tables are number \(Schema.version + 1), this version "
            + "knows \(Schema.version)). Use that version, or name another folder with --state."
        #expect(readingFailure(test.path) == sentence)
        #expect(failure { try test.reopened() } == sentence)
        #expect(try test.bytes() == bytes)
    }

    @Test("A file that is no journal, or no file, is refused in words")
    func notAJournal() throws {
        let text = test.folder.appending(path: "text.sqlite").path
        try Data(String(repeating: "no database ", count: 200).utf8).write(to: URL(filePath: text))
        let sentence =
            "“\(text)” is no journal, or it is damaged. Put a backup in its place, or move it away: "
            + "soframe then starts a new one, and deletes only what it sees from then on."
        #expect(readingFailure(text) == sentence)
        #expect(failure { try Journal(path: text, rule: .hourly(keep: .zero)) } == sentence)
        let folder = test.folder.path
        let folderSentence =
            "The journal “\(folder)” is not a regular file. Move away what stands there, "
            + "or name another folder with --state."
        #expect(readingFailure(folder) == folderSentence)
        #expect(failure { try Journal(path: folder, rule: .hourly(keep: .zero)) } == folderSentence)
        let missing = folder + "/no/journal.sqlite"
        #expect(
            failure { try Journal(path: missing, rule: .hourly(keep: .zero)) }
                == "Could not open the journal “\(missing)”: No such file or directory. "
                + "Give the user that runs soframe access to it and to its folder.")
    }
}
