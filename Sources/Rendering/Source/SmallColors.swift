package import Depth
package import Model
package import Pixels

/// A picture's colours at a small size, for judging what is near.
package enum SmallColors {
    /// The whole upright picture.
    ///
    /// - Parameters:
    ///   - longSide: Pixels of its longer side at most.
    ///   - background: Behind transparency.
    package static func lab(
        of picture: Picture, longSide: Int, background: RGBColor
    ) throws(RenderingError) -> LabPicture {
        let picture = Flattening.apply(to: picture, over: background)
        let scale = min(1, Double(longSide) / Double(max(picture.width, picture.height)))
        let (width, height) = (
            max(1, Int((Double(picture.width) * scale).rounded())),
            max(1, Int((Double(picture.height) * scale).rounded()))
        )
        var colors = PixelBuffer(planes: Array(repeating: (width, height), count: 3), bytesPerSample: 2)
        try WorkingImage.convert(
            picture, region: Window(x: 0, y: 0, width: Double(picture.width), height: Double(picture.height)),
            background: background, to: .rgb(width: width, height: height, depth: 16), &colors)
        let fields = (0..<3).map { plane in upright(colors, plane, picture.orientation) }
        return LabPicture(red: fields[0], green: fields[1], blue: fields[2])
    }

    private static func upright(_ colors: borrowing PixelBuffer, _ plane: Int, _ orientation: Orientation) -> Field {
        let layout = colors.planes[plane]
        let swaps = orientation.swapsSides
        return colors.withSamples(ofPlane: plane, as: UInt16.self) { samples in
            Field(width: swaps ? layout.height : layout.width, height: swaps ? layout.width : layout.height) { x, y in
                let (column, row) = swaps ? (y, x) : (x, y)
                let storedX = orientation.reversesStoredX ? layout.width - 1 - column : column
                let storedY = orientation.reversesStoredY ? layout.height - 1 - row : row
                return Float(samples[storedY * layout.pitch + storedX]) / 65535
            }
        }
    }
}
