import Model
import TestPictures
import Testing

@testable import Working

/// Moves through the depth that a phone stored with its picture.
@Suite(.serialized) struct EmbeddedDepthJobTests {
    private static func level(_ x: Int, _ y: Int) -> UInt8 {
        (60..<100).contains(x) && (30..<80).contains(y) ? 220 : UInt8(20 + y)
    }
    private static let map = RawPlanes("gray", width: 160, height: 100) { _, x, y in Int(level(x, y)) }

    private static func file(_ change: (inout HEIFFile) -> Void = { _ in }) throws -> [UInt8] {
        var file = HEIFFile([.init(try CodedPicture(.slopes("yuv420p", width: 320, height: 200), .hevc))])
        file.add(.init(try CodedPicture(map, .hevc), [.hevcPurpose(2)]), as: "auxl")
        change(&file)
        return file.bytes
    }

    private static func order(_ source: DepthChoice, invert: Bool = false) -> WorkOrder {
        JobFolder.order { settings in
            settings.motion = .horizontal
            settings.depth.source = source
            settings.depth.invert = invert
        }
    }

    @Test(
        "The map is used in a sandboxed worker, as a file of the same depth would be",
        arguments: [DepthChoice.auto, .embedded])
    func used(source: DepthChoice) async throws {
        let drawing = Drawing(width: 160, height: 100) { x, y in
            let level = Self.level(x, y)
            return Drawing.Pixel(level, level, level)
        }
        let folder = try JobFolder(picture: try Self.file(), depth: PNGFile.bytes(drawing, .gray))
        let report = try await folder.render(Self.order(source))
        let finding = try #require(report.choices.depth)
        #expect(finding.source == .embedded && report.remarks.isEmpty)
        try folder.renderHere(Self.order(.file), withDepth: true, to: "file.mp4")
        #expect(try folder.frames() == folder.frames("file.mp4"))
    }

    @Test(
        "A camera that may choose asks the map too, and an insisted map that is missing is no matter to one that stays flat"
    )
    func chosen() throws {
        var order = Self.order(.auto)
        order.settings.motion = .auto
        let folder = try JobFolder(picture: try Self.file())
        let choices = try folder.renderHere(order).choices
        #expect(choices.motion.isThroughDepth && choices.depth?.source == .embedded)
        order.settings.depth.source = .embedded
        let plain = try JobFolder(picture: PNGFile.bytes(.waves(width: 320, height: 200), .rgb))
        #expect(try plain.renderHere(order).choices.depth == nil)
    }

    @Test("A file beside the picture wins over the map in it")
    func order() throws {
        let drawing = Drawing(width: 160, height: 100) { _, y in Drawing.Pixel(UInt8(y), UInt8(y), UInt8(y)) }
        let folder = try JobFolder(picture: try Self.file(), depth: PNGFile.bytes(drawing, .gray))
        #expect(try folder.renderHere(Self.order(.auto), withDepth: true).choices.depth?.source == .file)
    }

    @Test("Distances are near where they are small, and invert turns any map about")
    func distances() throws {
        let message: [UInt8] = [0, 0, 0, 8, 0, 0, 0, 5, 0x4E, 0x01, 0xB1, 0x01, 0b0000_0111]
        let far = try JobFolder(
            picture: try Self.file { $0.items[1].properties[2] = .hevcPurpose(2, message: message) })
        let near = try JobFolder(picture: try Self.file())
        try far.renderHere(Self.order(.auto))
        try near.renderHere(Self.order(.auto, invert: true))
        #expect(try far.frames() == near.frames())
        try near.renderHere(Self.order(.auto), to: "other.mp4")
        #expect(try far.frames() != near.frames("other.mp4"))
    }

    @Test(
        "A map that cannot be used is passed over with a remark, and refused where it is asked for",
        arguments: [
            (
                "empty",
                "The map of depth in the picture cannot be used: The picture is damaged: a part of its picture is empty."
            ),
            (
                "wide",
                "The map of depth in the picture has another shape than the picture: it measures 72 × 20 pixels, and the "
                    + "picture 320 × 200."
            ),
        ])
    func unusable(flaw: String, sentence: String) throws {
        let folder = try JobFolder(
            picture: try Self.file { file in
                switch flaw {
                case "empty": file.items[1].content = []
                default:
                    if let wide = try? CodedPicture(.slopes("gray", width: 72, height: 20), .hevc) {
                        file.items[1] = .init(wide, [.hevcPurpose(2)])
                    }
                }
            })
        let report = try folder.renderHere(Self.order(.auto))
        #expect(report.choices.depth?.source == .relief && report.remarks == [sentence])
        let failure = #expect(throws: JobFailure.self) { try folder.renderHere(Self.order(.embedded), to: "b.mp4") }
        #expect(failure?.code == .depthInvalid && failure?.sentence == sentence)
    }

    @Test("A picture without a map is refused where one is asked for")
    func absent() throws {
        let folder = try JobFolder(picture: PNGFile.bytes(.waves(width: 320, height: 200), .rgb))
        let failure = #expect(throws: JobFailure.self) { try folder.renderHere(Self.order(.embedded)) }
        #expect(failure?.code == .depthInvalid)
        #expect(failure?.sentence == "The picture holds no map of depth, and depth.source asks for it.")
        #expect(failure?.advice == "Set depth.source to auto; then render the picture again.")
    }
}
