import Files
import Foundation
import Model
import TestPictures

@testable import Working

/// A folder with a picture, and the means to make videos of it.
final class JobFolder: Sendable {
    let scratch: ScratchFolder
    let directory: Directory

    init(picture: [UInt8], depth: [UInt8]? = nil) throws {
        scratch = try ScratchFolder()
        directory = try Directory.open(scratch.path)
        try scratch.write(picture, "picture")
        if let depth { try scratch.write(depth, "depth") }
    }

    static func order(_ change: (inout Settings) -> Void = { _ in }) -> WorkOrder {
        var settings = Settings()
        settings.resolution = .exact(width: 160, height: 90)
        settings.duration = 0.5
        settings.motion = .zoomIn
        change(&settings)
        return WorkOrder(
            settings: settings, pixelLimit: 1 << 24, memoryLimit: 1 << 31, encoderThreads: 4, wantsPath: true)
    }

    /// An order for a video that takes minutes: nothing a test does waits for its end.
    static var longOrder: WorkOrder {
        order { settings in
            settings.resolution = .shortSide(2160)
            settings.duration = 60
            settings.frameRate = FrameRate(60)
        }
    }

    /// Renders in a child process into the file of that name.
    ///
    /// - Parameter withModel: The depth's file is a network's.
    @discardableResult
    func render(
        _ order: WorkOrder = JobFolder.order(), executable: String = JobFolder.program, limit: TimeSpan = .minutes(10),
        withDepth: Bool = false, withModel: Bool = false, images: [DebugFile] = [], to name: String = "video.mp4",
        progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> WorkReport {
        let picture = try directory.openForReading(try Self.place("picture"))
        let depth =
            withDepth || withModel
            ? try directory.openForReading(try Self.place("depth")).duplicateDescriptor() : nil as Descriptor?
        let video = try directory.createUnnamed()
        var order = order
        order.hasDepthFile = withDepth
        order.wantsImages = !images.isEmpty
        let report = try await Worker(executable: executable, timeLimit: limit).render(
            order, picture: picture, depth: depth, images: images, to: video, progress: progress)
        guard try directory.publish(video, as: try Self.place(name)) == .published else { throw NameTaken() }
        return report
    }

    /// Renders in this process.
    @discardableResult
    func renderHere(
        _ order: WorkOrder, withDepth: Bool = false, to name: String = "video.mp4"
    ) throws -> WorkReport {
        let video = try directory.createUnnamed()
        let depth = withDepth ? try scratch.read("depth") : nil
        let report = try video.withRawDescriptor { raw in
            try PictureJob(order).render(file: try scratch.read("picture"), depth: depth, video: raw) { _, _ in }
        }
        guard try directory.publish(video, as: try Self.place(name)) == .published else { throw NameTaken() }
        return report
    }

    func frames(_ name: String = "video.mp4") throws -> [VideoFrame] {
        try FFmpegProgram.frames(of: scratch.path(name))
    }

    /// The program under test, which is built beside the tests.
    static var program: String {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: tests).deletingLastPathComponent().appending(path: "soframe").path(percentEncoded: false)
    }

    private static func place(_ name: String) throws -> RelativePath {
        guard let place = RelativePath(bytes: name.utf8) else { throw NameTaken() }
        return place
    }

    private struct NameTaken: Error {}
}
