import Files
import Fixtures
import Model
import TestPictures
import Testing

@testable import Working

/// Pictures of how a shot came about, drawn by true child processes beside whatever else comes with the order.
@Suite(.serialized) struct DebugImageJobTests {
    enum Supply: CaseIterable {
        case nothing, file, model, unloadedModel, map, mapAndFile, mapAndModel

        var source: DepthSource {
            switch self {
            case .nothing, .unloadedModel: .relief
            case .file, .mapAndFile: .file
            case .model: .model
            case .map, .mapAndModel: .embedded
            }
        }

        var hasMap: Bool { [.map, .mapAndFile, .mapAndModel].contains(self) }
        var hasFile: Bool { [.file, .mapAndFile].contains(self) }
        var hasModel: Bool { [.model, .unloadedModel, .mapAndModel].contains(self) }

        func picture() throws -> [UInt8] {
            guard hasMap else { return PNGFile.bytes(.waves(width: 320, height: 200), .rgb) }
            var file = HEIFFile([.init(try CodedPicture(.slopes("yuv420p", width: 320, height: 200), .hevc))])
            let map = RawPlanes("gray", width: 160, height: 100) { _, _, y in 20 + y }
            file.add(.init(try CodedPicture(map, .hevc), [.hevcPurpose(2)]), as: "auxl")
            return file.bytes
        }
    }

    private static let depth = PNGFile.bytes(
        Drawing(width: 160, height: 100) { x, y in
            let level: UInt8 = (60..<100).contains(x) && (30..<80).contains(y) ? 220 : UInt8(20 + y)
            return Drawing.Pixel(level, level, level)
        }, .gray)

    @Test("Each of them is a whole picture in the file that waits for it", arguments: Supply.allCases)
    func drawn(supply: Supply) async throws {
        let folder = try JobFolder(
            picture: try supply.picture(), depth: supply.hasModel ? ONNXFile(weights: [1, 0, 0]).bytes : Self.depth)
        var order = JobFolder.order { $0.motion = .orbit }
        if supply.hasModel {
            let library = try OpenVINORuntime.library + (supply == .unloadedModel ? ".none" : "")
            order.model = .use(ModelUse(name: "red", kind: .midasSmall, library: library))
        }
        let files = try DebugImage.allCases.map { _ in DebugFile(try folder.directory.createUnnamed()) }
        let report = try await folder.render(
            order, withDepth: supply.hasFile, withModel: supply.hasModel, images: files)
        #expect(report.imageDepth == supply.source && report.choices.depth?.source == supply.source)
        // What has no edges in its depth has no near layer.
        #expect(report.images.filter { $0 != .near } == [.saliency, .depth, .path, .background])
        for (image, file) in zip(DebugImage.allCases, files) {
            let bytes = try file.withFile { try $0.readAll() }
            guard report.images.contains(image) else {
                #expect(bytes == [])
                continue
            }
            #expect(bytes.prefix(8) == PNGFile.signature[...] && bytes.suffix(12) == PNGFile.chunk("IEND", [])[...])
        }
        #expect(try folder.frames().count == 15)
    }
}
