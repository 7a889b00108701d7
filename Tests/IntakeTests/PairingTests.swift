import Files
import Foundation
import Glibc
import Intake
import Model
import Testing
import Watching

struct PairingTests {
    @Test(
        "A sidecar that comes first, together, or within the wait serves", arguments: [0, 1, 2],
        ["a.jpg.json", "a.json"])
    func order(order: Int, sidecar: String) async throws {
        let inbox = try TestInbox()
        try await inbox.run(.zero)
        if order == 0 {
            try await inbox.drop(sidecar, #"{"seed": 7}"#)
            try await inbox.run(.seconds(60))
        }
        try await inbox.drop("a.jpg")
        if order == 2 { #expect(try await inbox.run(.milliseconds(1900)) == []) }
        if order > 0 { try await inbox.drop(sidecar, #"{"seed": 7}"#) }
        #expect(try await inbox.run(.seconds(10)).contains(.queued(job: 1)))
        #expect(await inbox.ledger.jobs.count == 1)
        #expect(try await inbox.settings("a.jpg")?.seed == 7)
        #expect(await inbox.ledger.jobs.first?.submission.sidecar?.path == (try place(sidecar)))
        #expect(await inbox.ledger.input(at: try place(sidecar))?.kind == .sidecar)
    }

    @Test("Of both names the full one wins, and the other may serve another picture")
    func bothNames() async throws {
        let inbox = try TestInbox(fresh: false)
        for name in ["a.jpg", "a.png"] { try inbox.write(name, name) }
        try inbox.write("a.jpg.json", #"{"seed": 1}"#)
        try inbox.write("a.json", #"{"seed": 2}"#)
        try await inbox.run(.seconds(1))
        #expect(try await inbox.settings("a.jpg")?.seed == 1)
        #expect(try await inbox.settings("a.png")?.seed == 2)
        #expect(await inbox.ledger.jobs.count == 2)
    }

    @Test("A plain sidecar that has no picture is nobody's, and not told to the ledger")
    func plainOrphan() async throws {
        let inbox = try TestInbox(fresh: false)
        try inbox.write("notes.json", "{}")
        try await inbox.run(.seconds(10))
        #expect(await inbox.ledger.inputs() == [])
    }

    @Test("A late sidecar makes a new revision, the same one again nothing")
    func late() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.seconds(5)) == [.queued(job: 1)])
        await inbox.ledger.deliver(try place("a.jpg"))
        try await inbox.drop("a.jpg.json", #"{"seed": 7}"#)
        #expect(try await inbox.run(.seconds(5)) == [.queued(job: 2)])
        try await inbox.drop("a.jpg.json", #"{"seed": 7}"#)
        #expect(try await inbox.run(.seconds(5)) == [.unchanged])
        try await inbox.drop("a.jpg.json", #"{"seed": 8}"#)
        #expect(try await inbox.run(.seconds(5)) == [.queued(job: 3)])
        #expect(try await inbox.settings("a.jpg")?.seed == 8)
    }

    @Test("A sidecar that is being written holds up its picture until it is whole")
    func halfWritten() async throws {
        let inbox = try TestInbox()
        try await inbox.run(.zero)
        let sidecar = try place("a.jpg.json")
        let writer = unsafe open(inbox.path + "/a.jpg.json", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        _ = unsafe write(writer, #"{"seed""#, 7)
        await inbox.desk.note(.touched(sidecar, .modified))
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.seconds(300)) == [])
        _ = unsafe write(writer, ": 7}", 4)
        close(writer)
        await inbox.desk.note(.written(sidecar))
        #expect(try await inbox.run(.seconds(2)) == [.queued(job: 1)])
        #expect(try await inbox.settings("a.jpg")?.seed == 7)
    }

    @Test("With sidecars required a picture waits on, also across reconciles")
    func required() async throws {
        var rules = IntakeRules()
        rules.sidecarRequired = true
        let inbox = try TestInbox(rules: rules)
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.seconds(3600)) == [])
        #expect(await inbox.desk.unsettledPictures == [try place("a.jpg")])
        try await inbox.drop("a.json", "{}")
        #expect(try await inbox.run(.seconds(2)) == [.queued(job: 1)])
        #expect(await inbox.desk.unsettledPictures == [])
    }

    @Test("An invalid sidecar refuses the picture in its sender's words, and a corrected one makes the job")
    func invalid() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg.json", #"{"motoin": "auto"}"#)
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.seconds(3)) == [.refused(job: 1)])
        let failure = try #require(try await inbox.failure("a.jpg"))
        #expect(failure.code == .sidecarInvalid)
        #expect(
            failure.sentence.hasPrefix("The settings file “a.jpg.json” is not valid. At /motoin (line 1, column 2), "))
        #expect(failure.sentence.contains(#"The nearest valid one is "motion"."#))
        #expect(failure.advice == "Correct it; the picture is rendered as soon as it is valid.")
        try await inbox.drop("a.jpg.json", "{")
        #expect(try await inbox.run(.seconds(3)) == [.refused(job: 2)])
        try await inbox.drop("a.jpg.json", "{}")
        #expect(try await inbox.run(.seconds(3)) == [.queued(job: 3)])
    }

