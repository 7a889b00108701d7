import Model
import Testing

@testable import Journaling

struct DeadlineTests {
    @Test("An input is due at its deadline and not before, whatever became of its job")
    func due() async throws {
        let test = try TestJournal()
        try await test.admit("delivered.jpg", content: "1", inode: 1, .test(priority: 3))
        try await test.deliver("delivered.jpg", as: "1.mp4")
        try await test.admit("failed.jpg", content: "2", inode: 2, .test(priority: 2))
        try await test.journal.fail(test.claim().id, .test, at: .minute(1))
        try await test.admit("running.jpg", content: "3", inode: 3, .test(priority: 1))
        _ = try await test.claim()
        try await test.admit("queued.jpg", content: "4", inode: 4)
        try await test.refuse("refused.jpg", content: "5", inode: 5)
        try await test.sight("unread.jpg", inode: 6)
        try await test.sight("orphan.jpg.json", .sidecar, inode: 7)
        try await test.sight("x.part", .transfer, inode: 8)
        #expect(try await test.journal.due(at: .minute(24 * 60 - 1)) == [])
        let due = try await test.journal.due(at: .minute(24 * 60))
        #expect(due.map(\.identity.inode) == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(due.map(\.kind).suffix(2) == [.sidecar, .transfer])
        #expect(Set(due.map(\.deadline)) == [.minute(24 * 60)])
        #expect(try await test.journal.overdue(at: .minute(24 * 60)) == 8)
        #expect(try await test.journal.overdue(at: .minute(24 * 60 - 1)) == 0)
    }

    @Test("A sidecar's keep brings the deadline forward")
    func shortening() async throws {
        let test = try TestJournal()
        try await test.sight("a.jpg", at: 10)
        try await test.admit("a.jpg", sidecar: "1", .test(keep: .hours(2)), at: 15)
        #expect(try await test.input("a.jpg")?.deadline == .minute(3 * 60))
        #expect(try await test.claim(at: 16).deadline == .minute(3 * 60))
    }

    @Test("A sidecar's keep never puts a deadline off, nor does one that comes after a shorter one")
    func lengthening() async throws {
        let test = try TestJournal()
        try await test.sight("a.jpg")
        try await test.admit("a.jpg", sidecar: "1", .test(keep: .hours(48)), at: 1)
        #expect(try await test.input("a.jpg")?.deadline == .minute(24 * 60))
        try await test.admit("a.jpg", sidecar: "2", .test(keep: .hours(1)), at: 2)
        try await test.admit("a.jpg", sidecar: "3", .test(keep: .hours(5)), at: 3)
        try await test.admit("a.jpg", sidecar: "4", .test(), at: 4)
        #expect(try await test.input("a.jpg")?.deadline == .minute(60))
    }

    @Test("A sidecar, seen before or after its picture, shares the picture's deadline once it is paired")
    func sidecars() async throws {
        let test = try TestJournal()
        try await test.sight("a.jpg.json", .sidecar, at: 0)
        try await test.sight("a.jpg", at: 90)
        try await test.sight("b.jpg", at: 90)
        try await test.sight("b.jpg.json", .sidecar, at: 200)
        try await test.admit("a.jpg", content: "a", sidecar: "s", at: 201)
        try await test.admit("b.jpg", content: "b", sidecar: "s", .test(keep: .hours(1)), at: 201)
        #expect(try await test.input("a.jpg.json")?.deadline == .minute(26 * 60))
        #expect(try await test.input("b.jpg.json")?.deadline == .minute(3 * 60))
    }

    @Test(
        "Companions share their picture's deadline in either order, admitted or not",
        arguments: ["a.depth.png", "a.jpg.depth.png", "in/x.y/a.depth.tif"])
    func companions(name: String) async throws {
        let folder = name.hasPrefix("in") ? "in/x.y/" : ""
        for isFirst in [true, false] {
            let test = try TestJournal()
            if isFirst { try await test.sight(name, .companion, at: 0) }
            try await test.sight(folder + "a.jpg", at: 90)
            if !isFirst { try await test.sight(name, .companion, at: 300) }
            #expect(try await test.input(name)?.deadline == .minute(26 * 60))
            try await test.admit(folder + "a.jpg", .test(keep: .hours(1)), at: 301)
            #expect(try await test.input(name)?.deadline == .minute(3 * 60))
        }
    }

