import Depth
import TestPictures
import Testing

@Suite struct ReliefTests {
    @Test("Relief orders near and far in a drawn scene", arguments: KnownScene.seeds)
    func order(seed: UInt64) {
        let scene = KnownScene(seed)
        let accuracy = scene.ordinalAccuracy(of: Relief.estimate(scene.picture))
        #expect(accuracy > 0.8, "\(accuracy)")
    }

    @Test("A thing that stands out is nearer than what is left and right of it")
    func standsOut() {
        func channel(_ inside: Float, _ outside: Float) -> Field {
            Field(width: 300, height: 200) { x, y in
                let (dx, dy) = (Float(x - 150) / 45, Float(y - 110) / 60)
                return dx * dx + dy * dy < 1 ? inside : outside
            }
        }
        let picture = LabPicture(red: channel(0.8, 0.3), green: channel(0.2, 0.4), blue: channel(0.1, 0.5))
        let relief = Relief.estimate(picture)
        for y in stride(from: 70, through: 150, by: 20) {
            #expect(relief[150, y] > relief[40, y] + 0.15 && relief[150, y] > relief[260, y] + 0.15)
        }
    }

    @Test(
        "Relief stays relief for pictures of one colour, and of a single row or column",
        arguments: [(448, 300), (64, 1), (1, 64)])
    func degenerate(width: Int, height: Int) {
        let even = Field(width: width, height: height, repeating: 0.5)
        let relief = Relief.estimate(LabPicture(red: even, green: even, blue: even))
        #expect(relief.values.allSatisfy { $0.isFinite && $0 > -0.5 && $0 < 1.5 })
    }
}
