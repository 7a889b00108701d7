import Files
import Fixtures
import Foundation
import Journaling
import Model
import Synchronization
import Testing

@testable import Service

@Suite(.timeLimit(.minutes(2)))
struct JobTests {
    private let test: TestInstallation

    init() throws { test = try TestInstallation(#"{"jobs": 2}"#) }

    @Test("A stopped job is put back with its attempt forgiven, and its worker is gone")
    func stopped() async throws {
        try await test.admit("photo.jpg", Pictures.jpeg(), sidecar: slow)
        let job = try await test.claim()
        let (frames, told) = AsyncStream.makeStream(of: Void.self)
        let runner = test.runner { if case .progress = $0 { told.yield() } }
        let run = Task { try await runner.run(job) }
        for await _ in frames { break }
        run.cancel()
        try await run.value
        #expect(try await test.states("photo.jpg") == [.queued])
        #expect(try await test.claim().attempt == 1)
        #expect(test.outbox == [])
        #expect(test.root.files(in: "state/progress") == [])
    }

    @Test("A job that was stopped before it began is put back too")
    func stoppedAtOnce() async throws {
        try await test.admit("photo.jpg", Pictures.jpeg(), sidecar: slow)
        let job = try await test.claim()
        let runner = test.runner()
        let run = Task {
            while !Task.isCancelled { await Task.yield() }
            try await runner.run(job)
        }
        run.cancel()
        try await run.value
        #expect(try await test.states("photo.jpg") == [.queued])
    }

    @Test("A bad picture fails with a note although the task is cancelled meanwhile, or is put back")
    func failedUnderStop() async throws {
        try await test.admit("photo.jpg", Data("no picture".utf8))
        let job = try await test.claim()
        let runner = test.runner()
        let run = Task { try await runner.run(job) }
        run.cancel()
        try await run.value
        let states = try await test.states("photo.jpg")
        #expect(states == [.queued] || states == [.failed])
        #expect(test.outbox == (states == [.failed] ? ["photo.jpg.error.json"] : []))
    }

    @Test("The dispatcher renders everything that is ready, and then ends")
    func drained() async throws {
        for number in 1...3 { try await test.admit("\(number).jpg", Pictures.jpeg() + Data([UInt8(number)])) }
        let delivered = Mutex(0)
        let runner = test.runner { event in if case .delivered = event { delivered.withLock { $0 += 1 } } }
        #expect(try await JobDispatcher(test.installation, runner: runner).drain() == nil)
        #expect(delivered.withLock(\.self) == 3)
        #expect(test.outbox == ["1.mp4", "2.mp4", "3.mp4"])
    }

    @Test("The dispatcher stops a job that lost its place, and starts what took it")
    func replaced() async throws {
        let first = try await test.admit("photo.jpg", Pictures.jpeg(), sidecar: slow)
        let (frames, told) = AsyncStream.makeStream(of: Void.self)
        let abandoned = Mutex<[Int64]>([])
        let runner = test.runner { event in
            if case .progress = event { told.yield() }
            if case .abandoned(let job) = event { abandoned.withLock { $0.append(job.id) } }
        }
        let dispatcher = JobDispatcher(test.installation, runner: runner)
        let run = Task { _ = try await dispatcher.drain() }
        for await _ in frames { break }
        try await test.admit("photo.jpg", Pictures.png())
        try await dispatcher.queueChanged()
        try await run.value
        #expect(abandoned.withLock(\.self) == [first])
        #expect(test.outbox == ["photo.mp4"])
        #expect(try await Video(decoding: test.root.at("outbox/photo.mp4")) == .quick)
    }

    @Test("A dispatcher that is cancelled leaves no job running")
    func cancelled() async throws {
        for number in 1...3 {
            try await test.admit("\(number).jpg", Pictures.jpeg() + Data([UInt8(number)]), sidecar: slow)
        }
        let (frames, told) = AsyncStream.makeStream(of: Void.self)
        let dispatcher = JobDispatcher(
            test.installation, runner: test.runner { if case .progress = $0 { told.yield() } })
        let run = Task { try await dispatcher.run() }
        for await _ in frames { break }
        run.cancel()
        try await run.value
        #expect(try await test.journal.counts() == [.queued: 3])
    }

    @Test(
        "The machine's troubles pass, a bad picture stays bad",
        arguments: [
            (FailureCode.noSpace, 1, RetryPolicy.Verdict.again(after: .seconds(10))),
            (.noSpace, 3, .again(after: .seconds(40))), (.unreadable, 50, .again(after: .minutes(10))),
            (.workerCrashed, 1, .again(after: .seconds(5))), (.workerCrashed, 2, .fail), (.notAnImage, 1, .fail),
            (.outOfMemory, 1, .fail), (.renderTimeout, 1, .fail), (.internalError, 1, .fail),
        ])
    func verdicts(code: FailureCode, attempt: Int, verdict: RetryPolicy.Verdict) {
        #expect(RetryPolicy.verdict(on: JobFailure(code, "", advice: ""), attempt: attempt) == verdict)
    }
}