    @Test("A companion is not taken for one of a picture whose name only begins like its own")
    func otherCompanions() async throws {
        let test = try TestJournal()
        let names = ["a.b.jpg", "ab.jpg", "a.x/c.jpg", "b/a.jpg"]
        for (index, name) in names.enumerated() {
            try await test.sight(name, at: 600)
            try await test.admit(name, content: "\(index)", at: 601)
        }
        let companion = try await test.sight("a.depth.png", .companion, at: 0)
        #expect(companion.deadline == .minute(24 * 60))
        try await test.sight("a.webp", at: 700)
        #expect(try await test.input("a.depth.png")?.deadline == .minute(36 * 60))
    }

    @Test("A shorter rule brings known deadlines forward, a longer one never puts them off")
    func changedRule() async throws {
        let test = try TestJournal()
        try await test.sight("a.jpg.json", .sidecar, at: 0)
        try await test.sight("a.jpg", at: 90)
        try await test.admit("a.jpg", sidecar: "s", at: 91)
        try await test.sight("b.jpg", at: 90)
        try await test.admit("b.jpg", content: "b", .test(keep: .hours(1)), at: 91)
        try await test.reopened(.hourly(keep: .hours(48))).shortenDeadlines()
        #expect(try await test.input("a.jpg")?.deadline == .minute(26 * 60))
        try await test.reopened(.hourly(keep: .hours(6))).shortenDeadlines()
        #expect(try await test.input("a.jpg")?.deadline == .minute(8 * 60))
        #expect(try await test.input("a.jpg.json")?.deadline == .minute(8 * 60), "It goes with its picture.")
        #expect(try await test.input("b.jpg")?.deadline == .minute(3 * 60))
        try await test.reopened(.hourly(keep: .hours(24))).shortenDeadlines()
        #expect(try await test.input("a.jpg")?.deadline == .minute(8 * 60))
        let new = try test.reopened(.hourly(keep: .hours(48)))
        let sighting = Sighting(path: try place("c.jpg"), kind: .picture, stamp: .test(), at: .minute(120))
        #expect(try await only(new.sight([sighting])).deadline == .minute(50 * 60))
    }

    @Test(
        "What belonged to a picture that is gone has its own deadline again, and follows the rule by its own arrival",
        arguments: [true, false])
    func leftBehind(isReplaced: Bool) async throws {
        let test = try TestJournal()
        try await test.sight("a.jpg.json", .sidecar, at: 0)
        try await test.admit("a.jpg", sidecar: "s", at: 90)
        let picture = try #require(try await test.input("a.jpg"))
        #expect(try await test.input("a.jpg.json")?.deadline == .minute(26 * 60))
        if isReplaced {
            try await test.admit("a.jpg", content: "other", at: 100)
        } else {
            try await test.journal.vanish([picture.id], at: .minute(100))
        }
        #expect(try await test.input("a.jpg.json")?.deadline == .minute(24 * 60))
        try await test.reopened(.hourly(keep: .hours(6))).shortenDeadlines()
        #expect(try await test.input("a.jpg.json")?.deadline == .minute(6 * 60))
    }

