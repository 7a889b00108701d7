import Depth
import Glibc

/// What in a picture's brightness is unlike the rest of it: X. Hou and L. Zhang, "Saliency Detection: A Spectral Residual
/// Approach", CVPR 2007.
enum SpectralResidual {
    /// - Parameter luma: `side` × `side` averages of the picture, stretched to the square.
    /// - Returns: As many numbers, none below 0, of no particular scale.
    static func map(of luma: Field) -> Field {
        let side = luma.width
        var spectrum = Spectrum(real: luma.values.map(Double.init), side: side)
        spectrum.transform(sign: -1)
        // Drawn pictures have frequencies of no strength at all, beside which any other would look like a peak.
        let lengths = spectrum.values.map(\.length)
        let least = max(1e-9, 0.1 * lengths.dropFirst().reduce(0, +) / Double(lengths.count))
        let amplitude = lengths.map { log(max($0, least)) }
        let average = averaged(amplitude, side)
        for index in spectrum.values.indices {
            // Keeps the phase, and of the amplitude what is unlike its surroundings.
            let value = spectrum.values[index]
            spectrum.values[index] = value * (exp(amplitude[index] - average[index]) / max(value.length, 1e-9))
        }
        spectrum.transform(sign: 1)
        var energy = spectrum.values.map { $0.length * $0.length }
        for _ in 0..<3 { energy = averaged(averaged(energy, side), side) }
        return Field(width: side, height: side, values: energy.map(Float.init))
    }

    /// Averages over 3 × 3 cells; the plane's borders meet, as a spectrum's do.
    private static func averaged(_ plane: [Double], _ side: Int) -> [Double] {
        plane.indices.map { index in
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
