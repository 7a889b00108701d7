import Fixtures
import Foundation
import Glibc
import Intake
import Journaling
import Model
import Retention
import Testing
import Watching

@testable import Service

/// Nothing that users do to files, settings and clocks keeps a picture longer than it may stay.
@Suite(.timeLimit(.minutes(3)))
struct OutlivingTests {
    /// Who looks at the inbox: an instance that runs, or `soframe clean` from cron.
    enum Mode: String, CaseIterable { case watch, cron }

    @Test(
        "No sequence of what users do makes a picture outlive its deadline and one interval",
        arguments: Mode.allCases, [11, 22, 33, 44, 55] as [UInt64])
    func sequences(mode: Mode, seed: UInt64) async throws {
        let life = try await InboxLife(mode: mode, seed: seed)
        for _ in 0..<60 { try await life.step() }
        let violations = life.violations
        #expect(violations == [], "mode \(mode), seed \(seed): \(life.story.suffix(40).joined(separator: "; "))")
        #expect(life.deleted > 2, "mode \(mode), seed \(seed)")
    }
}

/// An inbox to which things happen at random, an hour or less apart, each followed by a sweep.
private final class InboxLife {
    /// A version of a file: same bytes, whatever it is called.
    private struct Version {
        var content: Int
        /// When it was first there, by time that really passed.
        var born: Duration
        /// How long it may stay.
        var keep: Duration
    }

    private static let names = (1...4).map { "\($0).jpg" }
    private static let interval = Duration.hours(1)

    private let mode: OutlivingTests.Mode
    private var random: SeededGenerator
    private let clock = ToldClock(start: Timestamp(milliseconds: 500_000 * 3_600_000))
    private let test: TestInstallation
    private var installation: Installation
    private var desk: IntakeDesk
    private var passed = Duration.zero
    private var keep = Duration.hours(3)
    private var files: [String: Version] = [:]
    private var sidecars: [String: Version] = [:]
    private var lastContent = 0
    private var heard: [DirectoryEvent] = []
    private(set) var story: [String] = []
    private(set) var violations: [String] = []
    private(set) var deleted = 0

