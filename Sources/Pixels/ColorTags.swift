/// What the numbers of a picture's samples mean (ITU-T H.273).
package struct ColorTags: Equatable, Sendable {
    package enum Matrix: Equatable, Sendable {
        /// The planes are red, green and blue.
        case rgb
        /// Luma and chroma by ITU-R BT.601 (JFIF, WebP).
        case bt601
        /// Luma and chroma by ITU-R BT.709 (our working images and videos).
        case bt709
        /// Luma and chroma by ITU-R BT.2020, of luminance that is not constant.
        case bt2020
    }

    package enum Range: Equatable, Sendable {
        /// All codes from black to white.
        case full
        /// 16…235 and 16…240 of eight bits.
        case limited
    }

    package enum ChromaSiting: Equatable, Sendable {
        /// In the middle of the luma samples it serves (JPEG).
        case center
        /// In line with the left column of luma, between its rows (H.264's default).
        case left
        /// In line with the left column and the upper row of luma.
        case topLeft
    }

    package var matrix: Matrix
    package var range: Range
    package var siting: ChromaSiting

    package init(matrix: Matrix, range: Range, siting: ChromaSiting = .center) {
        self.matrix = matrix
        self.range = range
        self.siting = siting
    }
}
