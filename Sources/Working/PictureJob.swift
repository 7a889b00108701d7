import Containing
import Depth
import Direction
import Foundation
import Media
package import Model
import Pixels
import Rendering

/// One picture becomes one video: the whole of a worker's work.
package struct PictureJob {
    private let order: WorkOrder
    private let images: DebugImages

    /// - Parameter images: Files, open for writing and empty, for pictures of how the shot comes about.
    package init(_ order: WorkOrder, images: [DebugImage: Int32] = [:]) {
        self.order = order
        self.images = DebugImages(files: images)
    }

    /// Renders the picture into an open regular file.
    ///
    /// - Parameters:
    ///   - file: The picture file's bytes.
    ///   - depth: Those of its depth file, if there is one.
    ///   - model: A network that may tell its depth, and what readies it; nil for none.
    ///   - video: Open for reading and writing, empty; stays the caller's.
    ///   - progress: Called after each frame with the number done and the number in all.
    package func render(
        file: [UInt8], depth: [UInt8]? = nil, model: ModelSupply? = nil, video: Int32, progress: (Int, Int) -> Void
    ) throws(JobFailure) -> WorkReport {
        try reporting {
            var scene = try prepared(file: file, depth: depth, model: model, rendering: true)
            // The encoder needs as much again as was freed while the scene was prepared.
            FreedMemory.giveBack()
            let clock = ContinuousClock()
            let began = clock.now
            if let renderer = scene.renderer {
                try encode(scene.shot, renderer, scene.source, to: video, progress: progress)
            }
            scene.report.rendering = (clock.now - began).seconds
            return scene.report
        }
    }

    /// Chooses the shot, and makes no video.
    package func plan(
        file: [UInt8], depth: [UInt8]? = nil, model: ModelSupply? = nil
    ) throws(JobFailure) -> WorkReport {
        try reporting { try prepared(file: file, depth: depth, model: model, rendering: false).report }
    }

    private func reporting(_ body: () throws -> WorkReport) throws(JobFailure) -> WorkReport {
        do {
            return try body()
        } catch let failure as JobFailure {
            throw failure
        } catch let error as MediaError {
            throw error.failure
        } catch let error as RenderingError {
            throw error.failure
        } catch {
            throw JobFailure(.internalError, "The job failed: \(error).", advice: "Please report it.")
        }
    }

    /// All that frames are made from, and what there is to say of it.
    private struct PreparedScene {
        let shot: Shot
        /// Nil for a plan.
        let renderer: ShotRenderer?
        let source: DigitalSource
        var report: WorkReport
    }

    /// The picture is let go when this returns, before the encoder needs memory.
    private func prepared(
        file: [UInt8], depth: [UInt8]?, model: ModelSupply?, rendering: Bool
    ) throws -> PreparedScene {
        let clock = ContinuousClock()
        let began = clock.now
        let encoded = try EncodedPicture(file: file)
        try encoded.checkSize(limit: order.pixelLimit)
        var depthReading = try DepthReading(file: depth, picture: file, order, model: model?.reading)
        let need = MemoryNeed(of: encoded, order.settings, depth: depthReading.encoded)
        try need.check(against: order.memoryLimit)
        // A map is enough, and one that turns out to be none is too late to do something about.
        try model?.ready(for: depthReading.encoded == nil ? encoded : nil, order.settings)
        let decoded = try PictureDecoder.decode(encoded, pixelLimit: order.pixelLimit)
        let picture = decoded.picture
        let size = picture.uprightSize
        var (look, found): (PictureLook?, PictureDepth?)
        let shot = try Director(
            order.settings, pictureWidth: size.width, pictureHeight: size.height,
            depthSource: need.bytesThroughDepth <= order.memoryLimit ? depthReading.source : nil,
            look: { () throws(JobFailure) in
                let seen = try self.look(at: picture)
                look = seen
                return seen
            },
            depth: { () throws(JobFailure) in
                let depth = try depthReading.depth(of: picture)
                found = depth
                return depth
            }
        ).shot()
        let renderer = rendering ? try ShotRenderer(shot, of: picture, depth: found?.map) : nil
        // What was made by a model stays so, however a camera moves over it.
        let source =
            encoded.modelMark
            ?? (shot.choices.depth?.source == .model ? .compositeWithTrainedAlgorithmicMedia : .composite)
        var choices = shot.choices
        if choices.depth != nil { choices.reasons += depthReading.reasons }
        var report = WorkReport(
            pictureWidth: size.width, pictureHeight: size.height, width: shot.width, height: shot.height,
            frames: shot.windows.count, choices: choices, decoding: (clock.now - began).seconds,
            rendering: 0, path: order.wantsPath ? shot.path : [],
            remarks: decoded.remarks + depthReading.remarks + [choices.depth?.flatness].compactMap(\.self),
            digitalSource: source.rawValue)
        if !images.files.isEmpty {
            let depth = try found ?? (depthReading.source == nil ? nil : depthReading.depth(of: picture))
            report.images = try images.draw(
                shot, of: picture, look: try look ?? self.look(at: picture), depth: depth, renderer)
            report.imageDepth = depth?.source
        }
        return PreparedScene(shot: shot, renderer: renderer, source: source, report: report)
    }

    private func look(at picture: Picture) throws(JobFailure) -> PictureLook {
        do throws(RenderingError) {
            return PictureLook(
                try SmallColors.lab(
                    of: picture, longSide: PictureLook.longSide, background: order.settings.background))
        } catch {
            throw error.failure
        }
    }

    private func encode(
        _ shot: Shot, _ renderer: ShotRenderer, _ source: DigitalSource, to video: Int32,
        progress: (Int, Int) -> Void
    ) throws {
        var movie = try MovieFile(
            descriptor: video,
            parameters: EncodingParameters(
                width: shot.width, height: shot.height, frameRate: shot.frameRate, quality: order.settings.quality,
                threads: order.encoderThreads))
        let frames = FramesAhead(of: shot, threads: shot.threads(besides: order.encoderThreads)) { renderer.frame($0) }
        defer { frames.stop() }
        for number in shot.windows.indices {
            try movie.append(frames.next())
            progress(number + 1, shot.windows.count)
        }
        try movie.finish(source: source)
    }
}

extension Shot {
    /// Threads that render it, besides so many of its encoder. A camera that moves over the picture is faster than any
    /// encoder with one, and a second one would take the encoder's time; moves through depth take as many as there are cores.
    fileprivate func threads(besides encoderThreads: Int) -> Int {
        depth == nil ? 1 : max(1, min(encoderThreads, ProcessInfo.processInfo.activeProcessorCount))
    }
}

extension Duration {
    fileprivate var seconds: Double { self / .seconds(1) }
}
