import Foundation
import GRDB
import Model
import Testing

@testable import Journaling

/// The chain of what was deleted, and what shows when somebody has been at it.
struct ProofTests {
    let test: TestJournal
    var journal: Journal { test.journal }

    init() throws { test = try TestJournal() }

    /// Five pictures that were deleted, an hour after the other.
    private func deleteFive() async throws {
        for inode in 1...5 {
            try await test.sight("\(inode).jpg", inode: UInt64(inode), at: Int64(inode) * 60)
            try await test.delete("\(inode).jpg", at: (24 + Int64(inode)) * 60)
        }
    }

    /// The first column of what a question yields.
    private func texts(_ sql: String) async throws -> [String] {
        try await journal.queue.read { try String.fetchAll($0, sql: sql) }
    }

    /// As somebody does who takes the triggers away first.
    private func tamper(_ sql: String) async throws {
        try await journal.queue.write { database in
            try database.execute(
                sql: "DROP TRIGGER IF EXISTS proof_is_kept; DROP TRIGGER IF EXISTS proof_is_fixed; " + sql)
        }
    }

    @Test("Before anything was deleted it holds, and its head is the beginning")
    func empty() async throws {
        let report = try await journal.verifyProof()
        #expect(report.fault == nil && report.links == 0 && report.first == nil && report.last == nil)
        #expect(report.head == "3328865bcce4cdfda19a2b4b6bd148dd7571b7a77b36dcb54eb116c891e081bc")
    }

