import Intake
import Model
import Testing
import Watching

struct FullInboxTests {
    private let inbox: TestInbox
    private let count = 700

    /// An inbox that was full before anybody looked.
    init() throws {
        inbox = try TestInbox(fresh: false)
        try inbox.makeFolder("a")
        for number in 0..<count { try inbox.write("a/\(number).jpg", "picture \(number)") }
    }

    @Test("A full inbox is looked at and handed over in parts, and every file is as old as the look that found it")
    func parts() async throws {
        let pass = try await inbox.desk.settle()
        #expect(pass.admissions.count == 256)
        #expect(pass.nextDue <= inbox.clock.now)
        let found = inbox.clock.clock.now.wall
        inbox.clock.move(by: .seconds(30))
        try await inbox.run(.seconds(1))
        #expect(await inbox.queued.count == count)
        #expect(await inbox.ledger.sightCounts == [256, 256, 188])
        #expect(await inbox.ledger.admitCounts == [256, 256, 188])
        #expect(await inbox.ledger.inputs().allSatisfy { $0.arrival == found })
        #expect(await inbox.desk.unsettledPictures == [])
    }

    @Test("What is found and not looked at yet is not settled")
    func unsettled() async throws {
        _ = try await inbox.desk.settle()
        #expect(await inbox.desk.unsettledPictures.count == count - 256)
    }

    @Test("A picture that comes while a full inbox is taken in does not wait for its end")
    func overtaking() async throws {
        _ = try await inbox.desk.settle()
        try await inbox.drop("late.jpg")
        inbox.clock.move(by: .seconds(3600))
        _ = try await inbox.desk.settle()
        #expect(await inbox.queued.contains("late.jpg"))
        #expect(await inbox.queued.count < count)
    }

    @Test("A folder of many pictures that was renamed keeps them all, and what was taken away meanwhile goes")
    func renamed() async throws {
        try await inbox.run(.seconds(1))
        let ids = Set(await inbox.ledger.inputs().map(\.id))
        try inbox.delete("a/0.jpg")
        try inbox.move("a", to: "b")
        await inbox.desk.note(.rescan(.root, .foldersMoved))
        try await inbox.run(.seconds(10))
        let after = await inbox.ledger.inputs()
        #expect(ids.isSuperset(of: after.map(\.id)))
        #expect(after.count == count - 1)
        #expect(after.allSatisfy { $0.path.description.hasPrefix("b/") })
        #expect(await inbox.ledger.jobs.count == count)
    }

    @Test("Pictures are known by their names without extension, whatever that is")
    func stems() async throws {
        for name in ["a/x.JPG", "a/x.png"] { try inbox.write(name, name) }
        try await inbox.run(.seconds(1))
        #expect(try await inbox.settings("a/x.png")?.seed == 0)
        try await inbox.drop("a/x.json", #"{"seed": 5}"#)
        try await inbox.run(.seconds(10))
        for name in ["a/x.JPG", "a/x.png"] { #expect(try await inbox.settings(name)?.seed == 5) }
        #expect(try await inbox.settings("a/1.jpg")?.seed == 0)
    }
}
