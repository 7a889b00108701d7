import Model
import Testing

@testable import Journaling

/// When a depth file goes that pictures' settings name, instead of its own name saying whose it is.
struct DepthFileTests {
    let test: TestJournal
    private static let map = "maps/m.depth.png"

    init() async throws {
        test = try TestJournal()
        try await test.sight(Self.map, .companion, inode: 9)
    }

    /// A picture that takes its depth from the map, rendered.
    private func render(
        _ name: String, inode: UInt64, depthFile: String = map, keep: TimeSpan, at minute: Int64 = 0
    ) async throws {
        try await test.admit(
            name, content: name, inode: inode, depth: "d", of: depthFile, .test(keep: keep), at: minute)
        try await test.deliver(name, as: name + ".mp4", inode: 900 + inode, at: minute)
    }

    private func due(at minute: Int64) async throws -> [String] {
        let due = try await test.journal.due(at: .minute(minute))
        #expect(try await test.journal.overdue(at: .minute(minute)) == due.count)
        return due.map(\.path.description).sorted()
    }

    @Test("It goes with its picture, in the same sweep, or in the next if that was cut off")
    func one() async throws {
        try await render("p.jpg", inode: 1, keep: .zero, at: 1)
        #expect(try await due(at: 59) == [])
        #expect(try await due(at: 60) == [Self.map, "p.jpg"])
        try await test.delete("p.jpg", at: 60)
        #expect(try await due(at: 60) == [Self.map])
    }

    @Test("It waits for the job of its picture")
    func job() async throws {
        try await test.admit("p.jpg", depth: "d", of: Self.map, .test(keep: .zero))
        #expect(try await due(at: 300) == [])
        try await test.deliver("p.jpg", as: "p.mp4", at: 300)
        #expect(try await due(at: 360) == [Self.map, "p.jpg"])
    }

    @Test("One that serves several pictures goes with the last of them")
    func several() async throws {
        try await render("p.jpg", inode: 1, keep: .zero)
        try await render("q.jpg", inode: 2, keep: .hours(5))
        #expect(try await due(at: 60) == ["p.jpg"])
        try await test.delete("p.jpg", at: 60)
        #expect(try await due(at: 299) == [])
        #expect(try await due(at: 300) == [Self.map, "q.jpg"])
    }

    @Test("It stays no longer than by itself, however late its pictures came")
    func latest() async throws {
        try await render("p.jpg", inode: 1, keep: .hours(20), at: 600)
        #expect(try await due(at: 24 * 60 - 1) == [])
        #expect(try await due(at: 24 * 60) == [Self.map])
    }

    @Test(
        "It stays as long as by itself once its picture was taken away, or names it no longer",
        arguments: [true, false])
    func released(isTakenAway: Bool) async throws {
        try await render("p.jpg", inode: 1, keep: .zero)
        if isTakenAway {
            try await test.journal.vanish([try #require(try await test.input("p.jpg")).id], at: .minute(10))
        } else {
            try await test.admit("p.jpg", content: "p.jpg", .test(keep: .zero), at: 10)
        }
        #expect(try await due(at: 60) == (isTakenAway ? [] : ["p.jpg"]))
        #expect(try await due(at: 24 * 60).contains(Self.map))
    }

    @Test("One that another picture's name is in stays until the picture whose settings name it goes, too")
    func namedForAnother() async throws {
        try await test.sight("a.depth.png", .companion, inode: 8)
        try await test.admit("a.jpg", content: "a", inode: 3, .test(keep: .hours(1)))
        try await test.deliver("a.jpg", as: "a.mp4", inode: 903)
        try await render("q.jpg", inode: 2, depthFile: "a.depth.png", keep: .hours(5))
        #expect(try await due(at: 60) == ["a.jpg"])
        try await test.delete("a.jpg", at: 60)
        #expect(try await due(at: 299) == [])
        #expect(try await due(at: 300) == ["a.depth.png", "q.jpg"])
    }

    @Test("It is held with its picture")
    func held() async throws {
        try await render("p.jpg", inode: 1, keep: .zero)
        let picture = FilePlace.inbox(try place("p.jpg"))
        _ = try await test.journal.hold(picture, because: "x", until: nil, at: .minute(1))
        #expect(try await due(at: 24 * 60) == [])
        let map = try #require(try await test.input(Self.map)).id
        #expect(try await test.journal.withHolds(of: [map], at: .minute(2)) { $0 } == [map])
        _ = try await test.journal.release(picture, at: .minute(2))
        #expect(try await due(at: 60) == [Self.map, "p.jpg"])
    }

    @Test("It is erased with its picture, unless another picture uses it", arguments: [true, false])
    func erased(isShared: Bool) async throws {
        try await render("p.jpg", inode: 1, keep: .hours(5))
        if isShared { try await render("q.jpg", inode: 2, keep: .hours(5)) }
        let erasure = try await test.journal.beginErasing(.inbox(try place("p.jpg")), at: .minute(1)).get()
        #expect(erasure.files.map(\.path.description).sorted() == (isShared ? ["p.jpg"] : [Self.map, "p.jpg"]))
        try await test.journal.erased(erasure, at: .minute(2))
        #expect(try await test.input(Self.map) == nil || isShared)
    }

    @Test("One that is erased by itself leaves its pictures")
    func erasedAlone() async throws {
        try await render("p.jpg", inode: 1, keep: .hours(5))
        let erasure = try await test.journal.beginErasing(.inbox(try place(Self.map)), at: .minute(1)).get()
        try await test.journal.erased(erasure, at: .minute(2))
        #expect(try await due(at: 300) == ["p.jpg"])
    }
}
