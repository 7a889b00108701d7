import Depth
import Media
import Model
import Pixels
import Rendering

/// Where a job's depth comes from: its file, or a relief made up from the picture.
struct DepthReading {
    /// The file taken apart; nil where there is none.
    let encoded: EncodedPicture?
    private let order: WorkOrder

    /// - Parameter file: The bytes of the depth file, if there is one.
    /// - Throws: `depth-invalid` when it is no PNG or TIFF.
    init(file: [UInt8]?, _ order: WorkOrder) throws(JobFailure) {
        self.order = order
        guard let file else {
            encoded = nil
            return
        }
        let encoded = try Self.reading { () throws(MediaError) in try EncodedPicture(file: file) }
        guard encoded.codec == .png || encoded.codec == .tiff else {
            throw JobFailure(
                .depthInvalid,
                "The depth file is a \(encoded.codec.rawValue) picture; depth is read from PNG and TIFF.",
                advice: "Save it as a PNG in grey, of 8 or 16 bits.")
        }
        try Self.reading { () throws(MediaError) in try encoded.checkSize(limit: order.pixelLimit) }
        self.encoded = encoded
    }

    /// The depth of the whole upright picture.
    func depth(of picture: Picture) throws(JobFailure) -> PictureDepth {
        guard let encoded else { return try relief(of: picture) }
        let decoded = try Self.reading { () throws(MediaError) in
            try PictureDecoder.decode(encoded, pixelLimit: order.pixelLimit)
        }
        let field = try DepthPicture(decoded.picture).field(for: picture.uprightSize)
        return PictureDepth(field, source: .file, inverted: order.settings.depth.invert)
    }

    private func relief(of picture: Picture) throws(JobFailure) -> PictureDepth {
        do throws(RenderingError) {
            let colors = try SmallColors.lab(
                of: picture, longSide: Relief.longSide, background: order.settings.background)
            return PictureDepth(Relief.estimate(colors), source: .relief)
        } catch {
            throw JobFailure(
                .internalError, error.sentence, advice: "Please report it, with the picture's format and size.")
        }
    }

    /// What is wrong with a picture, said of the depth file.
    private static func reading<Result>(_ body: () throws(MediaError) -> Result) throws(JobFailure) -> Result {
        do throws(MediaError) {
            return try body()
        } catch {
            let failure = error.failure
            guard failure.code != .outOfMemory, failure.code != .internalError else { throw failure }
            throw JobFailure(
                .depthInvalid, "The depth file cannot be used: \(failure.sentence)",
                advice: "Save it anew as a PNG in grey, or remove it.")
        }
    }
}
