import Containing
import Depth
import Inference
import Model
import Pixels
import Rendering

/// A job's depth as a network tells it: loaded before the process locks itself in, prepared before anything is decoded.
///
/// Where depth.source is auto, whatever goes wrong leaves a sentence and no network.
final class ModelReading {
    /// Why there is no network, as a whole sentence.
    private(set) var trouble: String?
    private let order: WorkOrder
    private let use: ModelUse?
    private var openVINO: OpenVINO?
    private var network: DepthNetwork?

    /// Loads OpenVINO, if the order has it; nothing from outside is read yet.
    init(_ order: WorkOrder) throws(JobFailure) {
        self.order = order
        use = order.model?.use
        if case .unavailable(let reason) = order.model { trouble = reason }
        guard let use else { return }
        try attempt { () throws(InferenceError) in openVINO = try OpenVINO(library: use.library) }
    }

    var name: String { use?.name ?? "" }

    /// Whether there is a network to prepare.
    var isLoaded: Bool { openVINO != nil }

    /// Whether there is a network to ask.
    var isReady: Bool { network != nil }

    /// Reads the network and makes code of it, for one picture.
    ///
    /// - Parameters:
    ///   - picture: Pixels of the upright picture.
    ///   - need: What the job needs with a network of that many bytes.
    ///   - bytes: Reads the network's file.
    func prepare(
        for picture: (width: Int, height: Int), need: (NetworkNeed) -> MemoryNeed,
        reading bytes: () throws(JobFailure) -> [UInt8]
    ) throws(JobFailure) {
        guard let use, let openVINO else { return }
        let bytes = try bytes()
        let size = use.kind.inputSize(width: picture.width, height: picture.height)
        let need = need(NetworkNeed(fileBytes: bytes.count, pixels: size.width * size.height))
        do throws(JobFailure) {
            try need.check(against: order.memoryLimit)
        } catch {
            guard order.settings.depth.source == .auto else { throw error }
            trouble = "The model \(use.name) cannot be used: \(error.sentence)"
            return
        }
        try attempt { () throws(InferenceError) in
            let file = try NetworkFile(bytes, use.kind, with: openVINO)
            network = try DepthNetwork(
                file, size: file.inputSize(width: picture.width, height: picture.height), threads: order.encoderThreads)
        }
    }

    /// What the network says of the whole upright picture; nil when it cannot. It is let go then.
    func depth(of picture: Picture) throws(JobFailure) -> PictureDepth? {
        guard let network = network.take() else { return nil }
        let colors = try Self.converting { () throws(RenderingError) in
            try SmallColors.rgb(
                of: picture, width: network.width, height: network.height, background: order.settings.background)
        }
        let guide = try Self.converting { () throws(RenderingError) in
            try SmallColors.lab(
                of: picture, longSide: PictureDepth.guideSide, background: order.settings.background)
        }
        var answer: Field?
        try attempt { () throws(InferenceError) in answer = try network.nearness(colors) }
        return answer.map { PictureDepth(answer: $0, guide: guide) }
    }

    /// Keeps the sentence where there is another way, and fails the job where there is none.
    private func attempt(_ body: () throws(InferenceError) -> Void) throws(JobFailure) {
        do throws(InferenceError) {
            try body()
        } catch {
            let sentence = "The model \(name) cannot be used: \(error.description)"
            guard order.settings.depth.source == .auto else {
                throw JobFailure(
                    .modelUnavailable, sentence,
                    advice: "See soframe models, or set depth.source to auto; then render the picture again.")
            }
            trouble = sentence
        }
    }

    private static func converting<Result>(
        _ body: () throws(RenderingError) -> Result
    ) throws(JobFailure) -> Result {
        do throws(RenderingError) {
            return try body()
        } catch {
            throw JobFailure(
                .internalError, error.sentence, advice: "Please report it, with the picture's format and size.")
        }
    }
}

/// What the memory that a network takes goes by.
struct NetworkNeed: Equatable {
    let fileBytes: Int
    /// Of its input.
    let pixels: Int

    /// Measured with a network of the size of Depth Anything V2 small: while its file is read there are up to five of it;
    /// then three and a half, with what each pixel becomes on its way.
    var bytes: Double { max(5 * Double(fileBytes), 3.5 * Double(fileBytes) + 480 * Double(pixels)) }
}
