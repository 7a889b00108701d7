package import Depth
import Glibc

/// How much each part of a picture stands out: what its brightness repeats nowhere, and what differs from the border on
/// every way there, smoothed along its surfaces. Knows nothing of what the parts are.
package struct Saliency: Equatable, Sendable {
    /// Cells a side.
    package static let side = 64
    /// Row by row, each at least 0; all sum to 1.
    package let cells: [Double]
    /// How far what differs most from the border does: the sum of differences of lightness, a and b, 0…3. Where it is little
    /// nothing really stands out, and the cells say what does all the same.
    package let contrast: Double
    /// Sums of all cells above and to the left, `side` + 1 a side, so that a rectangle's sum takes four of them.
    private let sums: [Double]

    /// - Parameter picture: The upright picture, some two hundred pixels long.
    package init(_ picture: LabPicture) {
        let side = Self.side
        let isFlat = picture.channels.allSatisfy { channel in
            (channel.values.max() ?? 0) - (channel.values.min() ?? 0) < 0.01
        }
        let found = isFlat ? (cells: Array(repeating: 1, count: side * side), contrast: 0) : Self.found(in: picture)
        self.init(cells: found.cells, contrast: found.contrast)
    }

    /// - Parameter cells: `side` × `side` numbers, none below 0, not all 0.
    init(cells: [Double], contrast: Double) {
        let side = Self.side
        let total = cells.reduce(0, +)
        let shares = cells.map { $0 / total }
        var sums = Array(repeating: 0.0, count: (side + 1) * (side + 1))
        for y in 0..<side {
            var row = 0.0
            for x in 0..<side {
                row += shares[y * side + x]
                sums[(y + 1) * (side + 1) + x + 1] = sums[y * (side + 1) + x + 1] + row
            }
        }
        self.cells = shares
        self.contrast = contrast
        self.sums = sums
    }

    /// The share, 0…1, of all saliency inside a rectangle given in shares of the picture's width and height; it may reach
    /// beyond the picture.
    package func share(x: Range<Double>, y: Range<Double>) -> Double {
        sum(x.upperBound, y.upperBound) - sum(x.lowerBound, y.upperBound) - sum(x.upperBound, y.lowerBound)
            + sum(x.lowerBound, y.lowerBound)
    }

    /// Everything above and to the left of a place.
    private func sum(_ x: Double, _ y: Double) -> Double {
        let side = Self.side
        let (across, down) = (
            max(0, min(1, x)) * Double(side), max(0, min(1, y)) * Double(side)
        )
        let (column, row) = (min(side - 1, Int(across)), min(side - 1, Int(down)))
        let (u, v) = (across - Double(column), down - Double(row))
        let place = row * (side + 1) + column
        let upper = sums[place] + (sums[place + 1] - sums[place]) * u
        let lower = sums[place + side + 1] + (sums[place + side + 2] - sums[place + side + 1]) * u
        return upper + (lower - upper) * v
    }
}

// MARK: Looking

extension Saliency {
    /// What counts at the border against the middle, where people put what they photograph.
    private static let borderWeight: Float = 0.6

    private static func found(in picture: LabPicture) -> (cells: [Double], contrast: Double) {
        let (width, height) = (picture.width, picture.height)
        let residual = SpectralResidual.map(of: picture.lightness.resized(width: side, height: side))
            .spread.field.resized(width: width, height: height)
        let border = { (x: Int, y: Int) in x == 0 || y == 0 || x == width - 1 || y == height - 1 }
        // J. Zhang et al., "Minimum Barrier Salient Object Detection at 80 FPS", ICCV 2015.
        let barrier = picture.channels.map { MinimumBarrier.distances(of: $0, from: border) }
            .reduce(Field(width: width, height: height)) { $0.combined(with: $1, +) }.spread
        let standing = Field(width: width, height: height) { x, y in
            let (dx, dy) = (
                (Float(x) + 0.5) / Float(width) * 2 - 1, (Float(y) + 0.5) / Float(height) * 2 - 1
            )
            let middle = exp(-(dx * dx + dy * dy))
            let weight = borderWeight + (1 - borderWeight) * middle
            return weight * (0.5 * residual[x, y] + 0.5 * barrier.field[x, y])
        }
        let smooth = EdgeAwareSmoothing(reach: Float(max(width, height)) / 24, contrast: 0.3)
            .apply(to: standing, along: picture).resized(width: side, height: side)
        // What is everywhere stands out nowhere: the mean is the floor.
        let floor = smooth.mean * 0.8
        return (smooth.values.map { Double(pow(max(0, $0 - floor), 1.5)) + 1e-6 }, Double(barrier.high))
    }
}

extension Field {
    /// Divided by what nearly no place exceeds, 0…1: a single spark decides nothing.
    fileprivate var spread: (field: Field, high: Float) {
        let sorted = values.sorted()
        func percentile(_ share: Double) -> Float { max(sorted[Int(Double(sorted.count - 1) * share)], 1e-6) }
        let high = percentile(0.99)
        // Something small may fill less than a hundredth of the picture and stands out all the same.
        return (mapped { max(0, min(1, $0 / high)) }, percentile(0.997))
    }
}
