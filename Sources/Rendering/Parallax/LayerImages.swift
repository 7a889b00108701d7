import Depth
package import Pixels

/// The layers of a depth move, for people to look at.
package struct LayerImages: Sendable {
    /// What lies behind, with what nothing was known of filled in.
    package let background: ColorImage
    /// What stands before something else; transparent elsewhere. Nil where nothing does.
    package let near: ColorImage?
}

extension ShotRenderer {
    /// Nil for a shot that moves over the picture only.
    package var layerImages: LayerImages? {
        guard let layers else { return nil }
        // Opacity runs over 0…16384.
        let sheets = layers.sheets.map { sheet in
            layers.image(of: sheet.colors) { x, y in UInt8(sample(sheet.opacity.luma, x, y) * 255 / 16384) }
        }
        let near = sheets.dropFirst().reduce(sheets.first) { near, farther in near?.over(farther) }
        return LayerImages(background: layers.image(of: layers.groundColors) { _, _ in 255 }, near: near)
    }
}

extension ParallaxLayers {
    /// BT.709 in limited range, 16 bits with 0 in the middle, as red, green and blue.
    fileprivate func image(of colors: LayerColors, opacity: (Int, Int) -> UInt8) -> ColorImage {
        func level(_ plane: borrowing LayerPlane, _ x: Int, _ y: Int) -> Float { (sample(plane, x, y) + 32768) / 256 }
        func byte(_ value: Float) -> UInt8 { UInt8(max(0, min(255, value + 0.5))) }
        return ColorImage(width: colors.luma.width, height: colors.luma.height) { x, y in
            let luma = (level(colors.luma, x, y) - 16) * 255 / 219
            let blue = (level(colors.blue, x / 2, y / 2) - 128) * 255 / 224
            let red = (level(colors.red, x / 2, y / 2) - 128) * 255 / 224
            return ColorImage.Color(
                byte(luma + 1.5748 * red), byte(luma - 0.1873 * blue - 0.4681 * red), byte(luma + 1.8556 * blue),
                opacity(x, y))
        }
    }
}

extension ColorImage {
    /// This image before one of the same size that lies farther away.
    fileprivate func over(_ farther: ColorImage) -> ColorImage {
        ColorImage(width: width, height: height) { x, y in
            let (front, back) = (self[x, y], farther[x, y])
            let (own, other) = (Float(front.w) / 255, Float(back.w) / 255 * (1 - Float(front.w) / 255))
            guard own + other > 0 else { return front }
            let mixed = (SIMD4<Float>(front) * own + SIMD4<Float>(back) * other) / (own + other)
            return Color(UInt8(mixed.x), UInt8(mixed.y), UInt8(mixed.z), UInt8((own + other) * 255 + 0.5))
        }
    }
}

private func sample(_ plane: borrowing LayerPlane, _ x: Int, _ y: Int) -> Float {
    let place = plane.origin + min(plane.height - 1, y) * plane.pitch + min(plane.width - 1, x)
    return plane.pixels.withSamples(ofPlane: 0, as: Int16.self) { Float($0[place]) }
}
