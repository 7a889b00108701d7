import Depth
import Direction
import Media
package import Model
import Pixels
import Rendering

/// One picture becomes one video: the whole of a worker's work.
package struct PictureJob {
    private let order: WorkOrder

    package init(_ order: WorkOrder) { self.order = order }

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
        do {
            return try rendered(file: file, depth: depth, model: model, video: video, progress: progress)
        } catch let failure as JobFailure {
            throw failure
        } catch let error as MediaError {
            throw error.failure
        } catch let error as RenderingError {
            throw JobFailure(
                .internalError, error.sentence, advice: "Please report it, with the picture's format and size.")
        } catch {
            throw JobFailure(.internalError, "The job failed: \(error).", advice: "Please report it.")
        }
    }

    private func rendered(
        file: [UInt8], depth: [UInt8]?, model: ModelSupply?, video: Int32, progress: (Int, Int) -> Void
    ) throws -> WorkReport {
        let clock = ContinuousClock()
        let began = clock.now
        let encoded = try EncodedPicture(file: file)
        try encoded.checkSize(limit: order.pixelLimit)
        var depthReading = try DepthReading(file: depth, picture: file, order, model: model?.reading)
        try MemoryNeed(of: encoded, order.settings, depth: depthReading.encoded).check(against: order.memoryLimit)
        // A map is enough, and one that turns out to be none is too late to do something about.
        try model?.ready(for: depthReading.encoded == nil ? encoded : nil, order.settings)
        let shot: Shot
        let renderer: ShotRenderer
        let size: (width: Int, height: Int)
        let remarks: [String]
        do {
            // The picture is let go as soon as the working image is made, before the encoder needs memory.
            let decoded = try PictureDecoder.decode(encoded, pixelLimit: order.pixelLimit)
            let picture = decoded.picture
            size = picture.uprightSize
            var found: PictureDepth?
            shot = try Director(
                order.settings, pictureWidth: size.width, pictureHeight: size.height,
                saliency: { Saliency(luma: Thumbnail.luma(of: picture, side: Saliency.side)) },
                depth: { () throws(JobFailure) in
                    let depth = try depthReading.depth(of: picture)
                    found = depth
                    return depth
                }
            ).shot()
            remarks = decoded.remarks + depthReading.remarks
            renderer = try ShotRenderer(shot, of: picture, depth: found?.map)
        }
        let decoded = clock.now
        // What was made by a model stays so, however a camera moves over it.
        let source =
            encoded.modelMark
            ?? (shot.choices.depth?.source == .model ? .compositeWithTrainedAlgorithmicMedia : .composite)
        var choices = shot.choices
        choices.reasons += depthReading.reasons
        try encode(shot, renderer, source, to: video, progress: progress)
        return WorkReport(
            pictureWidth: size.width, pictureHeight: size.height, width: shot.width, height: shot.height,
            frames: shot.windows.count, choices: choices, decoding: (decoded - began).seconds,
            rendering: (clock.now - decoded).seconds, path: order.wantsPath ? shot.path : [], remarks: remarks,
            digitalSource: source.rawValue)
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
        let frames = FramesAhead(of: shot, renderer)
        defer { frames.stop() }
        for number in shot.windows.indices {
            try movie.append(frames.next())
            progress(number + 1, shot.windows.count)
        }
        try movie.finish(source: source)
    }
}

extension Duration {
    fileprivate var seconds: Double { self / .seconds(1) }
}