    @Test("An invalid sidecar that is deleted no longer stands in the way")
    func invalidDeleted() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg.json", "{")
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.seconds(3)) == [.refused(job: 1)])
        try inbox.delete("a.jpg.json")
        await inbox.desk.note(.removed(try place("a.jpg.json")))
        #expect(try await inbox.run(.seconds(3)) == [.queued(job: 2)])
        #expect(await inbox.ledger.inputs().map(\.path.description) == ["a.jpg"])
    }

    @Test("A sidecar of more than 64 KiB is refused unread; one of exactly that is read")
    func large() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg.json", "{}" + String(repeating: " ", count: 65_535))
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.seconds(3)) == [.refused(job: 1)])
        #expect(
            try await inbox.failure("a.jpg")
                == JobFailure(
                    .sidecarTooLarge, "The settings file “a.jpg.json” is larger than 65536 bytes.",
                    advice: "Make it shorter; the picture is rendered as soon as it is valid."))
        try await inbox.drop("a.jpg.json", "{}" + String(repeating: " ", count: 65_534))
        #expect(try await inbox.run(.seconds(3)) == [.queued(job: 2)])
    }

    @Test("A sidecar that is a link refuses the picture")
    func linkedSidecar() async throws {
        let inbox = try TestInbox(fresh: false)
        try TestInbox.write(inbox.outside + "/x", "{}")
        #expect(unsafe symlink(inbox.outside + "/x", inbox.path + "/a.jpg.json") == 0)
        #expect(unsafe link(inbox.outside + "/x", inbox.path + "/b.json") == 0)
        try inbox.write("a.jpg", "a")
        try inbox.write("b.jpg", "b")
        try await inbox.run(.seconds(30))
        #expect(
            try await inbox.failure("a.jpg")
                == JobFailure(
                    .notARegularFile, "The settings file “a.jpg.json” is a symbolic link, not a regular file.",
                    advice: "Put the file itself there."))
        #expect(
            try await inbox.failure("b.jpg")
                == JobFailure(
                    .linkedElsewhere,
                    "The settings file “b.json” has another name on this volume (a hard link), so it could not be deleted.",
                    advice: "Remove the other name, or copy the file instead; the settings file is then taken."))
        try FileManager.default.removeItem(atPath: inbox.outside + "/x")
        try await inbox.run(.seconds(30))
        #expect(await inbox.queued == ["b.jpg"])
    }

    @Test("The nearest folder's defaults lie between the sidecar and the configuration")
    func layers() async throws {
        var rules = IntakeRules()
        var defaults = SettingsLayer()
        defaults.seed = 1
        defaults.priority = 1
        defaults.duration = 1
        rules.defaults = [defaults]
        let inbox = try TestInbox(fresh: false, rules: rules)
        try inbox.makeFolder("sub/below")
        try inbox.write("soframe-defaults.json", #"{"motion_amount": 0.5}"#)
        try inbox.write("sub/soframe-defaults.json", #"{"seed": 2, "priority": 2}"#)
        try inbox.write("sub/below/a.jpg", "a")
        try inbox.write("sub/below/a.jpg.json", #"{"seed": 3}"#)
        try inbox.write("b.jpg", "b")
        try await inbox.run(.seconds(1))
        let settings = try #require(try await inbox.settings("sub/below/a.jpg"))
        #expect(settings.seed == 3)
        #expect(settings.priority == 2)
        #expect(settings.duration == 1)
        #expect(settings.motionAmount == 0.2)
        #expect(try await inbox.settings("b.jpg")?.motionAmount == 0.5)
        #expect(await inbox.ledger.inputs().count == 3)
    }

    @Test("Invalid defaults refuse what lies below and name the file; corrected or deleted ones let it go on")
    func invalidDefaults() async throws {
        let inbox = try TestInbox()
        try inbox.makeFolder("sub")
        try await inbox.drop("sub/soframe-defaults.json", #"{"seed": -1}"#)
        try await inbox.drop("sub/a.jpg", "a")
        try await inbox.drop("b.jpg", "b")
        try await inbox.run(.seconds(5))
        #expect(await inbox.queued == ["b.jpg"])
        let failure = try #require(try await inbox.failure("sub/a.jpg"))
        #expect(failure.code == .sidecarInvalid)
        #expect(failure.sentence.hasPrefix("The settings file “sub/soframe-defaults.json” is not valid. At /seed"))
        try await inbox.drop("sub/soframe-defaults.json", #"{"seed": 4}"#)
        try await inbox.run(.seconds(5))
        #expect(try await inbox.settings("sub/a.jpg")?.seed == 4)
        #expect(await inbox.queued == ["b.jpg", "sub/a.jpg"])
        try await inbox.drop("sub/soframe-defaults.json", "[]")
        try await inbox.drop("sub/c.jpg", "c")
        try await inbox.run(.seconds(5))
        #expect(try await inbox.failure("sub/c.jpg")?.code == .sidecarInvalid)
        try inbox.delete("sub/soframe-defaults.json")
        await inbox.desk.note(.removed(try place("sub/soframe-defaults.json")))
        try await inbox.run(.seconds(5))
        #expect(try await inbox.failure("sub/c.jpg") == nil)
        #expect(await inbox.queued.contains("sub/c.jpg"))
    }
}
