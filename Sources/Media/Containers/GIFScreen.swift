extension GIFContainer {
    /// The screen of a GIF and its first picture, which may cover but a part of it: then the decoder gets that part alone,
    /// for it would fill the rest with a colour where browsers show what lies behind.
    struct Screen {
        let width: Int
        let height: Int
        /// Nil when the first picture covers all of it.
        let placement: EncodedPicture.Placement?
        /// Width and height for the decoder.
        let size: [UInt8]
        /// Place and size of the first picture for the decoder.
        let frame: [UInt8]

        /// - Parameter first: As the file states it; the screen's size where that is nothing.
        init(width: Int, height: Int, first: EncodedPicture.Placement) throws(MediaError) {
            let isStated = width > 0 && height > 0
            let (x, y) = isStated ? (first.x, first.y) : (0, 0)
            self.width = isStated ? width : first.width
            self.height = isStated ? height : first.height
            guard self.width > 0, self.height > 0 else { throw .malformed("its header states no size") }
            let isInside =
                first.width > 0 && first.height > 0 && x + first.width <= self.width
                && y + first.height <= self.height
            let coversAll = first.width == self.width && first.height == self.height
            placement = isInside && !coversAll ? first : nil
            size = Self.numbers(isInside ? [first.width, first.height] : [width, height])
            frame = Self.numbers((isInside ? [0, 0] : [x, y]) + [first.width, first.height])
        }

        private static func numbers(_ values: [Int]) -> [UInt8] {
            values.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        }
    }
}
