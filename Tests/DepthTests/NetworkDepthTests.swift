import Model
import Testing

@testable import Depth

/// What a network says of a picture becomes a map of depth.
struct NetworkDepthTests {
    /// Light on the right half, dark on the left.
    private static let guide: LabPicture = {
        let gray = Field(width: 96, height: 64) { x, _ in x < 48 ? 0.2 : 0.8 }
        return LabPicture(red: gray, green: gray, blue: gray)
    }()

    @Test("Numbers of any scale are spread over 0…1, with what they were told in the statistics")
    func scale() {
        let plain = Field(width: 24, height: 16) { x, _ in x < 12 ? 0 : 1 }
        for (factor, offset) in [(1, 0), (850, 40), (0.05, -7)] as [(Float, Float)] {
            let depth = PictureDepth(answer: plain.mapped { $0 * factor + offset }, guide: Self.guide)
            #expect(depth.source == .model)
            #expect(abs(depth.map.field[4, 30]) < 0.02 && abs(depth.map.field[90, 30] - 1) < 0.02)
            #expect(abs(depth.statistics.minimum - Double(offset)) < 1e-4)
            #expect(abs(depth.statistics.high - Double(factor + offset)) < 1e-3)
        }
    }

    @Test("Edges become as sharp as those of the picture")
    func edges() {
        let coarse = Field(width: 24, height: 16) { x, _ in x < 12 ? 0 : 1 }
        let stretched = coarse.resized(width: 96, height: 64)
        let field = PictureDepth(answer: coarse, guide: Self.guide).map.field
        #expect(field[48, 32] - field[47, 32] > 1.8 * (stretched[48, 32] - stretched[47, 32]))
        #expect(field.values.allSatisfy { (0...1).contains($0) })
    }

    @Test("A picture that is all at one distance is flat, however far that is", arguments: [0, 1, 1000, -3] as [Float])
    func flat(number: Float) {
        let field = PictureDepth(
            answer: Field(width: 24, height: 16) { x, _ in number * (1 + 1e-6 * Float(x % 2)) }, guide: Self.guide
        ).map.field
        #expect((field.values.max() ?? 1) - (field.values.min() ?? 0) < 0.01)
    }
}
