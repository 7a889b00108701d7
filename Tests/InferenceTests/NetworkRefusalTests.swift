import Depth
import Fixtures
import Model
import TestPictures
import Testing

@testable import Inference

/// Networks that are none of their family, and how each is told.
@Suite(.serialized) struct NetworkRefusalTests {
    private let openVINO: OpenVINO

    init() throws { openVINO = try OpenVINO(library: try OpenVINORuntime.library) }

    private func refusal(
        _ bytes: [UInt8], _ kind: ModelKind = .midasSmall, test: Bool = false
    ) throws -> String? {
        do throws(InferenceError) {
            let file = try NetworkFile(bytes, kind, with: openVINO)
            let network = try DepthNetwork(file, size: file.inputSize(width: 4, height: 3), threads: 2)
            if test { _ = try SelfTest.check(network) } else { try SelfTest.ask(network) }
            return nil
        } catch {
            return error.description
        }
    }

    private static func shape(_ sides: [ONNXFile.Side]) -> [UInt8] {
        var file = ONNXFile(weights: [1, 1, 1])
        file.input = sides
        file.steps = [.init("Identity", ["picture"], "answer")]
        return file.bytes
    }

    @Test(
        "An input of another shape is refused, with what it is and what it must be",
        arguments: [
            (shape([.fixed(1), .fixed(256), .fixed(256), .fixed(3)]), "1 × 256 × 256 × 3"),
            (shape([.fixed(1), .fixed(1), .any("h"), .any("w")]), "1 × 1 × any × any"),
            (shape([.fixed(2), .fixed(3), .fixed(256), .fixed(256)]), "2 × 3 × 256 × 256"),
            (shape([.fixed(1), .fixed(3), .fixed(250), .fixed(256)]), "1 × 3 × 250 × 256"),
            (shape([.fixed(1), .fixed(3), .fixed(4096), .fixed(256)]), "1 × 3 × 4096 × 256"),
            (shape([.fixed(3), .fixed(256)]), "3 × 256"),
        ])
    func inputs(bytes: [UInt8], shape: String) throws {
        #expect(
            try refusal(bytes)
                == "The model takes \(shape); one of midas-small takes 1 × 3 × height × width, in multiples of 32.")
    }

    @Test("A damaged file is refused, wherever it ends")
    func damaged() throws {
        let whole = ONNXFile(weights: [1, 0, -1]).bytes
        for count in [1, 20, whole.count / 2, whole.count - 12] {
            let refusal = try #require(try refusal(Array(whole.prefix(count))))
            #expect(refusal.hasPrefix("OpenVINO failed at "), "\(refusal)")
        }
    }

    @Test("A file of numbers that are not 32 bits, of two outputs, or of an answer of another size is refused")
    func others() throws {
        var half = ONNXFile(weights: [1, 0, -1])
        half.inputType = 10
        half.steps = [.init("Identity", ["picture"], "answer")]
        #expect(
            try refusal(half.bytes) == "The model takes 294912 bytes instead of 147456 numbers of 32 bits.")
        var two = ONNXFile(weights: [1, 0, -1])
        two.outputs = ["answer", "sum"]
        #expect(
            try refusal(two.bytes)
                == "The model has 1 inputs and 2 outputs; one of midas-small has one of each.")
        var small = ONNXFile(weights: [1, 0, -1])
        small.steps = [
            small.steps[0],
            .init("AveragePool", ["plane"], "answer", [("kernel_shape", [2, 2]), ("strides", [2, 2])]),
        ]
        #expect(
            try refusal(small.bytes)
                == "The model answers a picture of 256 × 192 pixels with 1 × 1 × 96 × 128 numbers instead of one a pixel."
        )
    }

    @Test(
        "What the self-test finds is said",
        arguments: [
            (ONNXFile(weights: [0, 0, 0]), "The model answers every place of a picture with the same number."),
            (
                ONNXFile(weights: [-1, 0, 1]),
                "The model takes red for blue: it tells the depth of a drawn scene better with the two exchanged."
            ),
            (
                ONNXFile(weights: [0, 1, 0]),
                "The model has near and far the wrong way round: its numbers must grow with nearness, and those of models "
                    + "of distances in metres do not."
            ),
            (
                ONNXFile(weights: [1, 0, -1], then: [.init("Log", ["sum"], "answer")]),
                "The model gives values that are no numbers (NaN or infinite)."
            ),
            (
                ONNXFile(
                    weights: [1, 0, -1],
                    then: [.init("RandomUniformLike", ["sum"], "noise"), .init("Add", ["sum", "noise"], "answer")]),
                "The model answers the same picture with other numbers each time."
            ),
        ])
    func selfTest(file: ONNXFile, sentence: String) throws {
        #expect(try refusal(file.bytes, test: true) == sentence)
    }

    @Test("A network that tells the scene's depth passes, of either family")
    func passes() throws {
        for kind in ModelKind.allCases {
            #expect(try refusal(ONNXFile(weights: [1, 0, -1]).bytes, kind, test: true) == nil)
        }
    }
}
