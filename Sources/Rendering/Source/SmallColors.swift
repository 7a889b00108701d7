package import Depth
package import Model
package import Pixels

/// A picture's colours at a small size, for judging what stands out in it and what is near.
package enum SmallColors {
    /// The whole upright picture.
    ///
    /// - Parameters:
    ///   - longSide: Pixels of its longer side at most.
    ///   - background: Behind transparency.
    package static func lab(
        of picture: Picture, longSide: Int, background: RGBColor
    ) throws(RenderingError) -> LabPicture {
        let colors = try rgb(of: picture, longSide: longSide, background: background)
        return LabPicture(red: colors[0], green: colors[1], blue: colors[2])
    }

    /// The same for people to look at.
    package static func image(
        of picture: Picture, longSide: Int, background: RGBColor
    ) throws(RenderingError) -> ColorImage {
        let colors = try rgb(of: picture, longSide: longSide, background: background)
        func byte(_ value: Float) -> UInt8 { UInt8(max(0, min(255, value * 255 + 0.5))) }
        return ColorImage(width: colors[0].width, height: colors[0].height) { x, y in
            ColorImage.Color(byte(colors[0][x, y]), byte(colors[1][x, y]), byte(colors[2][x, y]), 255)
        }
    }

    private static func rgb(
        of picture: Picture, longSide: Int, background: RGBColor
    ) throws(RenderingError) -> [Field] {
        let scale = min(1, Double(longSide) / Double(max(picture.width, picture.height)))
        let size = picture.uprightSize
        return try rgb(
            of: picture, width: max(1, Int((Double(size.width) * scale).rounded())),
            height: max(1, Int((Double(size.height) * scale).rounded())), background: background)
    }

    /// The whole upright picture as red, green and blue, sRGB, 0…1.
    ///
    /// - Parameters:
    ///   - width: Pixels that it is stretched to.
    ///   - height: Pixels that it is stretched to.
    ///   - background: Behind transparency.
    package static func rgb(
        of picture: Picture, width: Int, height: Int, background: RGBColor
    ) throws(RenderingError) -> [Field] {
        let picture = Flattening.apply(to: picture, over: background)
        let (width, height) = picture.orientation.swapsSides ? (height, width) : (width, height)
        var colors = PixelBuffer(planes: Array(repeating: (width, height), count: 3), bytesPerSample: 2)
        try WorkingImage.convert(
            picture, region: Window(x: 0, y: 0, width: Double(picture.width), height: Double(picture.height)),
            background: background, to: .rgb(width: width, height: height, depth: 16), &colors)
        return (0..<3).map { plane in upright(colors, plane, picture.orientation) }
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
