import Depth
import Media
import Model
import Pixels
import Rendering

/// Where a job's depth comes from: its file, the map in the picture, what a network tells, or a relief made up from the
/// picture.
struct DepthReading {
    /// A map taken apart, and what is near in it.
    private struct Map {
        let encoded: EncodedPicture
        let source: DepthSource
        var farIsWhite = false
    }

    private let map: Map?
    private let order: WorkOrder
    private let model: ModelReading?
    /// What told the depth, where it is worth a sentence.
    private(set) var reasons: [String] = []
    /// Why a map was passed over, as whole sentences.
    private(set) var remarks: [String] = []

    /// The map, if there is one, as long as it was not decoded.
    var encoded: EncodedPicture? { map?.encoded }

    /// - Parameters:
    ///   - file: The bytes of the depth file, if there is one.
    ///   - picture: Those of the picture.
    ///   - model: What may tell depth where there is no map.
    /// - Throws: `depth-invalid` when the file is no PNG or TIFF, or the picture lacks the map that is asked for.
    init(
        file: [UInt8]?, picture: [UInt8], _ order: WorkOrder, model: ModelReading? = nil
    ) throws(JobFailure) {
        self.order = order
        self.model = model
        if let file {
            map = try Self.map(ofFile: file, order)
        } else if order.settings.motion.mayGoThroughDepth, order.settings.depth.source.mayBeEmbedded {
            do throws(JobFailure) {
                map = try Self.map(within: picture, order)
            } catch {
                guard Self.maySkip(error, order) else { throw error }
                map = nil
                remarks = [error.sentence]
            }
        } else {
            map = nil
        }
    }

    private static func map(ofFile file: [UInt8], _ order: WorkOrder) throws(JobFailure) -> Map {
        let encoded = try Subject.file.reading { () throws(MediaError) in try EncodedPicture(file: file) }
        guard encoded.codec == .png || encoded.codec == .tiff else {
            throw JobFailure(
                .depthInvalid,
                "The depth file is a \(encoded.codec.rawValue) picture; depth is read from PNG and TIFF.",
                advice: "Save it as a PNG in grey, of 8 or 16 bits.")
        }
        try Subject.file.reading { () throws(MediaError) in try encoded.checkSize(limit: order.pixelLimit) }
        return Map(encoded: encoded, source: .file)
    }

    private static func map(within picture: [UInt8], _ order: WorkOrder) throws(JobFailure) -> Map? {
        let found = try Subject.embedded.reading { () throws(MediaError) in
            let depth = try EmbeddedDepth.find(in: picture)
            try depth?.picture.checkSize(limit: order.pixelLimit)
            return depth
        }
        guard found != nil || order.settings.depth.source == .auto || !order.settings.motion.isThroughDepth else {
            throw JobFailure(
                .depthInvalid, "The picture holds no map of depth, and depth.source asks for it.",
                advice: "Set depth.source to auto; then render the picture again.")
        }
        return found.map { Map(encoded: $0.picture, source: .embedded, farIsWhite: $0.farIsWhite) }
    }

    /// Whether to do without the map in the picture: it cannot be used and is not asked for.
    private static func maySkip(_ failure: JobFailure, _ order: WorkOrder) -> Bool {
        failure.code == .depthInvalid && order.settings.depth.source == .auto
    }

    /// Where the depth would come from; nil where there is none, and none may be made up.
    var source: DepthSource? {
        if let map { return map.source }
        if model?.isReady == true { return .model }
        return order.settings.depth.source == .auto || order.settings.depth.source == .relief ? .relief : nil
    }

    /// The depth of the whole upright picture.
    mutating func depth(of picture: Picture) throws(JobFailure) -> PictureDepth {
        guard let map else { return try depthWithoutMap(of: picture) }
        do throws(JobFailure) {
            return try depth(of: picture, map)
        } catch {
            guard map.source == .embedded, Self.maySkip(error, order) else { throw error }
            remarks.append(error.sentence)
            return try depthWithoutMap(of: picture)
        }
    }

    private mutating func depthWithoutMap(of picture: Picture) throws(JobFailure) -> PictureDepth {
        if let model, let depth = try model.depth(of: picture) {
            reasons.append("The model \(model.name) told the depth.")
            return depth
        }
        guard order.settings.depth.source != .model else { throw .noModel }
        if let trouble = model?.trouble { remarks.append(trouble) }
        return try relief(of: picture)
    }

    private func depth(of picture: Picture, _ map: Map) throws(JobFailure) -> PictureDepth {
        let subject = map.source == .file ? Subject.file : .embedded
        let decoded = try subject.reading { () throws(MediaError) in
            try PictureDecoder.decode(map.encoded, pixelLimit: order.pixelLimit)
        }
        let field = try DepthPicture(decoded.picture, called: subject.name).field(for: picture.uprightSize)
        return PictureDepth(field, source: map.source, inverted: order.settings.depth.invert != map.farIsWhite)
    }

    private func relief(of picture: Picture) throws(JobFailure) -> PictureDepth {
        do throws(RenderingError) {
            let colors = try SmallColors.lab(
                of: picture, longSide: Relief.longSide, background: order.settings.background)
            return PictureDepth(Relief.estimate(colors), source: .relief)
        } catch {
            throw error.failure
        }
    }
}

/// What a map is, to whoever sent it.
private enum Subject {
    case file
    case embedded

    var name: String {
        switch self {
        case .file: "depth file"
        case .embedded: "map of depth in the picture"
        }
    }

    private var advice: String {
        switch self {
        case .file: "Save it anew as a PNG in grey, or remove it."
        case .embedded: "Set depth.source to auto or relief; then render the picture again."
        }
    }

    /// Says of the map what is said of a picture.
    func reading<Result>(_ body: () throws(MediaError) -> Result) throws(JobFailure) -> Result {
        do throws(MediaError) {
            return try body()
        } catch {
            let failure = error.failure
            guard failure.code != .outOfMemory, failure.code != .internalError else { throw failure }
            throw JobFailure(.depthInvalid, "The \(name) cannot be used: \(failure.sentence)", advice: advice)
        }
    }
}
