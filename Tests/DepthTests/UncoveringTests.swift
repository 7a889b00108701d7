import Depth
import Model
import Testing

@Suite struct UncoveringTests {
    /// A board over the middle half of the picture, 0.5 nearer than the ground.
    private static let board = DepthMap(
        Field(width: 200, height: 100) { x, y in (50..<150).contains(x) && (25..<75).contains(y) ? 0.75 : 0.25 })

    private static let whole = Window(x: 0, y: 0, width: 1, height: 1)

    private static func share(
        _ map: DepthMap, _ places: CameraPlace..., pivot: Double = 0.5, from window: Window = whole, shape: Double = 2
    ) -> Double {
        let move = DepthMove(places: places, pivot: Point(x: pivot, y: 0.5), focus: 0.25, isTrue: true)
        return Uncovering(map).share(move, from: window, shape: shape)
    }

    @Test(
        "A camera that goes aside uncovers the height of a board by its depth and the way",
        arguments: [-0.04, 0.01, 0.04])
    func aside(way: Double) {
        // Of 100 rows 50 have the board; each shows way × 0.5 more of the ground, in widths.
        #expect(abs(Self.share(Self.board, CameraPlace(x: way)) - abs(way) * 0.5 * 0.5) < 1e-6)
    }

    @Test("A camera that rises uncovers the board's width")
    func up() {
        // 100 columns of 200, and the way counts in widths, of which the height is half a one.
        #expect(abs(Self.share(Self.board, CameraPlace(y: -0.02)) - 0.02 * 0.5 * 0.5 * 2) < 1e-6)
    }

    @Test("In a window of half the size the board takes twice as much, up to all of it")
    func window() {
        let window = Window(x: 0.375, y: 0.25, width: 0.5, height: 0.5)
        #expect(abs(Self.share(Self.board, CameraPlace(x: 0.04), from: window) - 0.04 * 0.5) < 1e-6)
    }

    @Test(
        "What lies outside of the window counts for nothing, neither aside nor above",
        arguments: [(0.3, 0.3), (0, 0)] as [(Double, Double)])
    func outside(x: Double, y: Double) {
        let window = Window(x: x, y: y, width: 0.2, height: 0.2)
        #expect(Self.share(Self.board, CameraPlace(x: 0.04, y: 0.01), CameraPlace(forward: 0.1), from: window) == 0)
    }

    @Test("A camera that comes closer to the middle of a board covers more than it uncovers")
    func closer() {
        #expect(Self.share(Self.board, CameraPlace(forward: 0.2)) < 1e-6)
    }

    @Test("A camera that comes closer to what is beside a board uncovers what the board leaves")
    func closerBeside() {
        // The board's left edge is 0.2 of a width right of the pivot, and what is there goes to 0.2 / (1 - 0.2 · nearness); that
        // is less for the ground, which the board moves away from. Of its height more is seen by as much as the ground grows.
        let gap = 0.2 / (1 - 0.2 * 0.75) - 0.2 / (1 - 0.2 * 0.25)
        let window = Window(x: 0.05, y: 0, width: 1, height: 1)
        let share = Self.share(Self.board, CameraPlace(forward: 0.2), pivot: 0, from: window)
        #expect(abs(share - gap * 0.5 / (1 - 0.2 * 0.25)) < 1e-3)
    }

    @Test("Slopes uncover nothing")
    func slope() {
        let slope = DepthMap(Field(width: 200, height: 100) { x, _ in Float(x) / 200 })
        #expect(Self.share(slope, CameraPlace(x: 0.06), CameraPlace(forward: 0.4)) == 0)
    }

    @Test("The worst of all places counts, the last one too")
    func worst() {
        let places = (0..<100).map { CameraPlace(x: $0 == 99 ? 0.04 : 0) }
        let move = DepthMove(places: places, pivot: Point(x: 0.5, y: 0.5), focus: 0.25, isTrue: true)
        #expect(abs(Uncovering(Self.board).share(move, from: Self.whole, shape: 2) - 0.01) < 1e-6)
    }
}
