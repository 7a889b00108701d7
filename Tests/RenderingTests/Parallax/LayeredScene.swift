import Depth
import Direction
import Glibc
import Model
import TestPictures
import Testing

/// A scene of upright boards, one behind the other, each with its own pattern that goes on behind what covers it: what a
/// camera sees of it from anywhere is known exactly.
struct LayeredScene: Sendable, CustomTestStringConvertible {
    var testDescription: String { name }

    struct Board: Sendable {
        let nearness: Double
        /// Whether it is there, at a place of the picture in shares of its width, and how bright.
        let covers: @Sendable (Double, Double) -> Bool
        let level: @Sendable (Double, Double) -> Double
    }

    static let (width, height) = (384, 216)

    let name: String
    /// The nearest first; the last covers everything.
    let boards: [Board]
    /// As the camera sees it from where it begins.
    let picture: Drawing
    let depth: DepthMap

    /// Nothing but the farthest is behind anything.
    static let apart = LayeredScene("two boards apart", [disc(0.34, 0.33, 0.12), board(0.66, 0.3), ground])
    /// The nearest stands before the edge of what is in the middle.
    static let meeting = LayeredScene("three depths that meet", [disc(0.54, 0.36, 0.09), board(0.66, 0.3), ground])

    private static func disc(_ x: Double, _ y: Double, _ radius: Double) -> Board {
        Board(
            nearness: 1, covers: { hypot($0 - x, $1 - y) < radius },
            level: { x, y in 0.72 + 0.12 * sin(70 * x) * cos(55 * y) })
    }

    private static func board(_ x: Double, _ y: Double) -> Board {
        Board(
            nearness: 0.55, covers: { abs($0 - x) < 0.1 && abs($1 - y) < 0.16 },
            level: { x, y in 0.25 + 0.1 * sin(60 * x + 40 * y) })
    }

    private static let ground = Board(
        nearness: 0, covers: { _, _ in true },
        level: { x, y in 0.5 + 0.1 * sin(9 * x + 1) * cos(7 * y) + 0.02 * sin(90 * x) * sin(80 * y) })

    private init(_ name: String, _ boards: [Board]) {
        self.name = name
        self.boards = boards
        let width = Double(Self.width)
        picture = Drawing(width: Self.width, height: Self.height) { column, row in
            let code = UInt16(
                Self.average(column, row) { x, y in
                    Self.first(boards, x / width, y / width).level(x / width, y / width)
                } * 65535)
            return Drawing.Pixel(deep: code, code, code)
        }
        depth = DepthMap(
            Field(width: Self.width, height: Self.height) { column, row in
                Float(Self.first(boards, (Double(column) + 0.5) / width, (Double(row) + 0.5) / width).nearness)
            })
    }

    /// The board that is seen at a place of the picture.
    private static func first(_ boards: [Board], _ x: Double, _ y: Double) -> Board {
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

    /// What a frame shows at a place in pixels: how bright it is, and whether something hid that in the picture.
    private func look(_ shot: Shot, _ frame: Int, _ x: Double, _ y: Double) -> (level: Double, isUncovered: Bool) {
        guard let move = shot.depth else { return (0, false) }
        let shape = Double(shot.width) / Double(shot.height)
        for board in boards {
            let window = shot.windows[frame].part(move.view(move.places[frame], nearness: board.nearness, shape: shape))
            let place = (
                (window.x + window.width * x / Double(shot.width)) / Double(Self.width),
                (window.y + window.height * y / Double(shot.height)) / Double(Self.width)
            )
            guard board.covers(place.0, place.1) else { continue }
            return (
                board.level(place.0, place.1), Self.first(boards, place.0, place.1).nearness > board.nearness
            )
        }
        return (0, false)
    }

    /// Luma of every pixel of the frame as it ought to be, and which pixels show what the picture does not.
    func exact(_ shot: Shot, _ frame: Int) -> (luma: [Double], isUncovered: [Bool]) {
        var luma: [Double] = []
        var isUncovered: [Bool] = []
        for row in 0..<shot.height {
            for column in 0..<shot.width {
                luma.append(16 + 219 * Self.average(column, row) { look(shot, frame, $0, $1).level })
                isUncovered.append(look(shot, frame, Double(column) + 0.5, Double(row) + 0.5).isUncovered)
            }
        }
        return (luma, isUncovered)
    }

    /// A shot of this scene, as the director makes it.
    func shot(
        _ motion: Motion, amount: Double = 0.2, loop: Bool = false, width: Int = 256, height: Int = 144,
        depth: DepthMap? = nil, source: DepthSource = .file
    ) throws -> Shot {
        var settings = Settings()
        settings.motion = motion
        settings.motionAmount = amount
        settings.loop = loop
        settings.resolution = .exact(width: width, height: height)
        settings.focus = .point(Point(x: 0.6, y: 0.55))
        settings.duration = 1
        settings.frameRate = FrameRate(12)
        let depth = depth ?? self.depth
        return try Director(
            settings, pictureWidth: Self.width, pictureHeight: Self.height,
            depthSource: source,
            look: { () throws(JobFailure) in
                throw JobFailure(.internalError, "Nothing is left to choose.", advice: "")
            },
            depth: { PictureDepth(depth.field, source: source) }
        ).shot()
    }
}

/// 10 log₁₀ of 255² over the mean of the squares, in decibels.
func psnr(_ errors: [Double]) -> Double {
    10 * log10(255 * 255 / max(1e-12, errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)))
}
