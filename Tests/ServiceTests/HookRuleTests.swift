import Files
import Fixtures
import Foundation
import Journaling
import Model
import Testing

@testable import Service

/// The rules of hooks that need no program.
struct HookRuleTests {
    @Test("A hook is tried again after growing times up to an hour, and then given up")
    func backoff() {
        let waits = (1...6).map { HookBackoff.verdict(failures: $0) }
        #expect(
            waits == [
                .again(after: .seconds(10)), .again(after: .minutes(1)), .again(after: .minutes(5)),
                .again(after: .minutes(20)), .again(after: .hours(1)), .giveUp,
            ])
    }

    @Test(
        "A configuration with hooks must be root's or ours, and nobody else's to change",
        arguments: [
            (0, 0o644, nil), (7, 0o600, nil), (7, 0o755, nil),
            (
                8, 0o644,
                "belongs to the user 8, who is neither root nor the one that runs soframe (7). "
                    + "Give it to one of them with chown, or take hooks out of it."
            ),
            (7, 0o664, "others than its owner may change it. Run chmod go-w on it, or take hooks out of it."),
            (0, 0o646, "others than its owner may change it. Run chmod go-w on it, or take hooks out of it."),
        ] as [(UInt32, UInt16, String?)])
    func trust(owner: UInt32, permissions: UInt16, problem: String?) {
        var sentence: String?
        do throws(UserError) {
            try HookTrust.check(owner: owner, permissions: permissions, path: "/r/soframe.json", user: 7)
        } catch {
            sentence = error.description
        }
        #expect(sentence == problem.map { "/r/soframe.json names hooks, which are programs to be run, and \($0)" })
    }

    @Test("Every trouble is told in a sentence")
    func troubles() {
        #expect(HookTrouble.exited(code: 3).sentence == "It ended with the code 3.")
        #expect(HookTrouble.killed(signal: 9).sentence == "It was killed by the signal 9.")
        #expect(HookTrouble.tooLong(limit: .seconds(60)).sentence == "It had not ended after 1m and was killed.")
        #expect(HookTrouble.notStarted("Exec format error").sentence == "It could not be started: Exec format error.")
    }

    @Test("The message of a delivered video is one line with both places and the times")
    func delivered() async throws {
        let test = try TestInstallation(#"{"hooks": {"delivered": ["/bin/true"]}}"#)
        let id = try await test.admit("x/a \"b\"\n.jpg", Data("picture".utf8))
        try test.root.makeFolder("outbox/x")
        try await test.deliver(try await test.claim(), as: "x/é.mp4")
        let hook = try #require(try await test.journal.dueHook(at: .now))
        let text = HookMessage(hook: hook).text
        #expect(text.hasSuffix("}\n") && text.split(separator: "\n").count == 1)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["event"] as? String == "delivered" && object["job"] as? Int == Int(id))
        #expect(object["attempt"] as? Int == 1)
        #expect(object["picture"] as? String == "x/a \"b\"\n.jpg" && object["video"] as? String == "x/é.mp4")
        #expect(object["code"] is NSNull && object["what"] is NSNull && object["advice"] is NSNull)
        for key in ["arrived_at", "queued_at", "ended_at", "picture_is_deleted_at"] {
            #expect((object[key] as? String)?.hasPrefix("20") == true, "\(key)")
        }
        #expect(object.count == 12)
    }

    @Test("The message of a failure says why; a name that is no text comes as its bytes")
    func failed() async throws {
        let test = try TestInstallation(#"{"hooks": {"failed": ["/bin/true"]}}"#)
        let path = try #require(RelativePath(bytes: [0x61, 0xFF]))
        let stamp = try #require(try test.installation.inbox.status(of: .root)).stamp
        _ = try await test.journal.admit([
            Submission(path: path, stamp: stamp, contentHash: [1], sidecar: nil, wish: .failure(.test), at: .now)
        ])
        let hook = try #require(try await test.journal.dueHook(at: .now))
        let text = HookMessage(hook: hook).text
        #expect(text.contains(#""picture": null, "picture_base64": "Yf8=", "video": null, "#))
        #expect(
            text.contains(
                #""code": "sidecar-invalid", "what": "The sidecar is wrong.", "advice": "Mend it.", "arrived_at": "20"#)
        )
    }

    @Test("The doctor looks whether the programs are there")
    func doctor() throws {
        var hooks = Hooks()
        #expect(HookCheck.examine(hooks) == [])
        hooks.delivered = ["/bin/true"]
        hooks.failed = ["/nowhere/tell", "x"]
        let findings = HookCheck.examine(hooks)
        #expect(findings.map(\.verdict) == [.good, .warning])
        #expect(
            findings.last?.sentence
                == "The program /nowhere/tell of hooks.failed is not there or cannot be run by this user.")
    }
}
