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
        /// How much it hides, 0…1, at a place of the picture in shares of its width, and how bright it is.
        let opacity: @Sendable (Double, Double) -> Double
        let level: @Sendable (Double, Double) -> Double

        init(
            nearness: Double, opacity: @escaping @Sendable (Double, Double) -> Double,
            level: @escaping @Sendable (Double, Double) -> Double
        ) {
            self.nearness = nearness
            self.opacity = opacity
            self.level = level
        }

        init(
            nearness: Double, covers: @escaping @Sendable (Double, Double) -> Bool,
            level: @escaping @Sendable (Double, Double) -> Double
        ) {
            self.init(nearness: nearness, opacity: { covers($0, $1) ? 1 : 0 }, level: level)
        }

        /// Whether a depth file says that it is there.
        func covers(_ x: Double, _ y: Double) -> Bool { opacity(x, y) >= 0.5 }
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

    /// A disc out of focus before all the rest.
    ///
    /// - Parameter blur: The standard deviation of its outline, in pixels.
    static func outOfFocus(_ blur: Double) -> LayeredScene {
        let disc = Board(
            nearness: 1,
            opacity: { x, y in
                let beyond = (hypot(x - 0.5, y - 0.29) - 0.14) * Double(width) / blur
                return abs(beyond) > 4 ? beyond > 0 ? 0 : 1 : erfc(beyond / 2.0.squareRoot()) / 2
            },
            level: { x, y in 0.86 + 0.05 * sin(30 * x) * cos(25 * y) })
        return LayeredScene("a disc blurred by \(blur) pixels", [disc, ground])
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
                Self.average(column, row) { x, y in Self.level(boards.map { ($0, x / width, y / width) }) } * 65535)
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

    /// How bright boards are that are looked at, each at its own place.
    private static func level(_ boards: [(Board, Double, Double)]) -> Double {
        boards.reversed().reduce(0) { behind, look in
            let opacity = look.0.opacity(look.1, look.2)
            return opacity > 0 ? behind + opacity * (look.0.level(look.1, look.2) - behind) : behind
        }
    }

    /// Places within a pixel that are averaged, each way.
    private static let grid = 3

    private static func average(_ column: Int, _ row: Int, _ value: (Double, Double) -> Double) -> Double {
        var sum = 0.0
        for j in 0..<grid {
            for i in 0..<grid {
                sum += value(
                    Double(column) + (Double(i) + 0.5) / Double(grid), Double(row) + (Double(j) + 0.5) / Double(grid))
            }
        }
        return sum / Double(grid * grid)
    }

    /// What a frame looks at from a place in pixels: each board, and where.
    private func looks(_ shot: Shot, _ frame: Int, _ x: Double, _ y: Double) -> [(Board, Double, Double)] {
        guard let move = shot.depth else { return [] }
        let shape = Double(shot.width) / Double(shot.height)
        return boards.map { board in
            let window = shot.windows[frame].part(move.view(move.places[frame], nearness: board.nearness, shape: shape))
            return (
                board, (window.x + window.width * x / Double(shot.width)) / Double(Self.width),
                (window.y + window.height * y / Double(shot.height)) / Double(Self.width)
            )
        }
    }

    /// Whether what is seen there is hidden in the picture.
    private func isUncovered(_ looks: [(Board, Double, Double)]) -> Bool {
        guard let seen = looks.first(where: { $0.0.covers($0.1, $0.2) }) else { return false }
        return Self.first(boards, seen.1, seen.2).nearness > seen.0.nearness
    }

    /// Whether the nearest board's outline is there, or was there in the picture.
    private func isBlended(_ looks: [(Board, Double, Double)]) -> Bool {
        looks.contains { (0.01..<0.99).contains(boards[0].opacity($0.1, $0.2)) }
    }

    /// Luma of every pixel of the frame as it ought to be, and which pixels show what the picture does not.
    func exact(_ shot: Shot, _ frame: Int) -> (luma: [Double], isUncovered: [Bool]) {
        var luma: [Double] = []
        var isUncovered: [Bool] = []
        for row in 0..<shot.height {
            for column in 0..<shot.width {
                luma.append(exact(shot, frame, column, row))
                isUncovered.append(self.isUncovered(looks(shot, frame, Double(column) + 0.5, Double(row) + 0.5)))
            }
        }
        return (luma, isUncovered)
    }

    /// Luma as it ought to be of the pixels where the nearest board's outline is, or was in the picture.
    func exactOutline(_ shot: Shot, _ frame: Int) -> [(column: Int, row: Int, luma: Double)] {
        (0..<shot.height).flatMap { row in
            (0..<shot.width).compactMap { column in
                isBlended(looks(shot, frame, Double(column) + 0.5, Double(row) + 0.5))
                    ? (column, row, exact(shot, frame, column, row)) : nil
            }
        }
    }

    private func exact(_ shot: Shot, _ frame: Int, _ column: Int, _ row: Int) -> Double {
        16 + 219 * Self.average(column, row) { Self.level(looks(shot, frame, $0, $1)) }
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
