import Files
import Foundation
import Model
import Synchronization
import TestPictures
import Testing

@testable import Working

/// Jobs in true child processes. One after the other: each may use the whole machine.
@Suite(.serialized) struct WorkerTests {
    private static let picture = PNGFile.bytes(.waves(width: 320, height: 200), .rgb)

    @Test("A worker makes the video, tells how far it is, and what it did")
    func works() async throws {
        let folder = try JobFolder(picture: Self.picture)
        let told = Mutex<[[Int]]>([])
        let report = try await folder.render { frame, total in told.withLock { $0.append([frame, total]) } }
        #expect(told.withLock(\.self) == (1...15).map { [$0, 15] })
        #expect((report.pictureWidth, report.pictureHeight) == (320, 200))
        #expect((report.width, report.height, report.frames) == (160, 90, 15))
        #expect(report.choices.motion == .zoomIn)
        #expect(report.path.count == 15)
        #expect(report.path.first?.width == 320)
        #expect(try folder.frames().count == 15)
    }

    @Test("The same order gives the same bytes, again and on a single core")
    func reproducible() async throws {
        let folder = try JobFolder(picture: Self.picture)
        let order = JobFolder.order { settings in
            settings.resolution = .shortSide(360)
            settings.duration = 2
        }
        let pinned = try folder.scratch.writeProgram("exec taskset -c 0 '\(JobFolder.program)' \"$@\"", "pinned")
        try await folder.render(order, to: "one.mp4")
        try await folder.render(order, to: "two.mp4")
        try await folder.render(order, executable: pinned, to: "pinned.mp4")
        let one = try folder.scratch.read("one.mp4")
        #expect(try folder.scratch.read("two.mp4") == one)
        #expect(try folder.scratch.read("pinned.mp4") == one)
        #expect(try FFmpegProgram.frames(of: folder.scratch.path("one.mp4")).count == 60)
    }

    @Test("A refused picture's reason comes through the pipe unchanged")
    func refused() async throws {
        let folder = try JobFolder(picture: Array("qoif".utf8))
        await #expect(
            throws: JobFailure(
                .unsupportedFormat, "The picture cannot be rendered: it is a QOI picture.",
                advice: "Convert it to an ordinary JPEG or PNG and send that.")
        ) { try await folder.render() }
    }

    @Test("A job that takes too long is ended with a reason")
    func timeLimit() async throws {
        let folder = try JobFolder(picture: Self.picture)
        await #expect(
            throws: JobFailure(
                .renderTimeout, "Rendering took longer than limits.job_seconds allows (1s).",
                advice: "Choose a shorter duration or a smaller resolution, or raise limits.job_seconds.")
        ) { try await folder.render(JobFolder.longOrder, limit: .seconds(1)) }
        #expect(Self.children().isEmpty)
    }

    @Test("A worker that is killed is that job's failure alone")
    func killed() async throws {
        let folder = try JobFolder(picture: Self.picture)
        await #expect(
            throws: JobFailure(
                .workerCrashed, "The process that rendered the picture was killed by the signal 9.",
                advice: "Send the picture again as an ordinary JPEG; if that fails too, please report it.")
        ) {
            try await folder.render(JobFolder.longOrder) { _, _ in
                for child in Self.children() { kill(child, SIGKILL) }
            }
        }
        #expect(try await folder.render().frames == 15)
    }

    @Test(
        "However a worker ends without a word, the failure says how",
        arguments: [
            ("exit 3", "ended with the code 3"), ("kill -SEGV $$", "was killed by the signal 11"),
            ("exit 0", "ended with the code 0"), ("echo '{\"progress\":[1' >&4; exit 9", "ended with the code 9"),
        ])
    func crashed(script: String, ending: String) async throws {
        let folder = try JobFolder(picture: Self.picture)
        let program = try folder.scratch.writeProgram(script, "program")
        let failure = try #require(
            await #expect(throws: JobFailure.self) { try await folder.render(executable: program) })
        #expect(failure.code == .workerCrashed)
        #expect(failure.sentence == "The process that rendered the picture \(ending).")
    }

    @Test("A program that cannot be started is an internal failure with the system's reason")
    func missing() async throws {
        let folder = try JobFolder(picture: Self.picture)
        await #expect(
            throws: JobFailure(
                .internalError, "The process that renders could not be started: No such file or directory.",
                advice: "Check the limits on processes and open files (ulimit -a) and the machine's memory.")
        ) { try await folder.render(executable: folder.scratch.path("missing")) }
    }

    @Test("Cancelling ends the worker")
    func cancelled() async throws {
        let folder = try JobFolder(picture: Self.picture)
        let (began, beginning) = AsyncStream<Void>.makeStream()
        let job = Task { try await folder.render(JobFolder.longOrder) { _, _ in beginning.yield() } }
        for await _ in began { break }
        job.cancel()
        await #expect(throws: CancellationError.self) { try await job.value }
        #expect(Self.children().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.scratch.path("video.mp4")))
    }

    @Test("A worker does not outlive its parent")
    func orphaned() throws {
        let folder = try JobFolder(picture: Self.picture)
        try folder.scratch.write(Array(JobFolder.longOrder.text.utf8), "order")
        try folder.scratch.write([], "video")
        // A shell stands in for the parent. Its output is the worker's pipe, which ends when the worker does.
        let parent = Process()
        parent.executableURL = URL(filePath: "/bin/sh")
        parent.currentDirectoryURL = URL(filePath: folder.scratch.path)
        parent.arguments = [
            "-c", "'\(JobFolder.program)' worker $$ 4>&1 <picture 1<>video 2>/dev/null 3<order; echo survived",
        ]
        let pipe = Pipe()
        parent.standardOutput = pipe
        try parent.run()
        var told = try #require(try pipe.fileHandleForReading.read(upToCount: 1))
        kill(parent.processIdentifier, SIGKILL)
        told += try pipe.fileHandleForReading.readToEnd() ?? Data()
        parent.waitUntilExit()
        let events = String(decoding: told, as: UTF8.self)
        #expect(events.hasPrefix("{\"progress\": [1, 3600]}"))
        #expect(!events.contains("finished") && !events.contains("failed") && !events.contains("survived"))
    }

    @Test("A worker whose parent is another process than it was told does nothing")
    func stranger() throws {
        #expect(throws: ProgramFailure.self) { try Program.run(JobFolder.program, ["worker", "1"]) }
    }

    /// The processes that this one has started and not yet waited for.
    private static func children() -> [Int32] {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        return threads.flatMap { thread -> [Int32] in
            let list = try? String(contentsOfFile: "/proc/self/task/\(thread)/children", encoding: .utf8)
            return (list ?? "").split(separator: " ").compactMap { Int32($0) }
        }.filter { child in
            // Other suites run programs at the same time; ours are called soframe.
            (try? String(contentsOfFile: "/proc/\(child)/comm", encoding: .utf8)) != nil
                && ((try? String(contentsOfFile: "/proc/\(child)/cmdline", encoding: .utf8)) ?? "").hasPrefix(
                    "soframe\0worker")
        }
    }
}
