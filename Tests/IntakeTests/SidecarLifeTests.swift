import Foundation
import Glibc
import Intake
import Model
import Testing
import Watching

/// Sidecars that are not as they should be, or not for long.
struct SidecarLifeTests {
    private static let text = #"{"seed": 7}"#

    private static let encodings: [(bytes: [UInt8], words: String)] = [
        ([0xEF, 0xBB, 0xBF] + text.utf8, "the text begins with a byte order mark; save it as UTF-8 without one"),
        ([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, "the text is not valid UTF-8"),
        ([0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, "the text is not valid UTF-8"),
        (text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, "At line 1, column 2, "),
        (#"{"seed": 7, "background": "gr"#.utf8 + [0xFC] + #"n"}"#.utf8, "the text is not valid UTF-8"),
    ]

    @Test(
        "A sidecar in another encoding than UTF-8 refuses its picture, says so, and can be saved anew",
        arguments: encodings)
    func encoding(bytes: [UInt8], words: String) async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg.json", bytes)
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.seconds(3)) == [.refused(job: 1)])
        let failure = try #require(try await inbox.failure("a.jpg"))
        #expect(failure.code == .sidecarInvalid)
        #expect(failure.sentence.hasPrefix("The settings file “a.jpg.json” is not valid. "))
        #expect(failure.sentence.contains(words), "\(failure.sentence)")
        try await inbox.drop("a.jpg.json", Self.text)
        #expect(try await inbox.run(.seconds(3)) == [.queued(job: 2)])
        #expect(try await inbox.settings("a.jpg")?.seed == 7)
    }

    @Test(
        "A picture whose settings or depth file changed just before a start is not settled until they are read",
        arguments: ["a.jpg.json", "soframe-defaults.json", "a.depth.png"])
    func changedBeforeStart(name: String) async throws {
        let inbox = try TestInbox()
        let orbit = #"{"motion": "orbit", "seed": 1}"#
        try await inbox.drop(name == "soframe-defaults.json" ? name : "a.jpg.json", orbit)
        try await inbox.drop("a.jpg")
        try await inbox.run(.seconds(20))
        await inbox.ledger.deliver(try place("a.jpg"))
        try inbox.write(name, name.hasSuffix("json") ? #"{"motion": "orbit", "seed": 2}"# : "depth")
        // The clock of the test is ahead of the file's by now.
        var rules = IntakeRules()
        rules.foundSettle = .minutes(1)
        let desk = inbox.restart(rules: rules)
        try await inbox.run(.zero, desk)
        #expect(await desk.unsettledPictures == [try place("a.jpg")])
        #expect(await desk.hasUnsettledPictures)
        #expect(try await inbox.run(.seconds(70), desk).contains(.queued(job: 2)) == (name != "soframe-defaults.json"))
        #expect(await desk.unsettledPictures == [])
        #expect(await !desk.hasUnsettledPictures)
    }

    @Test("A sidecar found half-written and held open holds up its picture, however long")
    func heldOpen() async throws {
        let inbox = try TestInbox(fresh: false)
        let writer = unsafe open(inbox.path + "/a.jpg.json", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        _ = unsafe write(writer, #"{"seed""#, 7)
        try inbox.write("a.jpg")
        #expect(try await inbox.run(.seconds(900)) == [])
        _ = unsafe write(writer, ": 7}", 4)
        close(writer)
        #expect(try await inbox.run(.seconds(10)) == [.queued(job: 1)])
        #expect(try await inbox.settings("a.jpg")?.seed == 7)
    }

    @Test("The full name takes over from the plain one when it comes later, and gives back when it goes")
    func takesOver() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.json", #"{"seed": 2}"#)
        try await inbox.drop("a.jpg")
        try await inbox.run(.seconds(3))
        #expect(try await inbox.settings("a.jpg")?.seed == 2)
        try await inbox.drop("a.jpg.json", #"{"seed": 1}"#)
        #expect(try await inbox.run(.seconds(3)) == [.queued(job: 2)])
        #expect(try await inbox.settings("a.jpg")?.seed == 1)
        try await inbox.drop("a.json", #"{"seed": 3}"#)
        #expect(try await inbox.run(.seconds(3)) == [.unchanged], "it serves nobody now")
        try inbox.delete("a.jpg.json")
        await inbox.desk.note(.removed(try place("a.jpg.json")))
        #expect(try await inbox.run(.seconds(3)) == [.queued(job: 3)])
        #expect(try await inbox.settings("a.jpg")?.seed == 3)
    }

    @Test("A sidecar without a picture is told of after ten minutes, and no more once a picture is there")
    func orphan() async throws {
        let inbox = try TestInbox()
        for name in ["a.jpg.json", "b.json", "c.png.json"] { try await inbox.drop(name, "{}") }
        try await inbox.drop("b.jpg")
        try await inbox.run(.seconds(540))
        #expect(await inbox.desk.report.orphanSidecars == [])
        try await inbox.drop("c.png")
        try await inbox.run(.seconds(400))
        #expect(await inbox.desk.report.orphanSidecars.map(\.description) == ["a.jpg.json"])
        // A plain name that was a sidecar once is one still when its picture has gone.
        try inbox.delete("b.jpg")
        await inbox.desk.note(.removed(try place("b.jpg")))
        try await inbox.run(.seconds(310))
        #expect(await inbox.desk.report.orphanSidecars.map(\.description) == ["a.jpg.json", "b.json"])
        #expect(await inbox.desk.report.foreignCount == 0)
        try await inbox.drop("a.jpg", "a")
        try await inbox.run(.seconds(310))
        #expect(await inbox.desk.report.orphanSidecars.map(\.description) == ["b.json"])
    }
}
