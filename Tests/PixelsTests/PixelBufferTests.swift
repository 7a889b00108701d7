import Pixels
import Testing

@Suite struct PixelBufferTests {
    @Test("Rows and planes begin at multiples of 64 bytes, one after the other", arguments: [1, 2])
    func layout(bytes: Int) {
        let buffer = PixelBuffer(planes: [(100, 3), (7, 2)], bytesPerSample: bytes)
        #expect(buffer.planes.map(\.stride) == (bytes == 1 ? [128, 64] : [256, 64]))
        #expect(buffer.planes.map(\.offset) == [0, bytes == 1 ? 384 : 768])
        #expect(buffer.planes.map(\.pitch) == buffer.planes.map { $0.stride / bytes })
        unsafe buffer.withUnsafePlane(1) { address in
            #expect(UInt(bitPattern: address) % 64 == 0)
        }
    }

    @Test("What is written to one plane is read from it and leaves the others alone")
    func planes() {
        var buffer = PixelBuffer(planes: [(5, 2), (5, 2)], bytesPerSample: 2)
        buffer.withMutableSamples(ofPlane: 0, as: UInt16.self) { $0.update(repeating: 1) }
        buffer.withMutableSamples(ofPlane: 1, as: UInt16.self) { samples in
            samples.update(repeating: 2)
            samples[32 + 4] = 60_000
        }
        #expect(
            buffer.withSamples(ofPlane: 0, as: UInt16.self) { samples in samples.indices.allSatisfy { samples[$0] == 1 }
            })
        #expect(buffer.withSamples(ofPlane: 1, as: UInt16.self) { $0[buffer.planes[1].pitch + 4] } == 60_000)
    }

    @Test("A frame's chroma has half the pixels each way")
    func frame() {
        let frame = Frame(pixels: Frame.planes(width: 64, height: 34))
        #expect((frame.width, frame.height) == (64, 34))
        #expect(frame.pixels.planes.map(\.width) == [64, 32, 32])
        #expect(frame.pixels.planes.map(\.height) == [34, 17, 17])
    }

    @Test("A picture's upright size swaps sides when it lies on its side", arguments: Orientation.allCases)
    func upright(orientation: Orientation) {
        let picture = Picture(
            width: 6, height: 4, layout: .planar(components: 1, chromaShiftX: 0, chromaShiftY: 0, alpha: false),
            depth: 8,
            tags: ColorTags(matrix: .rgb, range: .full), orientation: orientation,
            buffer: PixelBuffer(planes: [(6, 4)], bytesPerSample: 1))
        #expect(picture.uprightSize == (orientation.rawValue < 5 ? (6, 4) : (4, 6)))
    }
}
