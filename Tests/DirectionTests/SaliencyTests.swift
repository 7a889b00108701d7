import Direction
import Testing

@Suite struct SaliencyTests {
    @Test(
        "The one thing in a plain field stands out",
        arguments: [(0.25, 0.25), (0.75, 0.3), (0.5, 0.5), (0.2, 0.8)])
    func spot(x: Double, y: Double) {
        let scene = Scene.spot(x: x, y: y)
        let around = scene.share(x: x - 0.12..<x + 0.12, y: y - 0.12..<y + 0.12)
        // The square around it is 6 % of the picture.
        #expect(around > 0.5)
    }

    @Test("Everything together is all of it, and it grows with the part that is asked for")
    func share() {
        let scene = Scene.spot(x: 0.4, y: 0.6)
        #expect(abs(scene.share(x: 0..<1, y: 0..<1) - 1) < 1e-9)
        let halves = scene.share(x: 0..<0.37, y: 0..<1) + scene.share(x: 0.37..<1, y: 0..<1)
        #expect(abs(halves - 1) < 1e-9)
        #expect(scene.cells.allSatisfy { $0 >= 0 })
    }

    @Test("In a plain picture nothing stands out: every part counts by its area", arguments: [0.0, 0.5, 1])
    func flat(luma: Double) {
        let scene = Saliency(luma: Array(repeating: luma, count: Saliency.side * Saliency.side))
        #expect(abs(scene.share(x: 0..<0.5, y: 0..<0.5) - 0.25) < 1e-9)
    }
}
