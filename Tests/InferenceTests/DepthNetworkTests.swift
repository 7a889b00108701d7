import Depth
import Fixtures
import Model
import TestPictures
import Testing

@testable import Inference

/// Small networks whose answers are known, run by the real OpenVINO.
@Suite(.serialized) struct DepthNetworkTests {
    private let openVINO: OpenVINO

    init() throws { openVINO = try OpenVINO(library: try OpenVINORuntime.library) }

    /// Red grows to the right, green downwards, blue is checked.
    private static func picture(width: Int, height: Int) -> [Field] {
        [
            Field(width: width, height: height) { x, _ in Float(x) / Float(width) },
            Field(width: width, height: height) { _, y in Float(y) / Float(height) },
            Field(width: width, height: height) { x, y in (x / 8 + y / 8) % 2 == 0 ? 0.25 : 0.75 },
        ]
    }

    private func network(
        _ file: ONNXFile, _ kind: ModelKind, for picture: (width: Int, height: Int), threads: Int = 2
    ) throws -> DepthNetwork {
        let file = try NetworkFile(file.bytes, kind, with: openVINO)
        return try DepthNetwork(
            file, size: file.inputSize(width: picture.width, height: picture.height), threads: threads)
    }

    @Test("OpenVINO says which version it is")
    func version() throws {
        #expect(openVINO.version.hasPrefix("20"))
    }

    @Test(
        "Each colour arrives in its place, as bright as it is, whatever the family and however the sides are given",
        arguments: ModelKind.allCases, [true, false])
    func colors(kind: ModelKind, isFixed: Bool) throws {
        let size = kind.inputSize(width: 640, height: 480)
        let weights: [Float] = [0.5, 0.25, 0.125]
        let network = try network(
            ONNXFile(weights: weights, width: isFixed ? size.width : nil, height: isFixed ? size.height : nil), kind,
            for: (640, 480))
        #expect((network.width, network.height) == size)
        let picture = Self.picture(width: size.width, height: size.height)
        let answer = try network.nearness(picture)
        let differences = answer.values.indices.map { place in
            abs(
                answer.values[place]
                    - zip(weights, picture).map { $0 * $1.values[place] }.reduce(0, +))
        }
        #expect(differences.max() ?? 1 < 1e-5)
    }

    @Test(
        "Pictures are given at the size that the family's authors give them",
        arguments: [
            (ModelKind.depthAnythingV2, 640, 480, 686, 518), (.depthAnythingV2, 1080, 1920, 518, 924),
            (.depthAnythingV2, 100, 100, 518, 518), (.depthAnythingV2, 4000, 1000, 1036, 266),
            (.midasSmall, 640, 480, 256, 192), (.midasSmall, 1080, 1920, 160, 256), (.midasSmall, 9000, 100, 256, 32),
        ])
    func sizes(kind: ModelKind, width: Int, height: Int, inputWidth: Int, inputHeight: Int) {
        #expect(kind.inputSize(width: width, height: height) == (inputWidth, inputHeight))
    }

    @Test("The same picture gives the same numbers on one thread and on two")
    func threads() throws {
        // Sums over many places, whose order would show.
        var file = ONNXFile(weights: [0.3, -0.7, 0.9])
        file.steps = [
            file.steps[0],
            .init(
                "AveragePool", ["plane"], "answer",
                [("kernel_shape", [9, 9]), ("pads", [4, 4, 4, 4]), ("strides", [1, 1])]),
        ]
        let one = try network(file, .depthAnythingV2, for: (300, 200), threads: 1)
        let two = try network(file, .depthAnythingV2, for: (300, 200), threads: 2)
        let picture = Self.picture(width: one.width, height: one.height)
        let answer = try one.nearness(picture)
        #expect(try two.nearness(picture) == answer && one.nearness(picture) == answer)
    }

    @Test("A library that is none, or lacks a function, is refused with its path and the reason")
    func library() throws {
        let folder = try TestFolder()
        let text = try folder.write("libopenvino_c.so", "no library")
        #expect {
            try OpenVINO(library: text)
        } throws: { error in
            "\(error)".hasPrefix("OpenVINO (\(text)) cannot be used: ") && "\(error)".contains("file too short")
        }
        #expect(
            throws: InferenceError.runtime(
                library: "libz.so.1", reason: "it lacks the function ov_get_openvino_version")
        ) {
            try OpenVINO(library: "libz.so.1")
        }
    }
}
