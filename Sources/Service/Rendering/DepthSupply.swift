import Files
import Model
import Working

/// What comes with a picture to tell its depth: a file, or else a network.
struct DepthSupply: ~Copyable {
    /// The one or the other, open for reading.
    let descriptor: Descriptor?
    let isFile: Bool
    let model: ModelOrder?

    /// - Throws: what `DepthFile` and `ModelRoom` do.
    static func open(
        for picture: RelativePath, in folder: Directory, _ settings: Settings, limit: Int, _ models: ModelRoom
    ) throws -> DepthSupply {
        if let file = try DepthFile.open(for: picture, in: folder, settings, limit: limit) {
            return DepthSupply(descriptor: file, isFile: true, model: nil)
        }
        guard settings.motion.isThroughDepth, settings.depth.source.mayBeModel else {
            return DepthSupply(descriptor: nil, isFile: false, model: nil)
        }
        switch try models.supply(isAskedFor: settings.depth.source == .model) {
        case .none: return DepthSupply(descriptor: nil, isFile: false, model: nil)
        case .unavailable(let reason):
            return DepthSupply(descriptor: nil, isFile: false, model: .unavailable(reason))
        case .model(let descriptor, let use):
            return DepthSupply(descriptor: descriptor, isFile: false, model: .use(use))
        }
    }

    /// Gives the file or network away.
    consuming func take() -> Descriptor? { descriptor }
}
