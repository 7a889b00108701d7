import Foundation

/// A space of red, green and blue with a D65 white, by the chromaticities of its primaries; matrices from first principles
/// (SMPTE RP 177-1993).
package struct ColorSpace: Sendable {
    /// x and y of red, green and blue.
    private let primaries: [[Double]]

    /// IEC 61966-2-1.
    package static let sRGB = ColorSpace(primaries: [[0.64, 0.33], [0.30, 0.60], [0.15, 0.06]])
    /// SMPTE EG 432-1.
    package static let displayP3 = ColorSpace(primaries: [[0.680, 0.320], [0.265, 0.690], [0.150, 0.060]])
    /// Adobe RGB (1998) color image encoding, section 4.3.1.
    package static let adobeRGB = ColorSpace(primaries: [[0.64, 0.33], [0.21, 0.71], [0.15, 0.06]])

    /// The illuminant of ICC profiles.
    package static let d50 = [0.9642, 1.0, 0.8249]
    static let d65 = [0.3127 / 0.3290, 1.0, (1 - 0.3127 - 0.3290) / 0.3290]

    /// From linear red, green and blue to X, Y and Z under D65.
    package var matrix: [[Double]] {
        let columns = primaries.map { [$0[0] / $0[1], 1, (1 - $0[0] - $0[1]) / $0[1]] }
        let unscaled = (0..<3).map { row in columns.map { $0[row] } }
        let scale = Matrix.product(Matrix.inverse(unscaled), Self.d65)
        return unscaled.map { row in zip(row, scale).map { $0 * $1 } }
    }

    /// The same adapted to D50 by Bradford's cone responses (ICC.1:2022, annex E).
    var matrixToD50: [[Double]] {
        let bradford = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
        let (from, to) = (Matrix.product(bradford, Self.d65), Matrix.product(bradford, Self.d50))
        let scaled = bradford.enumerated().map { row, values in values.map { $0 * to[row] / from[row] } }
        let adaptation = Matrix.product(Matrix.inverse(bradford), scaled)
        return Matrix.product(adaptation, matrix)
    }

    /// sRGB's encoded red, green and blue, 0…1, for linear ones of this space; what sRGB cannot show is cut off.
    package func sRGB(linear color: [Double]) -> [Double] {
        Self.encoded(xyz: Matrix.product(matrix, color))
    }

    /// sRGB's encoded red, green and blue for X, Y and Z under D65.
    package static func encoded(xyz: [Double]) -> [Double] {
        Matrix.product(Matrix.inverse(sRGB.matrix), xyz).map { value in
            let value = min(max(value, 0), 1)
            return value <= 0.0031308 ? 12.92 * value : 1.055 * pow(value, 1 / 2.4) - 0.055
        }
    }

    /// sRGB's own curve, backwards.
    package static func linear(_ value: Double) -> Double {
        value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
}

enum Matrix {
    static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
        matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
    }

    static func product(_ left: [[Double]], _ right: [[Double]]) -> [[Double]] {
        left.map { row in right[0].indices.map { column in row.indices.reduce(0) { $0 + row[$1] * right[$1][column] } }
        }
    }

    /// Of three by three, by cofactors.
    static func inverse(_ m: [[Double]]) -> [[Double]] {
        func minor(_ row: Int, _ column: Int) -> Double {
            let (r, c) = ((0..<3).filter { $0 != row }, (0..<3).filter { $0 != column })
            return (m[r[0]][c[0]] * m[r[1]][c[1]] - m[r[0]][c[1]] * m[r[1]][c[0]]) * ((row + column) % 2 == 0 ? 1 : -1)
        }
        let determinant = (0..<3).reduce(0) { $0 + m[0][$1] * minor(0, $1) }
        return (0..<3).map { row in (0..<3).map { minor($0, row) / determinant } }
    }
}