    init(mode: OutlivingTests.Mode, seed: UInt64) async throws {
        self.mode = mode
        random = SeededGenerator(seed)
        test = try TestInstallation(
            #"{"intake": {"sidecar_wait": "0"}, "retention": {"keep": "3h"}}"#, clock: clock.clocks)
        installation = test.installation
        desk = try installation.desk(clock: clock.clock)
        try await look()
    }

    func step() async throws {
        let action = Action.allCases[Int.random(in: 0..<Action.allCases.count, using: &random)]
        let (one, other) = (name(), name())
        story.append("\(passed / .seconds(60)) min: \(action) \(one) \(other)")
        try await act(action, one, other)
        try await look()
        try await work()
        let minutes = Int64.random(in: 10...60, using: &random)
        clock.move(by: .seconds(minutes * 60))
        passed += .seconds(minutes * 60)
        try await sweep()
        judge()
    }

    private func name() -> String { Self.names[Int.random(in: 0..<Self.names.count, using: &random)] }

    // MARK: What users do

    private enum Action: CaseIterable {
        case drop, touch, rename, swap, renameAndTouch, renameAndReplace, rewrite, rewriteTheSame, sendTheSame, link
        case addSidecar, removeSidecar, retry, changeConfiguration, restart, setBack, setForward, nothing, remove
    }

    private func act(_ action: Action, _ one: String, _ other: String) async throws {
        switch action {
        case .drop: try drop(one)
        case .touch: try touch(one)
        case .rename: try rename(one, to: other)
        case .swap:
            guard files[one] != nil, files[other] != nil, one != other else { return }
            try rename(one, to: "z.jpg")
            try rename(other, to: one)
            try rename("z.jpg", to: other)
        case .renameAndTouch:
            try rename(one, to: other)
            try touch(other)
        case .renameAndReplace:
            guard one != other else { return }
            try rename(one, to: other)
            try drop(one)
        case .rewrite:
            guard files[one] != nil else { return }
            try write(one, newContent(), inPlace: true)
        case .rewriteTheSame:
            guard let version = files[one] else { return }
            try write(one, version.content, inPlace: true)
        case .sendTheSame:
            guard let version = files[one] else { return }
            try write(one, version.content, inPlace: false)
        case .link: try await link(one, other)
        case .addSidecar: try addSidecar(one)
        case .removeSidecar:
            guard sidecars.removeValue(forKey: one) != nil else { return }
            try test.root.remove("inbox/\(one).json")
            heard.append(.removed(try place(one + ".json")))
        case .retry: _ = try await installation.journal.retry(place(one), at: clock.clocks.now.wall)
        case .changeConfiguration: try await changeConfiguration()
        case .restart: try await restart()
        case .setBack: clock.set(by: .hours(-Int64.random(in: 1...100, using: &random)))
        case .setForward: clock.set(by: .hours(Int64.random(in: 25...2000, using: &random)))
        case .nothing: return
        case .remove:
            guard files.removeValue(forKey: one) != nil else { return }
            try test.root.remove("inbox/\(one)")
            heard.append(.removed(try place(one)))
        }
    }

    private func newContent() -> Int {
        lastContent += 1
        return lastContent
    }

    private func drop(_ name: String) throws { try write(name, newContent(), inPlace: false) }

    private func write(_ name: String, _ content: Int, inPlace: Bool) throws {
        if files[name]?.content != content { files[name] = Version(content: content, born: passed, keep: keep) }
        let data = Data("picture \(1_000_000 + content)".utf8)
        if inPlace {
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: test.root.at("inbox/\(name)")))
            try file.truncate(atOffset: 0)
            try file.write(contentsOf: data)
            try file.close()
        } else {
            try test.root.write("aside", data)
            guard unsafe Glibc.rename(test.root.at("aside"), test.root.at("inbox/\(name)")) == 0 else {
                throw Unmet("\(name) was not put in place")
            }
        }
        heard.append(.written(try place(name)))
    }

    private func touch(_ name: String) throws {
        guard files[name] != nil else { return }
        let date = Date(timeIntervalSince1970: Double.random(in: 0...4e9, using: &random))
        try FileManager.default.setAttributes(
            [.modificationDate: date], ofItemAtPath: test.root.at("inbox/\(name)"))
        heard.append(.touched(try place(name), .attributes))
    }

    private func rename(_ one: String, to other: String) throws {
        guard let version = files[one], one != other else { return }
        guard unsafe Glibc.rename(test.root.at("inbox/\(one)"), test.root.at("inbox/\(other)")) == 0 else {
            throw Unmet("\(one) was not renamed")
        }
        files[one] = nil
        files[other] = version
        heard += [.removed(try place(one)), .written(try place(other))]
    }

    /// A rename in two steps, between which somebody may look.
    private func link(_ one: String, _ other: String) async throws {
        guard let version = files[one], files[other] == nil else { return }
        try FileManager.default.linkItem(
            atPath: test.root.at("inbox/\(one)"), toPath: test.root.at("inbox/\(other)"))
        heard.append(.touched(try place(other), .created))
        files[other] = version
        if Bool.random(using: &random) { try await look() }
        try test.root.remove("inbox/\(one)")
        files[one] = nil
        heard.append(.removed(try place(one)))
    }

    private func addSidecar(_ name: String) throws {
        let keeps = ["1h", "3h", "7d", "0"]
        let keep = keeps[Int.random(in: 0..<keeps.count, using: &random)]
        try test.root.write("inbox/\(name).json", #"{"keep": "\#(keep)", "seed": \#(newContent())}"#)
        if sidecars[name] == nil { sidecars[name] = Version(content: 0, born: passed, keep: self.keep) }
        heard.append(.written(try place(name + ".json")))
    }

    private func changeConfiguration() async throws {
        let hours: Int64 = [2, 3, 8][Int.random(in: 0..<3, using: &random)]
        keep = .hours(hours)
        try test.root.write(
            "soframe.json", #"{"intake": {"sidecar_wait": "0"}, "retention": {"keep": "\#(hours)h"}}"#)
        try await restart()
    }

    private func restart() async throws {
        installation = try TestInstallation.open(test.root, clock: clock.clocks)
        _ = try await Recovery(installation: installation).run()
        desk = try installation.desk(clock: clock.clock)
        heard = []
    }

    // MARK: What the program does

    private func look() async throws {
        switch mode {
        case .cron: heard = []
        case .watch:
            for event in heard.shuffled(using: &random) { await desk.note(event) }
            heard = []
            if Bool.random(using: &random) { await desk.note(.rescan(.root, .kernelOverflow)) }
            for _ in 0..<9 {
                _ = try await desk.settle()
                clock.move(by: .seconds(1))
                passed += .seconds(1)
            }
        }
    }

    /// Some jobs come to an end.
    private func work() async throws {
        let now = clock.clocks.now.wall
        guard Bool.random(using: &random), let job = try await installation.journal.claim(at: now) else { return }
        if Bool.random(using: &random) { try await test.deliver(job, as: "\(job.id).mp4", at: now) }
    }

    private func sweep() async throws {
        switch mode {
        case .watch: deleted += try await installation.sweeper.run(as: "test").outcome.deleted
        case .cron: deleted += try await CleanRun(installation).run().deleted
        }
        let there = Set(test.root.files(in: "inbox"))
        files = files.filter { there.contains($0.key) }
        sidecars = sidecars.filter { there.contains($0.key + ".json") }
    }

    /// A version that is still there after a sweep must not be older than it may be: until its deadline, which is an hour at
    /// most after `keep`. What `clean` had not seen before came an hour before that at most.
    private func judge() {
        let grace = Self.interval * (mode == .cron ? 2 : 1) + .seconds(60)
        for (name, version) in files where passed - version.born > version.keep + grace {
            violations.append(
                "\(name) is \((passed - version.born) / .seconds(60)) minutes old, born at \(version.born)")
        }
        for (name, version) in sidecars where files[name] == nil && passed - version.born > version.keep + grace {
            violations.append("The sidecar of \(name) is \((passed - version.born) / .seconds(60)) minutes old.")
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
