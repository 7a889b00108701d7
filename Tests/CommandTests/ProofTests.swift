import Fixtures
import Foundation
import Testing

/// `status --proof`, on a journal that the program wrote and somebody else changed.
@Suite(.timeLimit(.minutes(2)))
struct ProofTests {
    private let root: TestFolder

    init() throws {
        root = try TestFolder()
        try root.write("soframe.json", #"{"retention": {"keep": "1s", "schedule": {"every": "1s"}}}"#)
    }

    private func proof(_ arguments: String...) async throws -> Ended {
        try await Program(Program.soframe, ["status", root.path, "--proof"] + arguments).end()
    }

    /// Three files seen and deleted.
    private func deleteThree() async throws {
        for name in ["secret-name.jpg", "secret-name.jpg.json", "sub/other.png"] {
            try root.write("inbox/\(name)", "{}")
        }
        try await until("they are gone") {
            guard try await soframe("clean", root.path).code == 0 else { return false }
            return root.files(in: "inbox") == []
        }
    }

    /// Changes the journal as anybody can who may write it.
    private func tamper(_ sql: String) async throws {
        try await run(
            "python3", "-c",
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()",
            root.at("state/journal.sqlite"),
            "DROP TRIGGER proof_is_kept; DROP TRIGGER proof_is_fixed; " + sql)
    }

    @Test("It holds, for people and for programs, and says nothing of what was deleted")
    func holds() async throws {
        #expect(try await soframe("clean", root.path).code == 0)
        let empty = try await proof()
        #expect(empty.code == 0)
        #expect(empty.output.hasPrefix("The proof of deletion holds.\nNothing has been deleted yet.\nHead: "))
        try await deleteThree()
        let text = try await proof()
        #expect(text.code == 0)
        let lines = text.output.split(separator: "\n")
        #expect(lines[0] == "The proof of deletion holds.")
        #expect(lines[1].hasPrefix("It has 3 deletions, from 20") && lines[1].hasSuffix("Z."))
        #expect(lines[2].hasPrefix("Head: ") && lines[2].count == 70)
        #expect(lines[3] == "Who notes the head elsewhere can show later that nothing up to here was changed.")
        let json = try await proof("--json")
        #expect(json.code == 0)
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any] ?? [:]
        #expect(object["holds"] as? Bool == true && object["fault"] is NSNull)
        #expect(object["deletions"] as? Int == 3 && object["late"] as? Int == 0)
        #expect(object["latest_by_seconds"] as? Int ?? 9 < 9)
        #expect("Head: \(object["head"] as? String ?? "")" == lines[2])
        #expect(!(text.output + json.output).contains("secret-name"))
        let status = try await soframe("status", root.path)
        #expect(status.code == 0 && !status.output.contains("Head: "))
    }

    @Test("Where it is broken it says at which link, with exit code 1")
    func broken() async throws {
        try await deleteThree()
        try await tamper("UPDATE proof SET done_at = done_at - 1000 WHERE number = 2")
        let altered = try await proof()
        #expect(altered.code == 1)
        #expect(
            altered.output.hasPrefix(
                "The proof of deletion is broken at link 2: what it says is not what was recorded, or another link was put "
                    + "before it.\nUp to there it has 1 deletion, from "))
        let json = try await proof("--json")
        #expect(json.code == 1)
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any] ?? [:]
        #expect(object["holds"] as? Bool == false)
        #expect((object["fault"] as? String)?.hasPrefix("The proof of deletion is broken at link 2: ") == true)
        #expect(object["deletions"] as? Int == 1)
    }

    @Test("An end that was cut off shows")
    func truncated() async throws {
        try await deleteThree()
        try await tamper("DELETE FROM proof WHERE number = 3")
        let cut = try await proof()
        #expect(cut.code == 1)
        #expect(
            cut.output.hasPrefix(
                "The proof of deletion is broken: 3 links were recorded, and link 3 is missing at its end.\n"))
    }
}
