import Model
import Pixels

/// Lays a transparent picture that has a colour profile over its background: first its colours become sRGB, then they are
/// mixed, as people expect who chose both by eye.
enum Flattening {
    /// Rows that are converted at once.
    private static let rows = 64

    /// The picture without transparency and in sRGB, 16 bits; or as it is, when it is opaque, has no profile, or is stored as
    /// luma and chroma, which are laid over the background as they are.
    static func apply(to picture: Picture, over background: RGBColor) -> Picture {
        guard let conversion = picture.conversion, picture.hasAlpha, picture.tags.matrix == .rgb,
            picture.tags.range == .full
        else { return picture }
        let (width, height) = (picture.width, picture.height)
        let source = PixelSource(picture)
        let under = [background.red, background.green, background.blue].map { Int($0) * 257 }
        var result = PixelBuffer(planes: Array(repeating: (width, height), count: 3), bytesPerSample: 2)
        for top in stride(from: 0, to: height, by: rows) {
            let count = min(rows, height - top)
            let shown = conversion.sRGB(source.colors(rows: top..<top + count, depth: conversion.depth))
            for row in 0..<count {
                let opacity = source.opacity(row: top + row)
                for plane in 0..<3 {
                    let (from, to) = (shown.planes[plane].pitch * row, result.planes[plane].pitch * (top + row))
                    shown.withSamples(ofPlane: plane, as: UInt16.self) { colors in
                        result.withMutableSamples(ofPlane: plane, as: UInt16.self) { target in
                            for x in 0..<width {
                                let mixed = Int(colors[from + x]) * opacity[x] + under[plane] * (65535 - opacity[x])
                                target[to + x] = UInt16(truncatingIfNeeded: (mixed + 32767) / 65535)
                            }
                        }
                    }
                }
            }
        }
        return Picture(
            width: width, height: height,
            layout: .planar(components: 3, chromaShiftX: 0, chromaShiftY: 0, alpha: false), depth: 16,
            tags: picture.tags, orientation: picture.orientation, buffer: result)
    }
}
