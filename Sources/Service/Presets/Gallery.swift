import Files
import Foundation
package import Model
import Working

/// Every motion of one picture as a short clip, all on one page that needs no other file.
package struct Gallery: Sendable {
    private let picture: String?
    private let folder: String
    private let force: Bool
    private let configuration: Configuration
    private let executable: String?
    private let seconds: Double

    /// - Parameters:
    ///   - picture: The picture's path; nil for a drawn scene.
    ///   - folder: Made if it is missing.
    ///   - force: Whether a page that is there already is replaced.
    ///   - executable: The program that runs a worker; nil for this one.
    ///   - seconds: How long each clip is.
    package init(
        picture: String?, folder: String, force: Bool = false, configuration: Configuration, executable: String? = nil,
        seconds: Double = 4
    ) {
        self.picture = picture
        self.folder = folder
        self.force = force
        self.configuration = configuration
        self.executable = executable
        self.seconds = seconds
    }

    /// Renders, and returns the page's path.
    ///
    /// - Parameter progress: Called with the motion, its number from 1, and frames done and in all; first with 0 frames.
    /// - Throws: `UserError` when there is a page already, `JobFailure`, `FileError` or `CancellationError`.
    package func render(progress: @escaping @Sendable (Motion, Int, Int, Int) -> Void) async throws -> String {
        let source = try picture.map { path throws -> NamedPlace in try NamedPlace(path) }
        let place = try Directory.create(folder)
        guard let page = RelativePath("index.html") else { throw UserError.noFileName(folder) }
        let existing = try place.status(of: page)
        if let existing, existing.kind != .regular || !force {
            throw UserError.fileExists("\(folder)/index.html", existing.kind)
        }

        var clips: [GalleryPage.Clip] = []
        let scene = source == nil ? try SampleFiles(SampleScene()) : nil
        for (index, preset) in Preset.all.enumerated() {
            progress(preset.motion, index + 1, 0, 1)
            let video = try place.createUnnamed()
            let report = try await render(preset.motion, source, scene, in: place, to: video) {
                progress(preset.motion, index + 1, $0, $1)
            }
            clips.append(GalleryPage.Clip(preset: preset, chosen: report.choices, video: try video.readAll()))
        }
        let text = Array(GalleryPage(clips: clips, isSample: source == nil, seconds: seconds).text.utf8)
        let written = try place.write(
            text, as: page, existing: existing.map { .replaceIfStill($0.identity) } ?? .keep)
        guard case .written = written else { throw UserError.fileExists("\(folder)/index.html") }
        return "\(folder)/index.html"
    }

    /// The drawn scene's files, made once.
    private struct SampleFiles {
        let picture: [UInt8]
        let depth: [UInt8]

        init(_ scene: SampleScene) throws(JobFailure) {
            func file(_ color: (Int) -> SIMD3<Float>) throws(JobFailure) -> [UInt8] {
                try DrawnPicture.file(width: SampleScene.width, height: SampleScene.height) { x, y in
                    color(y * SampleScene.width + x)
                }
            }
            picture = try file { scene.colors[$0] }
            depth = try file { SIMD3(repeating: scene.nearness[$0]) }
        }
    }

    private func render(
        _ motion: Motion, _ source: NamedPlace?, _ scene: SampleFiles?, in place: Directory,
        to video: borrowing UnnamedFile, progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws -> WorkReport {
        let limits = configuration.limits
        var order = WorkOrder(
            settings: settings(motion), pixelLimit: limits.pixels, memoryLimit: limits.memory.bytes,
            encoderThreads: configuration.encoderThreads, secondsLimit: limits.jobSeconds,
            sandbox: configuration.sandbox)
        let timeLimit = TimeSpan.seconds(Double(limits.jobSeconds))
        let worker = executable.map { Worker(executable: $0, timeLimit: timeLimit) } ?? Worker(timeLimit: timeLimit)
        if let scene {
            order.hasDepthFile = true
            return try await worker.work(
                order, picture: try unnamed(scene.picture, in: place), depth: try unnamed(scene.depth, in: place),
                video: try video.duplicateDescriptor(), progress: progress)
        }
        guard let source else { throw UserError.noFileName(folder) }
        let file = try source.folder.openForReading(source.name)
        guard file.openingStatus.size <= Int64(limits.fileBytes) else {
            throw JobFailure.fileTooLarge(bytes: file.openingStatus.size, limit: limits.fileBytes)
        }
        let depth = try DepthFile.open(
            for: source.name, in: source.folder, order.settings, limit: limits.fileBytes)
        order.hasDepthFile =
            switch depth {
            case .some: true
            case nil: false
            }
        return try await worker.render(order, picture: file, depth: depth, to: video, progress: progress)
    }

    private func unnamed(_ bytes: [UInt8], in place: Directory) throws -> Descriptor {
        let file = try place.createUnnamed()
        try file.write(bytes)
        return try file.duplicateDescriptor()
    }

    /// Small and short, so that seventeen of them make a page of a few megabytes.
    private func settings(_ motion: Motion) -> Settings {
        var layer = SettingsLayer()
        layer.motion = motion
        layer.duration = seconds
        layer.width = 480
        layer.height = 270
        return Settings.resolved([layer] + configuration.defaults)
    }
}
