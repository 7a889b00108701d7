import Files
import Glibc
import Intake
import Model
import Testing
import Watching

struct DepthFileTests {
    private static let orbit = #"{"motion": "orbit"}"#

    @Test(
        "A depth file that comes before, together with or shortly after its picture makes one job",
        arguments: [0, 1, 2], ["a.jpg.depth.png", "a.depth.png", "a.depth.tiff"])
    func order(order: Int, name: String) async throws {
        let inbox = try TestInbox()
        try await inbox.run(.zero)
        try await inbox.drop("a.jpg.json", Self.orbit)
        if order == 0 {
            try await inbox.drop(name, "depth")
            try await inbox.run(.seconds(60))
        }
        try await inbox.drop("a.jpg")
        if order > 0 { try await inbox.drop(name, "depth") }
        #expect(try await inbox.run(.seconds(10)).contains(.queued(job: 1)))
        #expect(await inbox.ledger.jobs.count == 1)
        #expect(await inbox.ledger.input(at: try place(name))?.kind == .companion)
    }

    @Test(
        "A depth file that comes or changes later makes a new revision, the same one again nothing, and none when it goes"
    )
    func late() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg.json", Self.orbit)
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.seconds(10)) == [.queued(job: 1)])
        await inbox.ledger.deliver(try place("a.jpg"))
        try await inbox.drop("a.depth.png", "depth")
        #expect(try await inbox.run(.seconds(10)) == [.queued(job: 2)])
        await inbox.ledger.deliver(try place("a.jpg"))
        try await inbox.drop("a.depth.png", "depth")
        #expect(try await inbox.run(.seconds(10)) == [.unchanged])
        try await inbox.drop("a.depth.png", "other")
        #expect(try await inbox.run(.seconds(10)) == [.queued(job: 3)])
        await inbox.ledger.deliver(try place("a.jpg"))
        try inbox.delete("a.depth.png")
        await inbox.desk.note(.removed(try place("a.depth.png")))
        #expect(try await inbox.run(.seconds(10)) == [])
    }

    @Test("A depth file that the sidecar names is waited for until it is whole")
    func named() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg.json", #"{"motion": "orbit", "depth": {"path": "maps/own.depth.png"}}"#)
        try inbox.makeFolder("maps")
        try await inbox.drop("a.jpg")
        try await inbox.drop("maps/own.depth.png", "depth")
        #expect(try await inbox.run(.seconds(20)) == [.queued(job: 1)])
    }

    @Test(
        "A picture does not wait for a depth file that goes before it is whole",
        arguments: ["a.depth.png", "own.depth.png"])
    func withdrawn(name: String) async throws {
        let inbox = try TestInbox()
        let path = name.hasPrefix("own") ? #", "depth": {"path": "own.depth.png"}"# : ""
        try await inbox.drop("a.jpg.json", #"{"motion": "orbit"\#(path)}"#)
        try await inbox.drop("a.jpg")
        try inbox.write(name, "dep")
        await inbox.desk.note(.touched(try place(name), .created))
        #expect(try await inbox.run(.seconds(4)) == [])
        try inbox.delete(name)
        await inbox.desk.note(.removed(try place(name)))
        #expect(try await inbox.run(.seconds(10)) == [.queued(job: 1)])
    }

    @Test("A depth file that the sidecar names and that comes or changes later makes a new revision")
    func namedLater() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg.json", #"{"motion": "orbit", "depth": {"path": "maps/own.depth.png"}}"#)
        try inbox.makeFolder("maps")
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.seconds(10)) == [.queued(job: 1)])
        for (job, content) in [(Int64(2), "depth"), (3, "other")] {
            await inbox.ledger.deliver(try place("a.jpg"))
            try await inbox.drop("maps/own.depth.png", content)
            #expect(try await inbox.run(.seconds(10)) == [.queued(job: job)])
        }
    }

    /// A move through the depth that another file tells.
    private static func depth(_ path: String) -> String { #"{"motion": "orbit", "depth": {"path": "\#(path)"}}"# }

    @Test(
        "A sidecar that names another picture as depth map, and changes while nothing runs, is taken at the next start",
        arguments: [true, false])
    func pictureAsMapAfterRestart(hasSidecarToo: Bool) async throws {
        let inbox = try TestInbox()
        if hasSidecarToo { try await inbox.drop("map.png.json", "{}") }
        try await inbox.drop("map.png", "depth")
        try await inbox.drop("a.jpg.json", Self.depth("map.png"))
        try await inbox.drop("a.jpg")
        try await inbox.run(.seconds(20))
        #expect(Set(await inbox.queued) == ["a.jpg", "map.png"])
        for name in ["a.jpg", "map.png"] { await inbox.ledger.deliver(try place(name)) }
        try inbox.write("a.jpg.json", Self.depth("map.png").replacing("orbit", with: "circle"))
        let desk = inbox.restart()
        #expect(try await inbox.run(.seconds(20), desk).contains(.queued(job: 3)))
        #expect(await desk.unsettledPictures == [])
        #expect(try await inbox.settings("a.jpg")?.motion == .circle)
    }

    @Test("A picture that another one names as depth map is waited for until it is whole, and followed when it changes")
    func pictureAsMap() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg.json", Self.depth("map.png"))
        try await inbox.drop("a.jpg")
        try inbox.write("map.png", "dep")
        await inbox.desk.note(.touched(try place("map.png"), .created))
        await inbox.desk.note(.touched(try place("map.png"), .modified))
        #expect(try await inbox.run(.seconds(60)) == [])
        try await inbox.drop("map.png", "depth")
        try await inbox.run(.seconds(20))
        #expect(await inbox.ledger.jobs.count == 2)
        for name in ["a.jpg", "map.png"] { await inbox.ledger.deliver(try place(name)) }
        try await inbox.drop("map.png", "other")
        try await inbox.run(.seconds(20))
        #expect(await inbox.queued.sorted() == ["a.jpg", "map.png"])
    }

    @Test(
        "Pictures that name each other, or themselves, as depth maps wait for nothing",
        arguments: [["a.png", "b.png"], ["a.png"]])
    func circle(names: [String]) async throws {
        let inbox = try TestInbox()
        for (name, map) in zip(names, names.dropFirst() + names.prefix(1)) {
            try await inbox.drop(name + ".json", Self.depth(map))
            try await inbox.drop(name, name)
        }
        try await inbox.run(.seconds(20))
        #expect(await inbox.queued.sorted() == names)
        #expect(try await inbox.run(.seconds(20), inbox.restart()).allSatisfy { $0 == .unchanged })
        #expect(await inbox.desk.unsettledPictures == [])
    }

    @Test("A picture that is named as depth map and cannot be taken refuses the one that names it, until it can")
    func linkedPicture() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg.json", Self.depth("map.png"))
        try inbox.write("map.png", "depth")
        #expect(unsafe link(inbox.path + "/map.png", inbox.outside + "/x") == 0)
        await inbox.desk.note(.written(try place("map.png")))
        try await inbox.drop("a.jpg")
        try await inbox.run(.seconds(60))
        #expect(
            try await inbox.failure("a.jpg")?.sentence
                == "The depth file “map.png” has another name on this volume (a hard link), so it could not be deleted."
        )
        #expect(unsafe unlink(inbox.outside + "/x") == 0)
        await inbox.desk.note(.touched(try place("map.png"), .attributes))
        try await inbox.run(.seconds(60))
        #expect(await inbox.queued.sorted() == ["a.jpg", "map.png"])
    }

    @Test(
        "A file that is neither picture nor map is named as depth map without being waited for",
        arguments: ["map.png.part", "a.jpg.json", "map.exr", ".map.depth.png"])
    func neither(name: String) async throws {
        let inbox = try TestInbox()
        if name != "a.jpg.json" { try inbox.write(name, "depth") }
        try await inbox.drop("a.jpg.json", Self.depth(name))
        try await inbox.drop("a.jpg")
        try await inbox.run(.seconds(20))
        #expect(await inbox.queued == ["a.jpg"])
        #expect(await inbox.desk.unsettledPictures == [])
    }

    @Test(
        "A picture that does not move through its depth has nothing to do with a depth file",
        arguments: [#"{"motion": "zoom_in"}"#, #"{"motion": "orbit", "depth": {"source": "relief"}}"#])
    func unconcerned(sidecar: String) async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg.json", sidecar)
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.seconds(10)) == [.queued(job: 1)])
        await inbox.ledger.deliver(try place("a.jpg"))
        try await inbox.drop("a.depth.png", "depth")
        #expect(try await inbox.run(.seconds(10)) == [.unchanged])
    }

    @Test("A depth file that could not be deleted refuses its picture, which is taken once the other name is gone")
    func linked() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg.json", Self.orbit)
        try inbox.write("a.depth.png", "depth")
        #expect(unsafe link(inbox.path + "/a.depth.png", inbox.outside + "/x") == 0)
        await inbox.desk.note(.written(try place("a.depth.png")))
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.seconds(60)) == [.refused(job: 1)])
        let refusal = await inbox.ledger.jobs.first?.submission.wish
        #expect(
            refusal
                == .failure(
                    JobFailure(
                        .linkedElsewhere,
                        "The depth file “a.depth.png” has another name on this volume (a hard link), so it could not be deleted.",
                        advice: "Remove the other name, or copy the file instead; the depth file is then taken.")))
        #expect(unsafe unlink(inbox.outside + "/x") == 0)
        await inbox.desk.note(.touched(try place("a.depth.png"), .attributes))
        #expect(try await inbox.run(.seconds(60)).contains(.queued(job: 2)))
    }

    @Test(
        "Beside a picture only PNG and TIFF are looked for, in lower case",
        arguments: [
            ("b/a.depth.png", true), ("a.jpg.depth.tif", true), ("a.depth.tiff", true), ("a.depth.jpg", false),
            ("a.DEPTH.PNG", false), (".depth.png", false), ("a.png", false),
        ])
    func lookedFor(name: String, expected: Bool) throws {
        #expect(DepthNames.isLookedFor(try place(name)) == expected)
    }

    @Test(
        "The settings say where the depth file is, or its name does",
        arguments: [
            (
                #"{"motion": "orbit"}"#,
                [
                    "b/a.jpg.depth.png", "b/a.jpg.depth.tif", "b/a.jpg.depth.tiff", "b/a.depth.png", "b/a.depth.tif",
                    "b/a.depth.tiff",
                ]
            ),
            (#"{"motion": "orbit", "depth": {"path": "c/d.depth.png"}}"#, ["b/c/d.depth.png"]),
            (#"{"motion": "orbit", "depth": {"source": "relief"}}"#, []), (#"{"motion": "zoom_in"}"#, []),
        ])
    func candidates(sidecar: String, expected: [String]) throws {
        let settings = Settings.resolved([try SettingsLayer.read(Array(sidecar.utf8))])
        #expect(DepthNames.candidates(for: try place("b/a.jpg"), settings).map(\.description) == expected)
    }
}
