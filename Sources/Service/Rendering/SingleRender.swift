import Files
package import Model
import Working

/// One picture rendered by hand: no folders, no journal, nothing deleted.
package struct SingleRender: Sendable {
    /// Paths as the user gave them.
    package var image: String
    /// Nil: looked for beside the picture, as the inbox does.
    package var sidecar: String?
    /// Nil: beside the picture, with the video's extension.
    package var output: String?
    /// Whether an existing output is replaced.
    package var force: Bool
    /// Whether the report lists each frame's window.
    package var wantsPath: Bool
    /// A folder for pictures of how the shot came about, made when missing; nil for none.
    package var debugImages: String?
    package var configuration: Configuration
    /// The networks that tell depth.
    package var models: ModelRoom

    package init(
        image: String, sidecar: String? = nil, output: String? = nil, force: Bool = false, wantsPath: Bool = false,
        debugImages: String? = nil, configuration: Configuration, models: ModelRoom? = nil
    ) {
        self.image = image
        self.sidecar = sidecar
        self.output = output
        self.force = force
        self.wantsPath = wantsPath
        self.debugImages = debugImages
        self.configuration = configuration
        self.models = models ?? ModelRoom(folder: nil, configuration.models, environment: [:])
    }

    /// What was rendered.
    package struct Outcome: Sendable {
        /// The video's path.
        package let output: String
        /// Why `auto` chose what it did, and what was passed over, whole sentences.
        package let reasons: [String]
        /// The paths of pictures of how the shot came about.
        package let images: [String]
        /// Each frame's source window as CSV with a header, when it was asked for.
        package let pathTable: String
    }

    /// Renders one picture.
    ///
    /// - Parameters:
    ///   - now: What earlier renders left beside the output when they were killed goes if it is old by then.
    ///   - progress: Called on another thread with frames done and frames in all.
    /// - Throws: `UserError`, `JobFailure`, `FileError` or `CancellationError`.
    package func run(
        at now: Timestamp = .now, progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws -> Outcome {
        let picture = try NamedPlace(image)
        let settings = try settings(for: picture)
        let target =
            try output.map { path throws -> NamedPlace in try NamedPlace(path) }
            ?? (try picture.sibling(withExtension: settings.format.rawValue))
        let existing = try target.folder.status(of: target.name)
        if let existing, existing.kind != .regular || !force {
            throw UserError.outputExists(target.path, existing.kind)
        }

        let gallery = try debugImages.map { path throws -> DebugFolder in try DebugFolder(path, force: force) }

        // What cannot be removed is in nobody's way.
        _ = HiddenFiles(outbox: target.folder).removeAbandoned(at: now, deep: false)

        let file = try picture.folder.openForReading(picture.name)
        let limits = configuration.limits
        guard file.openingStatus.size <= Int64(limits.fileBytes) else {
            throw JobFailure.fileTooLarge(bytes: file.openingStatus.size, limit: limits.fileBytes)
        }
        let depth = try DepthSupply.open(
            for: picture.name, in: picture.folder, settings, limit: limits.fileBytes, models)
        let video = try target.folder.createUnnamed()
        var order = WorkOrder(
            settings: settings, pixelLimit: limits.pixels, memoryLimit: limits.memory.bytes,
            encoderThreads: configuration.encoderThreads, secondsLimit: limits.jobSeconds,
            sandbox: configuration.sandbox, wantsPath: wantsPath, hasDepthFile: depth.isFile, model: depth.model)
        order.wantsImages = gallery != nil
        let remarks = depth.remarks
        var report = try await Worker(timeLimit: .seconds(Double(limits.jobSeconds))).render(
            order, picture: file, depth: depth.take(), images: gallery?.files ?? [], to: video, progress: progress)
        report.remarks += remarks
        if let existing {
            guard try target.folder.replace(target.name, ifStill: existing.identity, with: video) == .replaced else {
                throw UserError.outputExists(target.path)
            }
        } else {
            guard try target.folder.publish(video, as: target.name) == .published else {
                throw UserError.outputExists(target.path)
            }
        }
        return Outcome(
            output: target.path, reasons: report.choices.reasons + report.remarks,
            images: try gallery?.publish(report) ?? [], pathTable: report.pathTable)
    }

    private func settings(for picture: NamedPlace) throws -> Settings {
        let given = try sidecar.map { path throws -> NamedPlace in try NamedPlace(path) }
        let candidates: [NamedPlace] =
            if let given { [given] } else { try picture.sidecars }
        for place in candidates {
            let exists = try place.folder.status(of: place.name) != nil
            guard exists || sidecar != nil else { continue }
            return Settings.resolved([try SidecarFile.read(place)] + configuration.defaults)
        }
        return Settings.resolved(configuration.defaults)
    }
}
