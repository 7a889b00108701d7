import Depth

/// How soft the outlines of sheets are in the picture, and where they lie: square by square, from the colours by their
/// distance from the edge that the depth has.
struct EdgeSoftness {
    /// Samples a side of a square.
    private static let side = 8
    /// Samples around a square that count for it.
    private static let around = 6
    /// Samples beyond the depth's edge where nothing of most outlines is left.
    private static let clear: Float = 8

    /// An outline as it is near a place.
    struct Measure {
        /// The standard deviation of its blur, in samples; 0 where it is sharp, or unclear.
        let blur: Float
        /// Samples beyond the depth's edge where it is half transparent.
        let shift: Float
    }

    private let columns: Int
    private let rows: Int
    /// Each square's blur and shift, and how much they count, which they were multiplied by.
    private var squares: [SIMD3<Float>]
    /// Each square's sum of the squares of slopes of what is beyond outlines, and of how many places.
    private var slopes: [SIMD3<Float>]

    /// Whether any outline is not sharp.
    var isSoft: Bool { squares.contains { $0.x > 0 } }

    /// - Parameter isMadeUp: Where the picture's colours are not its own, and say nothing.
    init(_ band: EdgeBand, in picture: HalfPicture, isMadeUp: [Bool]) {
        let side = Self.side
        let (width, height) = (band.distance.width, band.distance.height)
        columns = (width + side - 1) / side
        rows = (height + side - 1) / side
        squares = Array(repeating: .zero, count: columns * rows)
        slopes = squares
        var isAtEdge = Array(repeating: false, count: squares.count)
        for place in band.places where abs(band.distance.values[place]) < 1 {
            isAtEdge[place / width / side * columns + place % width / side] = true
        }
        for square in squares.indices where isAtEdge[square] {
            var profile = EdgeProfile()
            let (left, top) = (square % columns * side - Self.around, square / columns * side - Self.around)
            for y in max(0, top)..<min(height, top + side + 2 * Self.around) {
                for x in max(0, left)..<min(width, left + side + 2 * Self.around) {
                    let place = y * width + x
                    guard band.source[place] >= 0, !isMadeUp[place] else { continue }
                    let color = picture.color(place)
                    let across = picture.color(x + 1 < width ? place + 1 : place) - color
                    let down = picture.color(y + 1 < height ? place + width : place) - color
                    let slope = (across * across + down * down).sum()
                    profile.add(color, slope: slope, at: band.distance.values[place])
                    if band.distance.values[place] > Self.clear { slopes[square] += SIMD3(slope, 1, 0) }
                }
            }
            if let found = profile.outline {
                squares[square] = SIMD3(found.blur, found.shift, 1) * found.contrast
            }
        }
        for _ in 0..<2 {
            spread(&squares)
            spread(&slopes)
        }
    }

    /// Lets squares agree with those around.
    private func spread(_ squares: inout [SIMD3<Float>]) {
        let before = squares
        for row in 0..<rows {
            for column in 0..<columns {
                var sum = SIMD3<Float>.zero
                for y in max(0, row - 1)...min(rows - 1, row + 1) {
                    for x in max(0, column - 1)...min(columns - 1, column + 1) { sum += before[y * columns + x] }
                }
                squares[row * columns + column] = sum / 9
            }
        }
    }

    /// At a sample.
    func measure(_ x: Int, _ y: Int) -> Measure {
        let sum = between(squares, x, y)
        return sum.z > 0 ? Measure(blur: sum.x / sum.z, shift: sum.y / sum.z) : Measure(blur: 0, shift: 0)
    }

    /// How much colours change from a sample to the next beyond the outline that is near a sample, on average.
    func slope(_ x: Int, _ y: Int) -> Float {
        let sum = between(slopes, x, y)
        return sum.y > 0 ? (sum.x / sum.y).squareRoot() : 0
    }

    /// Between the squares' middles.
    private func between(_ squares: [SIMD3<Float>], _ x: Int, _ y: Int) -> SIMD3<Float> {
        func place(_ sample: Int, _ count: Int) -> (first: Int, second: Int, share: Float) {
            let place = max(0, min(Float(count - 1), (Float(sample) + 0.5) / Float(Self.side) - 0.5))
            return (Int(place), min(count - 1, Int(place) + 1), place - Float(Int(place)))
        }
        let (across, down) = (place(x, columns), place(y, rows))
        func line(_ row: Int) -> SIMD3<Float> {
            let (first, second) = (squares[row * columns + across.first], squares[row * columns + across.second])
            return first + (second - first) * across.share
        }
        let (upper, lower) = (line(down.first), line(down.second))
        return upper + (lower - upper) * down.share
    }
}
