import CLCMS
import Pixels

/// From a grey or coloured profile to sRGB.
struct ProfileConversion: ColorConversion {
    private let forward: ColorTransform
    private let backward: ColorTransform
    private let isGray: Bool

    /// Nil when the profile cannot be used.
    init?(_ profile: borrowing ColorProfile) {
        isGray = profile.space == .gray
        let sRGB = ColorProfile()
        guard
            let forward = ColorTransform(
                from: profile, isGray ? soframe_lcms_gray16 : soframe_lcms_rgb16_planar, to: sRGB,
                soframe_lcms_rgb16_planar),
            let backward = ColorTransform(
                from: sRGB, soframe_lcms_rgb8, to: profile, isGray ? soframe_lcms_gray8 : soframe_lcms_rgb8)
        else { return nil }
        self.forward = forward
        self.backward = backward
    }

    func convertToSRGB(_ planes: inout PixelBuffer) {
        let layout = planes.planes[0]
        let (stride, apart) = (UInt32(layout.stride), UInt32(planes.planes[1].offset - layout.offset))
        unsafe planes.withUnsafeMutablePlane(0) { memory in
            // Little CMS reads a pixel whole before it writes one, so that source and target may be the same; the three
            // planes lie one behind the other.
            unsafe cmsDoTransformLineStride(
                forward.handle, memory, memory, UInt32(layout.width), UInt32(layout.height), stride, stride, apart,
                apart)
        }
    }

    func own(_ color: (red: UInt8, green: UInt8, blue: UInt8)) -> (red: UInt8, green: UInt8, blue: UInt8) {
        let source = [color.red, color.green, color.blue]
        var target: [UInt8] = [0, 0, 0]
        unsafe cmsDoTransform(backward.handle, source, &target, 1)
        return isGray ? (target[0], target[0], target[0]) : (target[0], target[1], target[2])
    }

    /// Whether no colour moves further than one code of eight bits: most cameras state sRGB, in their own words.
    var changesNothing: Bool {
        let levels: [UInt16] = (0...8).map { $0 * 8191 }
        let side = isGray ? 1 : levels.count
        let count = levels.count * side * side
        var planes = PixelBuffer(planes: Array(repeating: (count, 1), count: 3), bytesPerSample: 2)
        func level(_ plane: Int, _ place: Int) -> UInt16 {
            let digit =
                plane == 0 || isGray
                ? place % levels.count : plane == 1 ? place / levels.count % side : place / levels.count / side
            return levels[digit]
        }
        for plane in 0..<3 {
            planes.withMutableSamples(ofPlane: plane, as: UInt16.self) { samples in
                for place in 0..<count { samples[place] = level(plane, place) }
            }
        }
        convertToSRGB(&planes)
        return (0..<3).allSatisfy { plane in
            planes.withSamples(ofPlane: plane, as: UInt16.self) { samples in
                (0..<count).allSatisfy { abs(Int(samples[$0]) - Int(level(plane, $0))) <= 257 }
            }
        }
    }
}
