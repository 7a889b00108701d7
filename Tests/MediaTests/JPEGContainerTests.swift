import Media
import Pixels
import TestPictures
import Testing

/// What JPEGs in the wild have in and between their segments.
@Suite struct JPEGContainerTests {
    /// JFIF's luma and chroma of red.
    private static let red: [UInt8] = [76, 85, 255]
    private static let jfif: [UInt8] = Array("JFIF\0".utf8) + [1, 2, 1, 0, 72, 0, 72, 0, 0]

    private func decode(_ file: [UInt8]) throws -> Picture {
        try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture
    }

    @Test("JFIF's mark counts for more than Adobe's, as in other programs")
    func jfif() throws {
        let file = BlockJPEG.bytes(blocks: [Self.red], across: 1, adobe: 0, segments: [(0xE0, Self.jfif)])
        let picture = try decode(file)
        #expect(picture.layout == .planar(components: 3, chromaShiftX: 0, chromaShiftY: 0, alpha: false))
        #expect(picture.tags.matrix == .bt601)
        let adobes = try decode(BlockJPEG.bytes(blocks: [[255, 10, 20]], across: 1, adobe: 0))
        #expect(adobes.pixels[0] == [255, 10, 20, 255])
    }

    @Test("Padding before the end is no damage, and neither are bytes between segments", arguments: [1, 3, 40])
    func padding(count: Int) throws {
        let file = BlockJPEG.bytes(blocks: [Self.red, Self.red], across: 2)
        let zeros = [UInt8](repeating: 0, count: count)
        let padded = Array(file[..<(file.count - 2)]) + zeros + [0xFF, 0xD9]
        let header = try #require(file.indices.first { file[$0...].starts(with: [0xFF, 0xC0]) })
        let apart = Array(file[..<header]) + zeros + Array(file[header...])
        #expect(try decode(padded).samples == decode(file).samples)
        #expect(try decode(apart).samples == decode(file).samples)
        #expect(throws: MediaError.self) { try decode(Array(padded[..<(padded.count - 2)])) }
    }

    @Test("Data that ends before the last block is damage, whatever padding follows")
    func missingBlocks() {
        let whole = BlockJPEG.bytes(blocks: Array(repeating: Self.red, count: 600), across: 30)
        let cut = Array(whole[..<(whole.count - 200)]) + [0, 0, 0, 0, 0, 0xFF, 0xD9]
        #expect(throws: MediaError.malformed("its JPEG data cannot be decoded")) { try decode(cut) }
    }

    @Test("Inks of which one is sampled more densely are inks all the same")
    func denseInk() throws {
        let file = BlockJPEG.bytes(
            blocks: [[255, 255, 255, 255], [255, 0, 255, 255]], across: 2, adobe: 0, isHalved: true)
        let picture = try decode(file)
        #expect((picture.width, picture.height) == (32, 16))
        #expect(picture.pixels[0] == [255, 255, 255, 255])
        #expect(picture.pixels[31] == [255, 0, 255, 255])
    }

    @Test("No segment that decoding does not need reaches the decoder")
    func segments() throws {
        let canary = Array(Metadata.canary.utf8)
        let file = BlockJPEG.bytes(
            blocks: [Self.red], across: 1, adobe: 1,
            segments: [
                (0xE0, Self.jfif.dropLast() + [1, 1, 7, 7, 7] + canary), (0xE0, Array("JFXX\0".utf8) + canary),
                (0xEE, canary), (0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 1] + canary), (0xF0, canary),
                (0xFD, canary), (0xDC, canary), (0xCC, canary), (0xFE, canary), (0xEB, canary),
            ])
        let encoded = try EncodedPicture(file: file)
        #expect(!encoded.packet.contains(Metadata.canary))
        #expect(try decode(file).samples == decode(BlockJPEG.bytes(blocks: [Self.red], across: 1, adobe: 1)).samples)
    }

    @Test("Of several Exif blocks the first that says something counts")
    func orientations() throws {
        func exif(_ orientation: UInt8) -> (marker: UInt8, body: [UInt8]) {
            (0xE1, Array("Exif\0\0".utf8) + Metadata.exif(orientation: orientation))
        }
        for (blocks, orientation) in [([1, 6], 6), ([6, 1], 6), ([6, 3], 6)] as [([UInt8], UInt8)] {
            let file = BlockJPEG.bytes(blocks: [Self.red], across: 1, segments: blocks.map(exif))
            #expect(try EncodedPicture(file: file).orientation.rawValue == orientation)
        }
    }

    @Test("An orientation of four bytes is read", arguments: [true, false])
    func longOrientation(bigEndian: Bool) throws {
        let block: [UInt8] =
            bigEndian
            ? Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 1, 0x12, 0, 4, 0, 0, 0, 1, 0, 0, 0, 8]
            : Array("II*\0".utf8) + [8, 0, 0, 0, 1, 0, 0x12, 1, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0]
        let file = BlockJPEG.bytes(
            blocks: [Self.red], across: 1, segments: [(0xE1, Array("Exif\0\0".utf8) + block)])
        #expect(try EncodedPicture(file: file).orientation == .quarterCounterclockwise)
    }

    @Test("A picture of several scans needs the memory of its coefficients, progressive or not")
    func scans() throws {
        let one = try EncodedPicture(file: try JPEGProgram.encode(.waves(width: 64, height: 64), sampling: "1x1"))
        let progressive = try EncodedPicture(
            file: try JPEGProgram.progressive(try JPEGProgram.encode(.waves(width: 64, height: 64), sampling: "1x1")))
        #expect(one.bytesPerPixel == 3 && progressive.bytesPerPixel == 9)
    }
}
