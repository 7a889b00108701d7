import Files
import Fixtures
import Foundation
import Intake
import Journaling
import Model
import Retention
import Testing

@testable import Service

struct InstallationTests {
    private let test: TestInstallation

    init() throws { test = try TestInstallation() }

    @Test("Looking who holds a lock never keeps anybody from taking it")
    func looking() async throws {
        let state = test.installation.state
        try await withThrowingTaskGroup { group in
            for _ in 1...4 {
                group.addTask {
                    for _ in 1...50 { _ = try await InstanceLock.instance.holder(in: state) }
                }
            }
            for _ in 1...20 { _ = try await InstanceLock.instance.take(in: state, command: "soframe watch") }
            try await group.waitForAll()
        }
        #expect(try await InstanceLock.instance.holder(in: state) == nil)
    }

    @Test("A lock that is held names its holder, each kind in its own words")
    func held() async throws {
        let state = test.installation.state
        for (lock, end) in [
            (InstanceLock.instance, "Stop that one first, or give another folder with --state."),
            (.sweep, "Try again when it is done."), (.notes, "Try again when it is done."),
        ] {
            let mine = try await lock.take(in: state, command: "soframe watch")
            #expect(try await lock.holder(in: state)?.process == getpid())
            let error = await #expect(throws: HeldByAnother.self) { _ = try await lock.take(in: state, command: "x") }
            #expect(error?.description.contains("“soframe watch” (process \(getpid()), since 20") == true)
            #expect(error?.description.hasSuffix(end) == true)
            withExtendedLifetime(mine) {}
        }
    }

    @Test("A lock is waited for as long as patience says")
    func patience() async throws {
        let state = test.installation.state
        let folder = try Directory.open(test.root.at("state"))
        let first = Task {
            let lock = try await InstanceLock.sweep.take(in: state, command: "first")
            try await until("somebody waits") {
                FileManager.default.fileExists(atPath: self.test.root.at("state/waits"))
            }
            withExtendedLifetime(lock) {}
        }
        try await until("it is taken") { try await InstanceLock.sweep.holder(in: folder) != nil }
        try test.root.write("state/waits", "")
        let second = try await InstanceLock.sweep.take(in: folder, command: "second", patience: .seconds(60))
        #expect(try await InstanceLock.sweep.holder(in: state)?.command == "second")
        withExtendedLifetime(second) {}
        try await first.value
    }

    @Test("Folders within each other are refused before anything is made", arguments: ["inbox", "outbox", "state"])
    func apart(inner: String) throws {
        let root = try TestFolder()
        for outer in ["inbox", "outbox", "state"] where outer != inner {
            try root.write("soframe.json", #"{"\#(inner)": "\#(root.at("\(outer)/x"))"}"#)
            let error = #expect(throws: UserError.self) { _ = try TestInstallation.open(root) }
            #expect(
                error?.description == "The \(inner) folder \(root.at("\(outer)/x")) lies within the \(outer) folder "
                    + "\(root.at(outer)). Keep the three folders apart.")
            #expect(root.files(in: ".") == ["soframe.json"] && !root.exists(outer))
        }
    }

    @Test("A path of the user's is found in inbox or outbox, through links too")
    func places() throws {
        let paths = test.installation.paths
        #expect(try FilePlace(test.root.at("inbox/a.jpg"), in: paths) == .inbox(try place("a.jpg")))
        #expect(try FilePlace(test.root.at("outbox/a.mp4"), in: paths) == .outbox(try place("a.mp4")))
        #expect(try FilePlace("x/a.jpg", in: paths) == .inbox(try place("x/a.jpg")))
        try FileManager.default.createSymbolicLink(
            atPath: test.root.at("link"), withDestinationPath: test.root.at("inbox"))
        #expect(try FilePlace(test.root.at("link/a.jpg"), in: paths) == .inbox(try place("a.jpg")))
        for name in ["caf\u{E9}.jpg", "cafe\u{301}.jpg", "\u{301}.jpg"] {
            #expect(try FilePlace(test.root.at("inbox/\(name)"), in: paths) == .inbox(try place(name)))
        }
        #expect(throws: UserError.self) { try FilePlace("/elsewhere/a.jpg", in: paths) }
    }

    @Test("A sweep that another is at work on is left to it")
    func sweeps() async throws {
        let lock = try await InstanceLock.sweep.take(in: test.installation.state, command: "soframe clean")
        #expect(try await test.installation.sweeper.runUnlessHeld(as: "soframe watch") == nil)
        withExtendedLifetime(lock) {}
    }

    @Test("A note that cannot be written keeps no picture longer than it may stay")
    func sweepWithoutNote() async throws {
        let clock = ToldClock()
        let test = try TestInstallation(clock: clock.clocks)
        try await test.admit("x/photo.jpg", Pictures.jpeg())
        try test.root.write("outbox/x", "a file where a folder should be")
        clock.move(by: .seconds(30 * 24 * 3600))
        let (_, outcome) = try await test.installation.sweeper.run(as: "test")
        #expect(outcome.deleted == 1)
        #expect(outcome.failures.count == 1)
        #expect(test.root.files(in: "inbox") == [])
    }

    @Test("Abandoned hidden files go from the outbox, young ones and others stay")
    func hidden() throws {
        for name in ["x/.soframe-0123456789abcdef", ".soframe-0123456789abcdef", ".soframe-other", "a.mp4"] {
            try test.root.write("outbox/\(name)", "rest")
        }
        let hidden = HiddenFiles(outbox: test.installation.outbox)
        #expect(hidden.removeAbandoned(at: .now) == ([], []))
        #expect(test.outbox.count == 4)
        let removed = hidden.removeAbandoned(at: .now + .hours(2))
        #expect(removed.troubles == [])
        #expect(removed.deletions.map(\.class) == [.temporary, .temporary])
        #expect(test.outbox == [".soframe-other", "a.mp4"])
    }

    @Test("What a render left that was killed while it replaced a video goes with a later render into that folder")
    func hiddenBesideRender() async throws {
        for name in [".soframe-0123456789abcdef", "x/.soframe-0123456789abcdef", "photo.mp4"] {
            try test.root.write("videos/\(name)", "rest")
        }
        // It finds no picture; that comes later.
        let render = SingleRender(
            image: test.root.at("videos/photo.jpg"), force: true, configuration: test.installation.configuration)
        await #expect(throws: FileError.self) { _ = try await render.run { _, _ in } }
        #expect(test.root.files(in: "videos").count == 3, "young ones stay")
        await #expect(throws: FileError.self) { _ = try await render.run(at: .now + .hours(2)) { _, _ in } }
        #expect(test.root.files(in: "videos") == ["photo.mp4", "x/.soframe-0123456789abcdef"])
    }
}

struct BellTests {
    @Test("A bell still waits after a wait that its time or a cancellation ended")
    func again() async {
        let bell = Bell()
        await bell.wait(atMost: .zero)
        let waiting = Task { await bell.wait() }
        waiting.cancel()
        await waiting.value
        // At most one ring may be left over; the wait after it must end by its time alone.
        for _ in 1...3 { await bell.wait(atMost: .zero) }
        let slept = SleepCount()
        await bell.wait(atMost: .seconds(1)) { _ in await slept.add() }
        #expect(await slept.count == 1)
    }

    @Test("A ring before the wait is kept, or this would wait on", .timeLimit(.minutes(1)))
    func kept() async {
        let bell = Bell()
        bell.ring()
        await bell.wait()
        bell.ring()
        await bell.wait(atMost: .seconds(3600))
    }
}

private actor SleepCount {
    private(set) var count = 0
    func add() { count += 1 }
}
