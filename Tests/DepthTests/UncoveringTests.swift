import Depth
import Model
import Testing

@Suite struct UncoveringTests {
    /// A board over the middle half of the picture, 0.5 nearer than the ground.
    private static let board = DepthMap(
        Field(width: 200, height: 100) { x, y in (50..<150).contains(x) && (25..<75).contains(y) ? 0.75 : 0.25 })

    @Test(
        "A camera that goes aside uncovers the height of a board by its depth and the way",
        arguments: [-0.04, 0.01, 0.04])
    func aside(way: Double) {
        // Of 100 rows 50 have the board; each shows way × 0.5 more of the ground, in widths.
        let share = Uncovering(Self.board).share([CameraPlace(x: way)])
        #expect(abs(share - abs(way) * 0.5 * 0.5) < 1e-6)
    }

    @Test("A camera that rises uncovers the board's width")
    func up() {
        // 100 columns of 200, and the way counts in widths, of which the height is half a one.
        let share = Uncovering(Self.board).share([CameraPlace(y: -0.02)])
        #expect(abs(share - 0.02 * 0.5 * 0.5 * 2) < 1e-6)
    }

    @Test("A camera that comes closer covers more than it uncovers")
    func closer() {
        #expect(Uncovering(Self.board).share([CameraPlace(forward: 0.2)]) < 1e-6)
    }

    @Test("Slopes uncover nothing")
    func slope() {
        let slope = DepthMap(Field(width: 200, height: 100) { x, _ in Float(x) / 200 })
        #expect(Uncovering(slope).share([CameraPlace(x: 0.06), CameraPlace(forward: 0.4)]) == 0)
    }

    @Test("The worst of all places counts, the last one too")
    func worst() {
        let places = (0..<100).map { CameraPlace(x: $0 == 99 ? 0.04 : 0) }
        #expect(abs(Uncovering(Self.board).share(places) - 0.01) < 1e-6)
    }
}
