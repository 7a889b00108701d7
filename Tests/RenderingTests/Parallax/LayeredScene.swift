import Depth
import Direction
import Glibc
import Model
import TestPictures

/// A scene of upright boards, one behind the other, each with its own pattern that goes on behind what covers it: what a
/// camera sees of it from anywhere is known exactly.
struct LayeredScene {
    struct Board: Sendable {
        let nearness: Double
        /// Whether it is there, at a place of the picture in shares of its width, and how bright.
        let covers: @Sendable (Double, Double) -> Bool
        let level: @Sendable (Double, Double) -> Double
    }

    static let (width, height) = (384, 216)

    /// The nearest first; the last covers everything.
    static let boards: [Board] = [
        Board(
            nearness: 1, covers: { x, y in hypot(x - 0.34, y - 0.33) < 0.12 },
            level: { x, y in 0.72 + 0.12 * sin(70 * x) * cos(55 * y) }),
        Board(
            nearness: 0.55, covers: { x, y in abs(x - 0.66) < 0.1 && abs(y - 0.3) < 0.16 },
            level: { x, y in 0.25 + 0.1 * sin(60 * x + 40 * y) }),
        Board(
            nearness: 0, covers: { _, _ in true },
            level: { x, y in 0.5 + 0.1 * sin(9 * x + 1) * cos(7 * y) + 0.02 * sin(90 * x) * sin(80 * y) }),
    ]

    /// The board that is seen at a place of the picture.
    static func board(_ x: Double, _ y: Double) -> Board {
        boards.first { $0.covers(x, y) } ?? boards[boards.count - 1]
    }

    /// Places within a pixel that are averaged, each way.
    private static let looks = 3

    private static func average(_ column: Int, _ row: Int, _ value: (Double, Double) -> Double) -> Double {
        var sum = 0.0
        for j in 0..<looks {
            for i in 0..<looks {
                sum += value(
                    Double(column) + (Double(i) + 0.5) / Double(looks), Double(row) + (Double(j) + 0.5) / Double(looks))
            }
        }
        return sum / Double(looks * looks)
    }

    /// As the camera sees it from where it begins.
    static let picture = Drawing(width: width, height: height) { column, row in
        let code = UInt16(
            average(column, row) { x, y in
                let place = (x / Double(width), y / Double(width))
                return board(place.0, place.1).level(place.0, place.1)
            } * 65535)
        return Drawing.Pixel(deep: code, code, code)
    }

    static let depth = DepthMap(
        Field(width: width, height: height) { column, row in
            Float(board((Double(column) + 0.5) / Double(width), (Double(row) + 0.5) / Double(width)).nearness)
        })

    /// What a frame shows at a place in pixels: how bright it is, and whether something hid that in the picture.
    private static func look(_ shot: Shot, _ frame: Int, _ x: Double, _ y: Double) -> (level: Double, isUncovered: Bool)
    {
        guard let move = shot.depth else { return (0, false) }
        let shape = Double(shot.width) / Double(shot.height)
        for board in boards {
            let window = shot.windows[frame].part(move.view(move.places[frame], nearness: board.nearness, shape: shape))
            let place = (
                (window.x + window.width * x / Double(shot.width)) / Double(width),
                (window.y + window.height * y / Double(shot.height)) / Double(width)
            )
            guard board.covers(place.0, place.1) else { continue }
            return (
                board.level(place.0, place.1), self.board(place.0, place.1).nearness > board.nearness
            )
        }
        return (0, false)
    }

    /// Luma of every pixel of the frame as it ought to be, and which pixels show what the picture does not.
    static func exact(_ shot: Shot, _ frame: Int) -> (luma: [Double], isUncovered: [Bool]) {
        var luma: [Double] = []
        var isUncovered: [Bool] = []
        for row in 0..<shot.height {
            for column in 0..<shot.width {
                luma.append(16 + 219 * average(column, row) { look(shot, frame, $0, $1).level })
                isUncovered.append(look(shot, frame, Double(column) + 0.5, Double(row) + 0.5).isUncovered)
            }
        }
        return (luma, isUncovered)
    }

    /// A shot of this scene, as the director makes it.
    static func shot(
        _ motion: Motion, amount: Double = 0.2, loop: Bool = false, width: Int = 256, height: Int = 144,
        depth: DepthMap = depth, source: DepthSource = .file
    ) throws -> Shot {
        var settings = Settings()
        settings.motion = motion
        settings.motionAmount = amount
        settings.loop = loop
        settings.resolution = .exact(width: width, height: height)
        settings.focus = .point(Point(x: 0.6, y: 0.55))
        settings.duration = 1
        settings.frameRate = FrameRate(12)
        return try Director(
            settings, pictureWidth: Self.width, pictureHeight: Self.height,
            saliency: { Saliency(luma: Array(repeating: 0.5, count: Saliency.side * Saliency.side)) },
            depth: { PictureDepth(depth.field, source: source) }
        ).shot()
    }
}

/// 10 log₁₀ of 255² over the mean of the squares, in decibels.
func psnr(_ errors: [Double]) -> Double {
    10 * log10(255 * 255 / max(1e-12, errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)))
}
