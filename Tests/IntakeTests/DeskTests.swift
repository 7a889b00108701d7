import Files
import Foundation
import Glibc
import Intake
import Model
import Testing
import Watching

struct DeskTests {
    @Test("A written picture is sighted at once and admitted after it has settled")
    func written() async throws {
        let inbox = try TestInbox()
        try await inbox.run(.zero)
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.milliseconds(500)) == [])
        #expect(await inbox.ledger.inputs().map(\.path.description) == ["a.jpg"])
        #expect(try await inbox.run(.milliseconds(1400)) == [])
        #expect(try await inbox.run(.milliseconds(200)) == [.queued(job: 1)])
        let input = try #require(await inbox.ledger.input(at: try place("a.jpg")))
        #expect(input.contentHash?.count == 32)
    }

    @Test("A picture with its sidecar waits for settle only")
    func latency() async throws {
        let inbox = try TestInbox()
        try await inbox.run(.zero)
        try await inbox.drop("a.jpg.json", "{}")
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.seconds(1)) == [.queued(job: 1)])
    }

    @Test("An event starts the wait anew")
    func resets() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg")
        for _ in 0..<20 {
            #expect(try await inbox.run(.milliseconds(1900)) == [])
            await inbox.desk.note(.touched(try place("a.jpg"), .attributes))
        }
        #expect(try await inbox.run(.seconds(2)) == [.queued(job: 1)])
    }

    @Test("A file that was modified is not taken before it is written, even after ten idle minutes")
    func heldOpen() async throws {
        let inbox = try TestInbox()
        try await inbox.run(.zero)
        let writer = unsafe open(inbox.path + "/a.jpg", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        await inbox.desk.note(.touched(try place("a.jpg"), .created))
        _ = unsafe write(writer, "half", 4)
        await inbox.desk.note(.touched(try place("a.jpg"), .modified))
        #expect(try await inbox.run(.seconds(600)) == [])
        close(writer)
        await inbox.desk.note(.written(try place("a.jpg")))
        #expect(try await inbox.run(.seconds(3)) == [.queued(job: 1)])
    }

    @Test("A found file that a writer of this machine holds open is not taken, however old it looks")
    func lease() async throws {
        let inbox = try TestInbox(fresh: false)
        let writer = unsafe open(inbox.path + "/a.jpg", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        _ = unsafe write(writer, "half", 4)
        try inbox.write("b.jpg")
        #expect(try await inbox.run(.seconds(600)) == [.queued(job: 1)])
        #expect(await inbox.queued == ["b.jpg"])
        close(writer)
        #expect(try await inbox.run(.seconds(10)) == [.queued(job: 2)])
    }

    @Test("A file found fresh waits five seconds, one that has lain there long waits no more")
    func found() async throws {
        let fresh = try TestInbox()
        try fresh.write("a.jpg")
        #expect(try await fresh.run(.seconds(4)) == [])
        #expect(try await fresh.run(.seconds(2)) == [.queued(job: 1)])
        let old = try TestInbox(fresh: false)
        try old.write("a.jpg")
        #expect(try await old.run(.zero) == [.queued(job: 1)])
    }

    @Test("On a polled folder the file times of another machine prove nothing")
    func polled() async throws {
        let inbox = try TestInbox(fresh: false)
        await inbox.desk.poll(.root, because: "It is on nfs.")
        try inbox.write("a.jpg")
        #expect(try await inbox.run(.seconds(4)) == [])
        #expect(try await inbox.run(.seconds(2)) == [.queued(job: 1)])
        try inbox.write("b.jpg")
        #expect(try await inbox.run(.seconds(11)) == [.queued(job: 2)])
        #expect(await inbox.desk.report.polled == [.root: "It is on nfs."])
    }

    @Test("A folder is polled always or never when the configuration says so")
    func pollRules() async throws {
        var configuration = Configuration()
        configuration.intake.poll = .always
        let always = try TestInbox(rules: IntakeRules(configuration))
        try await always.run(.seconds(1))
        try always.write("a.jpg")
        #expect(try await always.run(.seconds(15)) == [.queued(job: 1)])
        #expect(await always.desk.report.polled == [.root: "The configuration says so (intake.poll)."])
        configuration.intake.poll = .never
        let never = try TestInbox(rules: IntakeRules(configuration))
        try await never.run(.seconds(1))
        await never.desk.note(.cannotWatch(.root, .noAccess))
        try never.write("a.jpg")
        #expect(try await never.run(.seconds(200)) == [])
        #expect(try await never.run(.seconds(200)) == [.queued(job: 1)])
        #expect(await never.desk.report.unwatched == [.root: WatchObstacle.noAccess.description])
        #expect(await never.desk.report.polled == [:])
    }

    @Test("A hard link waits for its other name to go, is refused after ten seconds, and is taken when it goes")
    func hardLink() async throws {
        let inbox = try TestInbox()
        try await inbox.run(.zero)
        try TestInbox.write(inbox.outside + "/x", "picture")
        #expect(unsafe link(inbox.outside + "/x", inbox.path + "/a.jpg") == 0)
        await inbox.desk.note(.touched(try place("a.jpg"), .created))
        #expect(try await inbox.run(.seconds(9)) == [])
        #expect(try await inbox.run(.seconds(3)) == [.refused(job: 1)])
        #expect(try await inbox.failure("a.jpg")?.code == .linkedElsewhere)
        try FileManager.default.removeItem(atPath: inbox.outside + "/x")
        #expect(try await inbox.run(.seconds(8)) == [.queued(job: 2)])
    }

    @Test("A hard link whose other name goes late is taken at the next reconcile")
    func lateUnlink() async throws {
        let inbox = try TestInbox()
        try TestInbox.write(inbox.outside + "/x", "picture")
        #expect(unsafe link(inbox.outside + "/x", inbox.path + "/a.jpg") == 0)
        #expect(try await inbox.run(.seconds(200)) == [.refused(job: 1)])
        try FileManager.default.removeItem(atPath: inbox.outside + "/x")
        #expect(try await inbox.run(.seconds(60)) == [])
        #expect(try await inbox.run(.seconds(60)) == [.queued(job: 2)])
    }

    @Test("What is no regular file is refused, its target untouched")
    func notRegular() async throws {
        let inbox = try TestInbox(fresh: false)
        try TestInbox.write(inbox.outside + "/x", "secret")
        #expect(unsafe symlink(inbox.outside + "/x", inbox.path + "/link.jpg") == 0)
        #expect(unsafe mkfifo(inbox.path + "/pipe.jpg", 0o644) == 0)
        #expect(try await inbox.run(.seconds(2)).count == 2)
        #expect(
            try await inbox.failure("link.jpg")
                == JobFailure(
                    .notARegularFile, "The picture is a symbolic link, not a regular file.",
                    advice: "Put the file itself there."))
        #expect(try await inbox.failure("pipe.jpg")?.sentence == "The picture is a named pipe, not a regular file.")
        #expect(try await inbox.run(.seconds(900)) == [])
        #expect(await inbox.ledger.inputs().count == 2)
    }

    @Test("A file larger than allowed is refused unread, and taken when it is replaced")
    func tooLarge() async throws {
        var rules = IntakeRules()
        rules.fileBytes = 10
        let inbox = try TestInbox(rules: rules)
        try await inbox.drop("a.jpg", "12345678901")
        #expect(try await inbox.run(.seconds(3)) == [.refused(job: 1)])
        #expect(
            try await inbox.failure("a.jpg")
                == JobFailure(
                    .fileTooLarge, "The picture's file is larger than limits.file_bytes allows (10 bytes).",
                    advice: "Send a smaller file, or raise limits.file_bytes."))
        #expect(try await inbox.run(.seconds(900)) == [])
        try await inbox.drop("a.jpg", "1234567890")
        #expect(try await inbox.run(.seconds(3)) == [.queued(job: 2)])
    }

    @Test("One poisoned file among good ones holds up none of them")
    func poison() async throws {
        let inbox = try TestInbox(fresh: false)
        for number in 0..<200 { try inbox.write("\(number).jpg", "picture \(number)") }
        #expect(unsafe mkfifo(inbox.path + "/50.png", 0o644) == 0)
        #expect(unsafe symlink("nowhere", inbox.path + "/51.png") == 0)
        try inbox.write("52.jpg.json", "{")
        let admissions = try await inbox.run(.seconds(5))
        #expect(admissions.count == 202)
        #expect(await inbox.queued.count == 199)
        #expect(await inbox.ledger.sightCounts == [203])
    }

    @Test("Look-alike, invalid and long names are different files, each with its job")
    func strangeNames() async throws {
        let inbox = try TestInbox(fresh: false)
        let names: [[UInt8]] = [
            Array("\u{E9}.jpg".utf8), Array("e\u{301}.jpg".utf8), [0xFF, 0xFE] + Array(".jpg".utf8),
            Array("a\n\u{1B}[31m.jpg".utf8), Array(repeating: UInt8(ascii: "x"), count: 251) + Array(".jpg".utf8),
            Array("-rf.jpg".utf8), Array("img%03d.jpg".utf8),
        ]
        for name in names {
            let path = Array(inbox.path.utf8) + [UInt8(ascii: "/")] + name + [0]
            let descriptor = unsafe open(path.map(CChar.init(bitPattern:)), O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
            _ = unsafe write(descriptor, "x", 1)
            close(descriptor)
        }
        _ = try await inbox.run(.seconds(1))
        let places = try names.map { try place($0) }
        #expect(Set(await inbox.ledger.jobs.map(\.submission.path)) == Set(places))
    }

    @Test("A failed look at the inbox takes nothing as deleted, and the next one goes on")
    func deletedInbox() async throws {
        let inbox = try TestInbox(fresh: false)
        try inbox.write("a.jpg")
        try await inbox.run(.seconds(1))
        try FileManager.default.removeItem(atPath: inbox.path)
        inbox.clock.move(by: .seconds(400))
        await #expect(throws: IntakeError.self) { _ = try await inbox.desk.settle() }
        #expect(await inbox.ledger.inputs().count == 1)
        #expect(await inbox.queued == ["a.jpg"])
    }

    @Test("After the watched folder has gone every pass says so")
    func rootGone() async throws {
        let inbox = try TestInbox()
        await inbox.desk.note(.rootGone)
        let error = await #expect(throws: IntakeError.self) { _ = try await inbox.desk.settle() }
        #expect(error == .inboxGone)
        #expect(
            error?.description
                == "The inbox was deleted, moved or unmounted; nothing in it counts as deleted. Put it back or "
                + "mount it again, and all goes on by itself.")
    }

    @Test("What is not taken is reported")
    func reports() async throws {
        let inbox = try TestInbox(fresh: false)
        for name in ["a.jpg", "a.json", "b.json", "c.png.json", "x.txt", "y.zip", "z_conflict-1.jpg", ".hidden"] {
            try inbox.write(name, "{}")
        }
        try inbox.write("a.jpg.part")
        try await inbox.run(.seconds(1))
        let report = await inbox.desk.report
        #expect(report.heldBack.map(\.description) == ["z_conflict-1.jpg"])
        #expect(report.orphanSidecars == [], "a picture may still come")
        #expect(report.foreignCount == 3, "a plain settings file without a picture is one of them")
        let kinds = await inbox.ledger.inputs().map { ($0.path.description, $0.kind) }
        #expect(
            Dictionary(uniqueKeysWithValues: kinds)
                == ["a.jpg": .picture, "a.json": .sidecar, "c.png.json": .sidecar, "a.jpg.part": .transfer])
    }

    @Test("Only the folder itself is looked at when asked so")
    func notRecursive() async throws {
        var rules = IntakeRules()
        rules.recursive = false
        let inbox = try TestInbox(fresh: false, rules: rules)
        try inbox.makeFolder("sub")
        try inbox.write("sub/a.jpg")
        try inbox.write("b.jpg")
        await inbox.desk.note(.written(try place("sub/a.jpg")))
        await inbox.desk.note(.rescan(try place("sub"), .newFolder))
        try await inbox.run(.seconds(10))
        #expect(await inbox.queued == ["b.jpg"])
    }
}