    @Test("Each deletion adds a link that tells nothing of what it was")
    func links() async throws {
        try await deleteFive()
        let times = (1...5 as ClosedRange<Int64>).map { "\(Timestamp.minute((24 + $0) * 60).milliseconds)" }
        #expect(
            try await texts(
                "SELECT number || ' ' || class || ' ' || outcome || ' ' || deadline || ' ' || done_at FROM proof ORDER BY 1"
            ) == times.enumerated().map { "\($0 + 1) picture deleted \($1) \($1)" })
        #expect(Set(try await texts("SELECT hex(id) FROM proof WHERE length(id) = 16")).count == 5)
        #expect(
            try await texts("SELECT name FROM pragma_table_info('proof')") == [
                "number", "id", "class", "deadline", "done_at", "outcome", "hash",
            ], "No name, path, size or content.")
        let report = try await journal.verifyProof()
        #expect(report.fault == nil)
        #expect(report.links == 5)
        #expect(report.first == .minute(25 * 60))
        #expect(report.last == .minute(29 * 60))
        #expect(report.late == 0)
        #expect(try await texts("SELECT lower(hex(hash)) FROM proof WHERE number = 5") == [report.head])
    }

    @Test("Every kind of thing and every way of going has its word, and late ones are counted")
    func words() async throws {
        try await test.admit("a.jpg")
        let job = try await test.deliver("a.jpg", as: "a.mp4")
        for (inode, kind) in [(2, InputKind.sidecar), (3, .companion), (4, .transfer)] as [(UInt64, InputKind)] {
            try await test.sight("\(inode)", kind, inode: inode)
        }
        let due = try await journal.due(at: .minute(26 * 60))
        #expect(due.count == 4)
        let swept = due.map { SweptInput(id: $0.id, identity: $0.identity, wasThere: $0.kind != .sidecar) }
        try await journal.deleted(Array(swept.prefix(3)), at: .minute(26 * 60))
        try await journal.taken([swept[3]], at: .minute(27 * 60))
        try await journal.wrote(
            .note, job: job.id, input: job.input, path: place("n"), FileIdentity(device: 1, inode: 5), at: .minute(3))
        let outputs =
            try await journal.outputs(.video, until: .minute(9000)) + journal.outputs(.note, until: .minute(9000))
        try await journal.deleted(
            [
                SweptOutput(id: outputs[0].id, deadline: .minute(28 * 60), outcome: .superseded),
                SweptOutput(id: outputs[1].id, deadline: .minute(28 * 60), outcome: .gone),
            ], at: .minute(28 * 60 + 5))
        try await journal.prove(
            [
                Deletion(.temporary, deadline: .minute(29 * 60), outcome: .deleted),
                Deletion(.receipt, deadline: .minute(29 * 60), outcome: .erased),
            ], at: .minute(29 * 60 + 6))
        #expect(
            try await texts("SELECT class || ' ' || outcome FROM proof ORDER BY number") == [
                "picture deleted", "sidecar gone", "companion deleted", "transfer superseded", "video superseded",
                "note gone", "temporary deleted", "receipt erased",
            ])
        let report = try await journal.verifyProof()
        #expect(report.fault == nil)
        #expect(report.late == 6)
        #expect(report.latest == .hours(3))
        #expect(try await journal.outputs(.video, until: .minute(9000)) == [])
    }

    @Test("What is recorded twice, or was another file, adds one link or none")
    func once() async throws {
        let input = try await test.sight("a.jpg")
        let other = SweptInput(id: input.id, identity: FileIdentity(device: 1, inode: 99))
        try await journal.deleted([other], at: .minute(1))
        #expect(try await journal.verifyProof().links == 0)
        try await test.delete("a.jpg", at: 2)
        try await journal.deleted([SweptInput(id: input.id, identity: input.stamp.identity)], at: .minute(3))
        #expect(try await journal.verifyProof().links == 1)
    }

    @Test("It goes on after the journal was opened anew")
    func reopened() async throws {
        try await deleteFive()
        let later = try test.reopened()
        try await later.prove([Deletion(.video, deadline: .minute(1), outcome: .deleted)], at: .minute(1))
        let report = try await later.verifyProof()
        #expect(report.fault == nil && report.links == 6)
        let reader = try Journal(readingAt: test.path, rule: .hourly(keep: .zero))
        #expect(try await reader.verifyProof() == report)
    }

    @Test("SQLite refuses to change or remove a link by mistake")
    func refused() async throws {
        try await deleteFive()
        for sql in ["DELETE FROM proof WHERE number = 5", "UPDATE proof SET done_at = 0"] {
            await #expect(throws: DatabaseError.self) {
                try await journal.queue.write { try $0.execute(sql: sql) }
            }
        }
        #expect(try await journal.verifyProof().links == 5)
    }

    static let altered = "what it says is not what was recorded, or another link was put before it."

    @Test(
        "Whatever is done to it shows, with the link",
        arguments: [
            (
                "UPDATE proof SET done_at = done_at - 1 WHERE number = 3", 2,
                "is broken at link 3: \(ProofTests.altered)"
            ),
            (
                "UPDATE proof SET deadline = deadline + 1 WHERE number = 1", 0,
                "is broken at link 1: \(ProofTests.altered)"
            ),
            ("UPDATE proof SET class = 'video' WHERE number = 5", 4, "is broken at link 5: \(ProofTests.altered)"),
            ("UPDATE proof SET outcome = 'gone' WHERE number = 2", 1, "is broken at link 2: \(ProofTests.altered)"),
            ("UPDATE proof SET id = zeroblob(16) WHERE number = 2", 1, "is broken at link 2: \(ProofTests.altered)"),
            ("UPDATE proof SET hash = zeroblob(32) WHERE number = 4", 3, "is broken at link 4: \(ProofTests.altered)"),
            ("DELETE FROM proof WHERE number = 3", 2, "is broken: link 3 is missing, and link 4 follows."),
            ("DELETE FROM proof WHERE number = 1", 0, "is broken: link 1 is missing, and link 2 follows."),
            (
                "DELETE FROM proof WHERE number = 3; UPDATE proof SET number = number - 1 WHERE number > 3", 2,
                "is broken at link 3: \(ProofTests.altered)"
            ),
            (
                """
                UPDATE proof SET number = -2 WHERE number = 2; UPDATE proof SET number = 2 WHERE number = 4;
                UPDATE proof SET number = 4 WHERE number = -2
                """, 1, "is broken at link 2: \(ProofTests.altered)"
            ),
            (
                "INSERT INTO proof SELECT 6, id, class, deadline, done_at, outcome, hash FROM proof WHERE number = 5",
                5,
                "is broken at link 6: \(ProofTests.altered)"
            ),
            (
                "DELETE FROM proof WHERE number = 5", 4,
                "is broken: 5 links were recorded, and link 5 is missing at its end."
            ),
            (
                "DELETE FROM proof WHERE number > 2", 2,
                "is broken: 5 links were recorded, and links 3 to 5 are missing at its end."
            ),
            ("DELETE FROM proof", 0, "is broken: 5 links were recorded, and links 1 to 5 are missing at its end."),
            (
                "DELETE FROM proof_head", 5,
                "is broken: its recorded head is that of 0 links, and not of the 5 that are there."
            ),
            (
                "UPDATE proof_head SET number = 4", 5,
                "is broken: its recorded head is that of 4 links, and not of the 5 that are there."
            ),
            (
                "UPDATE proof_head SET hash = zeroblob(32)", 5,
                "is broken: its recorded head is not that of the 5 links that are there."
            ),
        ] as [(String, Int, String)])
    func tampering(sql: String, links: Int, fault: String) async throws {
        try await deleteFive()
        try await tamper(sql)
        let report = try await journal.verifyProof()
        #expect(report.fault == "The proof of deletion " + fault)
        #expect(report.links == links)
    }

    @Test("A chain that was made anew holds, but its head is not the one that was noted")
    func madeAnew() async throws {
        try await deleteFive()
        let noted = try await journal.verifyProof().head
        try await tamper("DELETE FROM proof; DELETE FROM proof_head")
        #expect(try await journal.verifyProof().fault == nil)
        for _ in 1...5 {
            try await journal.prove([Deletion(.picture, deadline: .minute(1), outcome: .deleted)], at: .minute(1))
        }
        let report = try await journal.verifyProof()
        #expect(report.fault == nil && report.links == 5)
        #expect(report.head != noted)
    }

    @Test("A deletion that could not be recorded adds no link, and the next one takes its number")
    func atomic() async throws {
        try await deleteFive()
        await #expect(throws: DatabaseError.self) {
            try await journal.write { database in
                try ProofChain.append(
                    Deletion(.picture, deadline: .minute(1), outcome: .erased), at: .minute(1), in: database)
                try database.execute(sql: "INSERT INTO nowhere VALUES (1)")
            }
        }
        try await journal.prove([Deletion(.note, deadline: .minute(1), outcome: .deleted)], at: .minute(1))
        let report = try await journal.verifyProof()
        #expect(report.fault == nil && report.links == 6)
    }
}
