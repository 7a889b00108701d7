import Files
import Journaling
import Model
import Working

/// What the camera does in a picture's video, found anew by a worker: the same picture and settings lead to the same shot.
struct ShotPlan {
    /// Whole sentences; none where no video is made, or the picture has gone.
    let sentences: [String]

    init(_ story: InputStory, in installation: Installation) async throws {
        guard story.ending == nil, let job = story.jobs.last, job.state != .refused,
            let settings = try await installation.journal.settings(ofJob: job.id)
        else {
            sentences = []
            return
        }
        do {
            let report = try await Self.report(story.input.path, settings, in: installation)
            sentences = Self.words(report)
        } catch let failure as JobFailure {
            sentences = ["What its video shows cannot be told now: \(failure.sentence)"]
        } catch let error as FileError {
            sentences = error.isMissing ? [] : ["What its video shows cannot be told now: \(error.description)"]
        }
    }

    private static func report(
        _ path: RelativePath, _ settings: Settings, in installation: Installation
    ) async throws -> WorkReport {
        let limits = installation.configuration.limits
        let picture = try installation.inbox.openForReading(path)
        let depth = try DepthSupply.open(
            for: path, in: installation.inbox, settings, limit: limits.fileBytes, installation.paths.models)
        let order = WorkOrder(
            settings: settings, pixelLimit: limits.pixels, memoryLimit: limits.memory.bytes,
            encoderThreads: installation.configuration.encoderThreads, secondsLimit: limits.jobSeconds,
            sandbox: installation.configuration.sandbox, hasDepthFile: depth.isFile, model: depth.model)
        let remarks = depth.remarks
        var report = try await Worker(timeLimit: .seconds(Double(limits.jobSeconds)))
            .plan(order, picture: picture, depth: depth.take())
        report.remarks += remarks
        return report
    }

    private static func words(_ report: WorkReport) -> [String] {
        let choices = report.choices
        let depth = choices.depth.map { ", with depth from \($0.source.rawValue)" } ?? ""
        return ["Its video is made with motion \(choices.motion.rawValue) and fit \(choices.fit.rawValue)\(depth)."]
            + (choices.reasons + report.remarks).map { "  " + $0 }
    }
}
