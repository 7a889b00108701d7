import Pixels
import Rendering
import TestPictures
import Testing

@Suite struct ThumbnailTests {
    @Test(
        "A thumbnail is the upright picture's brightness, whatever the file's layout", arguments: [100, 101, 64, 333])
    func brightness(height: Int) throws {
        let ramp = Drawing(width: 120, height: height) { x, y in
            let level = UInt16(min(65535, (x * 300 + y * 29_000 / height)))
            return Drawing.Pixel(deep: level, level, level)
        }
        let cells = Thumbnail.luma(of: try picture(ramp), side: 4)
        for (index, cell) in cells.enumerated() {
            let (x, y) = (Double(index % 4) + 0.5, Double(index / 4) + 0.5)
            let level = (x * 30 * 300 + y / 4 * 29_000) / 65535
            #expect(abs(cell - level) < 0.015, "cell \(index)")
        }
    }

    @Test("A picture that lies on its side is turned", arguments: [(1, 0), (3, 3), (6, 1), (8, 2)] as [(UInt8, Int)])
    func turned(orientation: UInt8, bright: Int) throws {
        let drawing = Drawing(width: 64, height: 64) { x, y in x < 32 && y < 32 ? .init(255, 255, 255) : .init(0, 0, 0)
        }
        let cells = Thumbnail.luma(of: try picture(drawing, orientation: orientation), side: 2)
        #expect(cells.indices.filter { cells[$0] > 0.5 } == [bright])
    }
}
