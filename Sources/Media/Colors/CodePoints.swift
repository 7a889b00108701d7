import Pixels

/// What the samples of a coded picture mean, in the numbers of ITU-T H.273.
package struct CodePoints: Equatable, Sendable {
    /// The number for what nobody said.
    static let unspecified = 2

    var primaries: Int
    var transfer: Int
    var matrix: Int
    var isFullRange: Bool

    init(primaries: Int, transfer: Int, matrix: Int, isFullRange: Bool) {
        self.primaries = primaries
        self.transfer = transfer
        self.matrix = matrix
        self.isFullRange = isFullRange
    }

    /// As the property `colr` of type `nclx` states them; nil when it is cut.
    init?(_ reader: inout ByteReader) {
        guard let primaries = reader.number(2), let transfer = reader.number(2), let matrix = reader.number(2),
            let flags = reader.number(1)
        else { return nil }
        self.init(primaries: primaries, transfer: transfer, matrix: matrix, isFullRange: flags & 0x80 != 0)
    }

    /// These, and for what they leave open those of the coded data.
    func completed(by coded: CodePoints) -> CodePoints {
        func chosen(_ own: Int, _ other: Int) -> Int { own == Self.unspecified ? other : own }
        return CodePoints(
            primaries: chosen(primaries, coded.primaries), transfer: chosen(transfer, coded.transfer),
            matrix: chosen(matrix, coded.matrix), isFullRange: isFullRange)
    }

    /// How the planes are to be read; a grey picture's as one of red, green and blue.
    func tags(isGray: Bool, siting: ColorTags.ChromaSiting) throws(MediaError) -> ColorTags {
        ColorTags(matrix: isGray ? .rgb : try tagMatrix, range: isFullRange ? .full : .limited, siting: siting)
    }

    private var tagMatrix: ColorTags.Matrix {
        get throws(MediaError) {
            switch matrix {
            case 0: return .rgb
            case 1: return .bt709
            // MIAF takes the third for granted where nothing is said.
            case Self.unspecified, 5, 6: return .bt601
            case 9: return .bt2020
            default: throw .unsupported("its colours are stored in a rare way (\(Self.name(ofMatrix: matrix)))")
            }
        }
    }

    private static func name(ofMatrix matrix: Int) -> String {
        let names = [
            4: "FCC 73.682", 7: "SMPTE 240M", 8: "YCgCo", 10: "BT.2020 of constant luminance", 11: "SMPTE 2085",
            12: "chromaticity-derived", 13: "chromaticity-derived of constant luminance", 14: "ICtCp",
        ]
        return names[matrix] ?? "matrix \(matrix) of H.273"
    }
}
