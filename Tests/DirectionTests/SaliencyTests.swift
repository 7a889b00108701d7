import Direction
import Testing

@Suite struct SaliencyTests {
    @Test(
        "The one thing in a plain field stands out",
        arguments: [(0.25, 0.25), (0.75, 0.3), (0.5, 0.5), (0.2, 0.8)])
    func spot(x: Double, y: Double) {
        let saliency = Scene.spot(x: x, y: y).saliency
        let around = saliency.share(x: x - 0.12..<x + 0.12, y: y - 0.12..<y + 0.12)
        // The square around it is 6 % of the picture.
        #expect(around > 0.5, "\(around)")
    }

    @Test("A thing of another colour stands out where all is equally light")
    func color() {
        let saliency = Scene.look { x, y in
            let (dx, dy) = (x - 0.7, y - 0.4)
            return dx * dx + dy * dy < 0.01 ? (0.80, 0.30, 0.35) : (0.36, 0.55, 0.36)
        }.saliency
        #expect(saliency.share(x: 0.55..<0.85, y: 0.25..<0.55) > 0.6)
    }

    @Test("What reaches the border stands out less than what is surrounded")
    func surrounded() {
        let saliency = Scene.look { x, y in
            let inside = abs(x - 0.3) < 0.1 && abs(y - 0.5) < 0.15
            let atBorder = x > 0.8 && abs(y - 0.5) < 0.15
            return inside || atBorder ? (0.9, 0.3, 0.2) : (0.3, 0.4, 0.3)
        }.saliency
        #expect(
            saliency.share(x: 0.15..<0.45, y: 0.3..<0.7) > 1.5 * saliency.share(x: 0.7..<1, y: 0.3..<0.7))
    }

    @Test("Everything together is all of it, and it grows with the part that is asked for")
    func share() {
        let saliency = Scene.spot(x: 0.4, y: 0.6).saliency
        #expect(abs(saliency.share(x: 0..<1, y: 0..<1) - 1) < 1e-9)
        #expect(abs(saliency.share(x: -1..<2, y: -1..<2) - 1) < 1e-9)
        let halves = saliency.share(x: 0..<0.37, y: 0..<1) + saliency.share(x: 0.37..<1, y: 0..<1)
        #expect(abs(halves - 1) < 1e-9)
        #expect(saliency.cells.allSatisfy { $0 >= 0 })
    }

    @Test("In a plain picture nothing stands out: every part counts by its area", arguments: [0.0, 0.5, 1])
    func flat(level: Float) {
        let saliency = Scene.look { _, _ in (level, level, level) }.saliency
        #expect(abs(saliency.share(x: 0..<0.5, y: 0..<0.5) - 0.25) < 1e-9)
    }

    @Test("Pictures of a single row, column or pixel are looked at too", arguments: [(192, 1), (1, 192), (1, 1)])
    func degenerate(width: Int, height: Int) {
        let saliency = Scene.look(width: width, height: height) { x, y in x + y > 1 ? (1, 1, 1) : (0, 0, 0) }.saliency
        #expect(saliency.cells.allSatisfy { $0.isFinite && $0 >= 0 })
    }
}
