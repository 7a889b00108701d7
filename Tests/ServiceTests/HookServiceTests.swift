import Fixtures
import Foundation
import Journaling
import Model
import Synchronization
import Testing

@testable import Service

/// A clock that whoever sleeps puts forward.
private final class Clock: Sendable {
    private let time = Mutex(Timestamp.now)

    var now: Timestamp { time.withLock(\.self) }
    func pass(_ span: TimeSpan) { time.withLock { $0 = $0 + span } }
    func sleep(_ span: Duration) { pass(.seconds(span / .seconds(1))) }
}

/// Things in the order in which they happened.
private final class List<Element: Sendable>: Sendable {
    private let list = Mutex<[Element]>([])
    var all: [Element] { list.withLock(\.self) }
    func add(_ element: Element) { list.withLock { $0.append(element) } }
}

@Suite(.timeLimit(.minutes(2)))
struct HookServiceTests {
    private let test: TestInstallation
    private let clock = Clock()

    init() throws {
        test = try TestInstallation(
            #"{"jobs": 1, "hooks": {"delivered": ["/x/tell", "ready"], "failed": ["/x/sorry"]}}"#)
    }

    private func service(
        _ start: @escaping HookService.Run, tell: @escaping @Sendable (HookEvent) -> Void = { _ in }
    ) -> HookService {
        HookService(
            test.installation, start: start, now: { [clock] in clock.now }, sleep: { [clock] in clock.sleep($0) },
            tell: tell)
    }

    @Test("Each job's hook is run with its own words, in order, and owed no more")
    func order() async throws {
        let refused = try await test.refuse("a.jpg")
        try await test.admit("b.jpg", Data("picture".utf8))
        let job = try await test.claim()
        try await test.deliver(job, as: "b.mp4")
        let calls = List<[String]>()
        let told = List<HookEvent>()
        let hooks = service(
            { words, message in
                calls.add(words + [message.contains("\"video\": \"b.mp4\"") ? "b" : "-"])
                return nil
            }, tell: told.add)
        hooks.finish()
        try await hooks.run()
        #expect(calls.all == [["/x/sorry", "-"], ["/x/tell", "ready", "b"]])
        #expect(told.all == [.ran(job: refused), .ran(job: job.id)])
        #expect(try await test.journal.hookCounts() == HookCounts())
    }

    @Test("A hook that fails is run again after growing times, and then given up")
    func retried() async throws {
        let job = try await test.refuse("a.jpg")
        let times = List<Timestamp>()
        let told = List<HookEvent>()
        let (ends, ended) = AsyncStream.makeStream(of: Void.self)
        let hooks = service(
            { [clock] _, message in
                times.add(clock.now)
                #expect(message.contains("\"attempt\": \(times.all.count), "))
                return .exited(code: 7)
            },
            tell: { event in
                told.add(event)
                if case .givenUp = event { ended.yield() }
            })
        let run = Task { try await hooks.run() }
        for await _ in ends { break }
        hooks.finish()
        try await run.value
        let waits = zip(times.all, times.all.dropFirst()).map { $1.since($0) }
        let planned: [TimeSpan] = [.seconds(10), .minutes(1), .minutes(5), .minutes(20), .hours(1)]
        #expect(waits == planned)
        #expect(
            told.all == planned.map { .failed(job: job, .exited(code: 7), again: $0) }
                + [.givenUp(job: job, .exited(code: 7))])
        let counts = try await test.journal.hookCounts()
        #expect(counts.waiting == 0 && counts.givenUp == 1)
        #expect(
            counts.sentence?.hasPrefix("Hooks that wait: 0. Given up: 1. The last that failed was that of job ") == true
        )
        #expect(counts.sentence?.hasSuffix("It ended with the code 7.") == true)
        let status = try await StatusReport(test.installation)
        #expect(status.text.contains("Given up: 1.") && status.isHealthy)
    }

    @Test("A hook that is stopped is still owed, and no attempt of it is counted")
    func stopped() async throws {
        let job = try await test.refuse("a.jpg")
        let (starts, started) = AsyncStream.makeStream(of: Void.self)
        let hooks = service { _, _ in
            started.yield()
            try await Task.sleep(for: .seconds(1000))
            return nil
        }
        let run = Task { try await hooks.run() }
        for await _ in starts { break }
        run.cancel()
        try await run.value
        let hook = try await test.journal.dueHook(at: clock.now)
        #expect(hook?.job == job && hook?.failures == 0)
        #expect(try await test.journal.hookCounts().lastFailure == nil)
    }

    @Test("A hook that hangs delays no rendering, and those of other jobs wait for it")
    func besideRendering() async throws {
        for number in 1...2 { try await test.admit("\(number).jpg", Pictures.jpeg() + Data([UInt8(number)])) }
        let calls = List<String>()
        let hooks = service { _, message in
            calls.add(message)
            try await Task.sleep(for: .seconds(1000))
            return nil
        }
        let run = Task { try await hooks.run() }
        let dispatcher = JobDispatcher(test.installation, runner: test.runner { if $0.isEnd { hooks.jobEnded() } })
        #expect(try await dispatcher.drain() == nil)
        #expect(test.outbox == ["1.mp4", "2.mp4"])
        try await until("a hook runs") { !calls.all.isEmpty }
        #expect(try await test.journal.hookCounts().waiting == 2)
        run.cancel()
        try await run.value
        #expect(calls.all.count == 1)
    }

    @Test("Once the end is in sight hooks begin for a minute, and the rest is left")
    func finishing() async throws {
        for number in 1...5 { try await test.refuse("\(number).jpg") }
        let calls = List<String>()
        let hooks = service { [clock] _, message in
            calls.add(message)
            clock.pass(.seconds(25))
            return nil
        }
        hooks.finish()
        try await hooks.run()
        #expect(calls.all.count == 3)
        #expect(try await test.journal.hookCounts().waiting == 2)
    }

    @Test("A hook that was owed before a crash is run by the next start, unless nobody is to be told any more")
    func nextStart() async throws {
        try await test.refuse("a.jpg")
        _ = try await Recovery(installation: test.installation).run()
        #expect(try await test.journal.hookCounts().waiting == 1)
        try test.root.write("soframe.json", "{}")
        _ = try await Recovery(installation: TestInstallation.open(test.root)).run()
        #expect(try await test.journal.hookCounts().waiting == 0)
    }
}
