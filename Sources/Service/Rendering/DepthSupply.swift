import Files
import Model
import Working

/// What comes with a picture to tell its depth: a file, or else a network.
struct DepthSupply: ~Copyable {
    /// The one or the other, open for reading.
    let descriptor: Descriptor?
    let isFile: Bool
    let model: ModelOrder?
    /// What the report is to say of files that were passed over, whole sentences.
    let remarks: [String]

    /// - Throws: what `DepthFile` and `ModelRoom` do.
    static func open(
        for picture: RelativePath, in folder: Directory, _ settings: Settings, limit: Int, _ models: ModelRoom
    ) throws -> DepthSupply {
        if let file = try DepthFile.open(for: picture, in: folder, settings, limit: limit) {
            return DepthSupply(descriptor: file, isFile: true, model: nil, remarks: [])
        }
        let other = PassedOverDepth(for: picture, in: folder, settings)
        let remarks = other.map { ["\($0.sentence) \(PassedOverDepth.advice)."] } ?? []
        func without(_ model: ModelOrder?) -> DepthSupply {
            DepthSupply(descriptor: nil, isFile: false, model: model, remarks: remarks)
        }
        guard settings.motion.isThroughDepth, settings.depth.source.mayBeModel else { return without(nil) }
        switch try models.supply(isAskedFor: settings.depth.source == .model) {
        case .none: return without(nil)
        case .unavailable(let reason): return without(.unavailable(reason))
        case .model(let descriptor, let use):
            return DepthSupply(descriptor: descriptor, isFile: false, model: .use(use), remarks: remarks)
        }
    }

    /// Gives the file or network away.
    consuming func take() -> Descriptor? { descriptor }
}
