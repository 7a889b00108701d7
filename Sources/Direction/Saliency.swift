import Glibc

/// How much each part of a picture stands out, by the spectral residual: X. Hou and L. Zhang, "Saliency Detection: A
/// Spectral Residual Approach", CVPR 2007. Knows nothing of what the parts are.
package struct Saliency: Equatable, Sendable {
    /// Cells a side.
    package static let side = 64
    /// Row by row, each at least 0; all sum to 1.
    package let cells: [Double]

    /// - Parameter luma: `side` × `side` averages of the upright picture, row by row, stretched to the square.
    package init(luma: [Double]) {
        let side = Self.side
        var spectrum = Spectrum(real: luma, side: side)
        spectrum.transform(sign: -1)
        // Drawn pictures have frequencies of no strength at all, beside which any other would look like a peak.
        let lengths = spectrum.values.map(\.length)
        let least = max(1e-9, 0.1 * lengths.dropFirst().reduce(0, +) / Double(lengths.count))
        let amplitude = lengths.map { log(max($0, least)) }
        let average = Self.averaged(amplitude)
        for index in spectrum.values.indices {
            // Keeps the phase, and of the amplitude what is unlike its surroundings.
            let value = spectrum.values[index]
            spectrum.values[index] = value * (exp(amplitude[index] - average[index]) / max(value.length, 1e-9))
        }
        spectrum.transform(sign: 1)
        var energy = spectrum.values.map { $0.length * $0.length }
        for _ in 0..<3 { energy = Self.averaged(Self.averaged(energy)) }
        let total = energy.reduce(0, +)
        let isFlat = (luma.max() ?? 0) - (luma.min() ?? 0) < 1e-3
        cells =
            isFlat || total <= 0
            ? Array(repeating: 1 / Double(side * side), count: side * side) : energy.map { $0 / total }
    }

    /// The share, 0…1, of all saliency inside a rectangle given in shares of the picture's width and height.
    package func share(x: Range<Double>, y: Range<Double>) -> Double {
        let columns = (0..<Self.side).map { Self.covered($0, by: x) }
        return (0..<Self.side).reduce(0) { sum, row in
            let weight = Self.covered(row, by: y)
            guard weight > 0 else { return sum }
            return sum + weight * columns.indices.reduce(0) { $0 + columns[$1] * cells[row * Self.side + $1] }
        }
    }

    private static func covered(_ cell: Int, by range: Range<Double>) -> Double {
        let start = Double(cell) / Double(side)
        let end = Double(cell + 1) / Double(side)
        return max(0, min(end, range.upperBound) - max(start, range.lowerBound)) * Double(side)
    }

    /// Averages over 3 × 3 cells; the plane's borders meet, as a spectrum's do.
    private static func averaged(_ plane: [Double]) -> [Double] {
        let side = Self.side
        return plane.indices.map { index in
            let (row, column) = (index / side, index % side)
            var sum = 0.0
            for dy in -1...1 {
                let start = (row + dy + side) % side * side
                for dx in -1...1 { sum += plane[start + (column + dx + side) % side] }
            }
            return sum / 9
        }
    }
}

/// A square of complex numbers (real part first) and its discrete Fourier transform, row by row and column by column.
private struct Spectrum {
    var values: [SIMD2<Double>]
    private let side: Int

    init(real: [Double], side: Int) {
        values = real.map { SIMD2($0, 0) }
        self.side = side
    }

    mutating func transform(sign: Double) {
        let turns = (0..<side).map { step in
            let angle = sign * 2 * Double.pi * Double(step) / Double(side)
            return SIMD2(cos(angle), sin(angle))
        }
        for line in 0..<side { transform(turns, start: line * side, step: 1) }
        for line in 0..<side { transform(turns, start: line, step: side) }
    }

    private mutating func transform(_ turns: [SIMD2<Double>], start: Int, step: Int) {
        let line = (0..<side).map { values[start + $0 * step] }
        for frequency in 0..<side {
            var (real, imaginary) = (0.0, 0.0)
            for index in 0..<side {
                let turn = turns[frequency * index % side]
                real += line[index].x * turn.x - line[index].y * turn.y
                imaginary += line[index].x * turn.y + line[index].y * turn.x
            }
            values[start + frequency * step] = SIMD2(real, imaginary)
        }
    }
}

extension SIMD2<Double> {
    fileprivate var length: Double { (x * x + y * y).squareRoot() }
}