    @Test("With a keep of zero a picture and what belongs to it go with the first sweep after the job")
    func keepZero() async throws {
        let test = try TestJournal()
        try await test.sight("a.jpg.json", .sidecar, inode: 2)
        try await test.sight("a.depth.png", .companion, inode: 3)
        try await test.admit("a.jpg", sidecar: "s", .test(keep: .zero), at: 1)
        #expect(try await test.input("a.jpg")?.deadline == .minute(60))
        #expect(try await test.journal.due(at: .minute(120)) == [], "Its job waits.")
        let job = try await test.claim(at: 130)
        #expect(try await test.journal.due(at: .minute(180)) == [], "Its job runs.")
        _ = try await test.journal.beginPublishing(
            job.id, as: place("a.mp4"), FileIdentity(device: 1, inode: 9), at: .minute(181))
        #expect(try await test.journal.due(at: .minute(240)) == [], "Its video has no name yet.")
        try await test.journal.delivered(job.id, at: .minute(241))
        #expect(Set(try await test.journal.due(at: .minute(300)).map(\.identity.inode)) == [1, 2, 3])
    }

    @Test("A sidecar's keep of zero never keeps a picture longer than the rule does")
    func keepZeroIsBounded() async throws {
        let test = try TestJournal(.hourly(keep: .hours(2)))
        try await test.admit("a.jpg", .test(keep: .zero))
        #expect(try await test.journal.due(at: .minute(119)) == [])
        #expect(try await test.journal.due(at: .minute(120)).count == 1)
    }

    @Test("With a rule of zero a picture whose job never ends goes a day after its deadline")
    func ruleOfZero() async throws {
        let test = try TestJournal(.hourly(keep: .zero))
        try await test.sight("a.jpg", at: 10)
        #expect(try await test.journal.due(at: .minute(25 * 60 - 1)) == [], "It has no job yet.")
        try await test.admit("a.jpg", at: 11)
        #expect(try await test.journal.due(at: .minute(25 * 60 - 1)) == [])
        #expect(try await test.journal.due(at: .minute(25 * 60)).count == 1)
    }

    @Test("Pictures whose time is over unrendered are told as expired, whether they wait or were never whole")
    func expiring() async throws {
        let test = try TestJournal()
        try await test.admit("running.jpg", content: "1", inode: 1, .test(priority: 1))
        let running = try await test.claim()
        try await test.admit("queued.jpg", content: "2", inode: 2)
        try await test.sight("unread.jpg", inode: 3)
        try await test.refuse("refused.jpg", content: "4", inode: 4)
        try await test.sight("x.jpg.json", .sidecar, inode: 5)
        let now = Timestamp.minute(24 * 60)
        try await test.journal.expire(test.journal.due(at: now), at: now)
        #expect(try await test.allStates() == [.running, .expired, .refused, .expired])
        #expect(try await test.journal.stillRunning([running.id]) == [running.id])
        let told = try await test.journal.unnoted().filter { $0.failure.code == .expiredUnrendered }
        #expect(try told.map(\.path) == [place("queued.jpg"), place("unread.jpg")])
        #expect(
            told.map(\.failure.sentence).first
                == "The picture's time was over before it was rendered, and it was deleted on schedule.")
        try await test.journal.expire(test.journal.due(at: now), at: now)
        #expect(try await test.allStates().count == 4, "Expiring twice tells nothing new.")
        #expect(try await test.unnotedChanges() == [])
    }

    @Test("Only while the journal knows the same file is it recorded as deleted or taken", arguments: [false, true])
    func recordingDeletions(isTaken: Bool) async throws {
        let test = try TestJournal()
        let old = try await test.sight("a.jpg.json", .sidecar, inode: 1)
        try await test.sight("a.jpg.json", .sidecar, inode: 2)
        let swept = SweptInput(id: old.id, identity: old.stamp.identity)
        try await isTaken
            ? test.journal.taken([swept], at: .minute(1)) : test.journal.deleted([swept], at: .minute(1))
        #expect(try await test.endings() == [nil])
        let new = SweptInput(id: old.id, identity: FileIdentity(device: 1, inode: 2))
        try await isTaken ? test.journal.taken([new], at: .minute(2)) : test.journal.deleted([new], at: .minute(2))
        try await test.journal.vanish([old.id], at: .minute(3))
        #expect(try await test.endings() == [isTaken ? "vanished" : "deleted"])
    }
}
