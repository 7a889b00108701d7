import CLCMS
import Pixels

/// From a grey or coloured profile to sRGB.
struct ProfileConversion: ColorConversion {
    let depth: Int
    private let forward: ColorTransform
    private let backward: ColorTransform
    private let isGray: Bool

    /// Nil when the profile cannot be used.
    ///
    /// - Parameter depth: 8 or 16 bits a sample of the picture.
    init?(_ profile: borrowing ColorProfile, depth: Int) {
        isGray = profile.space == .gray
        self.depth = depth
        let (own8, own16) =
            isGray
            ? (soframe_lcms_gray8, soframe_lcms_gray16) : (soframe_lcms_rgb8_planar, soframe_lcms_rgb16_planar)
        let sRGB = ColorProfile()
        guard
            // Curves and a matrix are exact and ten times as fast on 8 bits; anything else Little CMS would shorten to a
            // table, which errs by up to ten codes of 255 at the edge of what sRGB can show.
            let forward = ColorTransform(
                from: profile, depth == 8 ? own8 : own16, to: sRGB, soframe_lcms_rgb16_planar,
                isExact: depth == 16 || !profile.isMatrixAndCurves),
            let backward = ColorTransform(
                from: sRGB, soframe_lcms_rgb8, to: profile, isGray ? soframe_lcms_gray8 : soframe_lcms_rgb8,
                isExact: true)
        else { return nil }
        self.forward = forward
        self.backward = backward
    }

    func sRGB(_ planes: borrowing PixelBuffer) -> PixelBuffer {
        let from = planes.planes[0]
        var result = PixelBuffer(planes: Array(repeating: (from.width, from.height), count: 3), bytesPerSample: 2)
        let to = result.planes[0]
        let (fromApart, toApart) = (planes.planes[1].offset - from.offset, result.planes[1].offset - to.offset)
        unsafe planes.withUnsafePlane(0) { source in
            unsafe result.withUnsafeMutablePlane(0) { target in
                // The three planes lie one behind the other, on both sides.
                unsafe cmsDoTransformLineStride(
                    forward.handle, source, target, UInt32(from.width), UInt32(from.height), UInt32(from.stride),
                    UInt32(to.stride), UInt32(fromApart), UInt32(toApart))
            }
        }
        return result
    }

    func own(_ color: (red: UInt8, green: UInt8, blue: UInt8)) -> (red: UInt8, green: UInt8, blue: UInt8) {
        let source = [color.red, color.green, color.blue]
        var target: [UInt8] = [0, 0, 0]
        unsafe cmsDoTransform(backward.handle, source, &target, 1)
        return isGray ? (target[0], target[0], target[0]) : (target[0], target[1], target[2])
    }

    /// Whether no colour moves further than one code of eight bits: most cameras state sRGB, in their own words.
    var changesNothing: Bool {
        let levels = [0, 32, 64, 96, 128, 160, 192, 224, 255]
        let count = isGray ? levels.count : levels.count * levels.count * levels.count
        func level(_ plane: Int, _ place: Int) -> Int {
            let step = isGray ? 1 : [1, levels.count, levels.count * levels.count][plane]
            return levels[place / step % levels.count]
        }
        var own = PixelBuffer(planes: Array(repeating: (count, 1), count: 3), bytesPerSample: depth / 8)
        for plane in 0..<3 {
            if depth == 8 {
                own.withMutableSamples(ofPlane: plane, as: UInt8.self) { samples in
                    for place in 0..<count { samples[place] = UInt8(level(plane, place)) }
                }
            } else {
                own.withMutableSamples(ofPlane: plane, as: UInt16.self) { samples in
                    for place in 0..<count { samples[place] = UInt16(level(plane, place) * 257) }
                }
            }
        }
        let shown = sRGB(own)
        return (0..<3).allSatisfy { plane in
            shown.withSamples(ofPlane: plane, as: UInt16.self) { samples in
                (0..<count).allSatisfy { abs(Int(samples[$0]) - level(plane, $0) * 257) <= 257 }
            }
        }
    }
}
