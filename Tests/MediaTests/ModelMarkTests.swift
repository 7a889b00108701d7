import Media
import Pixels
import TestPictures
import Testing

/// Which pictures are known to be made by a trained model, from the one word of their metadata that is read.
@Suite struct ModelMarkTests {
    enum Container: CaseIterable {
        case jpeg, png, compressedPNG, webP, gif, tiff, heic, jpegXL

        /// A picture with that packet of XMP.
        func file(_ packet: [UInt8]) throws -> [UInt8] {
            let drawing = Drawing.quarters(width: 16, height: 16)
            let named = Array("XML:com.adobe.xmp\0".utf8)
            switch self {
            case .jpeg:
                let body = Array("http://ns.adobe.com/xap/1.0/\0".utf8) + packet
                return Metadata.insert([(0xE1, body)], intoJPEG: try FFmpegProgram.jpeg(drawing))
            case .png:
                return PNGFile.bytes(drawing, .rgb, chunks: [PNGFile.chunk("iTXt", named + [0, 0, 0, 0] + packet)])
            case .compressedPNG:
                let body = named + [1, 0, 0, 0] + PNGFile.stored(packet)
                return PNGFile.bytes(drawing, .rgb, chunks: [PNGFile.chunk("iTXt", body)])
            case .webP:
                return Metadata.extend(
                    webP: try FFmpegProgram.webP(drawing, lossless: true), width: 16, height: 16,
                    chunks: [("XMP ", packet)])
            case .gif:
                var file = GIFFile(screen: [16, 16])
                // What follows the packet leads a reader from wherever it is to the end (XMP specification, part 3).
                let trailer = [1] + (0...255).reversed().map { UInt8($0) } + [0]
                file.blocks = [0x21, 0xFF, 11] + Array("XMP DataXMP".utf8) + packet + trailer
                return file.bytes(drawing)
            case .tiff:
                var file = TIFFFile(drawing)
                file.tags[700] = .bytes(packet)
                return file.bytes()
            case .heic:
                let planes = RawPlanes.slopes("yuv420p", width: 16, height: 16)
                var file = HEIFFile([.init(try CodedPicture(planes, .hevc))])
                file.add(.init(type: "mime", content: Metadata.xmp), as: "cdsc")
                file.add(.init(type: "mime", content: packet, isInMeta: true), as: "cdsc")
                return file.bytes
            case .jpegXL:
                let codestream = try JPEGXLProgram.encode(PNGFile.bytes(drawing, .rgb), suffix: "png")
                return Big.box("JXL ", [0x0D, 0x0A, 0x87, 0x0A]) + Big.box("ftyp", Array("jxl \0\0\0\0jxl ".utf8))
                    + Big.box("xml ", packet) + Big.box("jxlc", codestream)
            }
        }
    }

    /// The property as an attribute, or as an element.
    private static func packet(_ address: String, asElement: Bool = false) -> [UInt8] {
        let name = "Iptc4xmpExt:DigitalSourceType"
        let said =
            asElement
            ? "<rdf:Description><\(name)>\(address)</\(name)></rdf:Description>"
            : "<rdf:Description \(name)=\"\(address)\"/>"
        return Array("<x:xmpmeta><dc:title>\(Metadata.canary)</dc:title>\(said)</x:xmpmeta>".utf8)
    }

    private static let vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/"

    @Test(
        "A trained model's mark is read in every container that can carry one, and nothing else of the metadata",
        arguments: Container.allCases, [DigitalSource.trainedAlgorithmicMedia, .compositeWithTrainedAlgorithmicMedia])
    func mark(container: Container, source: DigitalSource) throws {
        let file = try container.file(Self.packet(Self.vocabulary + source.rawValue))
        let encoded = try EncodedPicture(file: file)
        #expect(encoded.modelMark == source)
        #expect(!encoded.packet.contains(Metadata.canary))
    }

    @Test("A picture whose metadata mentions no model has no mark", arguments: Container.allCases)
    func unmarked(container: Container) throws {
        #expect(try EncodedPicture(file: container.file(Metadata.xmp)).modelMark == nil)
    }

    @Test(
        "The mark is found however it is written",
        arguments: [
            (packet(vocabulary + "trainedAlgorithmicMedia", asElement: true), true),
            (packet("https" + vocabulary.dropFirst(4) + "trainedAlgorithmicMedia"), true),
            (packet(vocabulary + "digitalCapture") + packet(vocabulary + "compositeSynthetic"), true),
            (packet(vocabulary + "digitalCapture"), false), (packet(vocabulary + "composite"), false),
            (packet(vocabulary + "trainedAlgorithmicMediaX"), false), (packet("trainedAlgorithmicMedia"), false),
            (packet(vocabulary), false), ([], false),
            (Array("http://cv.iptc.org/newscodes/digitalsourcety".utf8), false),
        ] as [([UInt8], Bool)])
    func words(packet: [UInt8], isMarked: Bool) throws {
        #expect(try (EncodedPicture(file: Container.png.file(packet)).modelMark != nil) == isMarked)
    }

    @Test("Metadata that is cut or damaged marks nothing and refuses nothing", arguments: 0..<40)
    func cut(length: Int) throws {
        let whole = Array("XML:com.adobe.xmp\0".utf8) + [1, 0, 0, 0] + PNGFile.stored(Self.packet(Self.vocabulary))
        let chunk = PNGFile.chunk("iTXt", Array(whole.prefix(length)))
        let file = PNGFile.bytes(.quarters(width: 8, height: 8), .rgb, chunks: [chunk])
        #expect(try EncodedPicture(file: file).modelMark == nil)
    }
}
