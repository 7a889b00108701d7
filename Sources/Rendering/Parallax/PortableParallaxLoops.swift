import Pixels

/// The loops of depth moves in Swift, for machines without AVX2, and the reference for those with it. Where they read without
/// a check, one before the loop made sure of all of it, or places were limited to a plane and its margins.
enum PortableParallaxLoops: ParallaxLoops {
    static let block = ParallaxLine.block

    static func mix(_ plane: [Float], own: Int, other: Int, count: Int, into row: inout [Float], at place: Int) {
        precondition(own >= 0 && other >= 0 && place >= 0 && count >= 0)
        precondition(max(own, other) + count <= plane.count && place + count <= row.count)
        let source = plane.span
        var result = row.mutableSpan
        for x in 0..<count {
            unsafe result[unchecked: place &+ x] = mixed(source[unchecked: own &+ x], source[unchecked: other &+ x])
        }
    }

    static func widen(_ plane: [Float], own: Int, other: Int, count: Int, into row: inout [Float], at place: Int) {
        precondition(own >= 0 && other >= 0 && place >= 0 && count > 0)
        precondition(max(own, other) + count <= plane.count && place + 2 * count <= row.count)
        let source = plane.span
        var result = row.mutableSpan
        var left = mixed(source[own], source[other])
        result[place] = left
        for x in 1..<max(1, count) {
            let right = unsafe mixed(source[unchecked: own &+ x], source[unchecked: other &+ x])
            unsafe result[unchecked: place &+ 2 &* x &- 1] = mixed(left, right)
            unsafe result[unchecked: place &+ 2 &* x] = mixed(right, left)
            left = right
        }
        result[place + 2 * count - 1] = left
    }

    @inline(__always)
    private static func mixed(_ own: Float, _ other: Float) -> Float {
        0.75 * (own < 0 ? other : own) + 0.25 * (other < 0 ? own : other)
    }

    static func hide(
        _ opacities: inout [Int16], _ nearness: [Float], _ shown: [Bool],
        behind other: (nearness: [Float], opacities: [Int16], shown: [Bool])
    ) {
        for index in shown.indices where shown[index] && other.shown[index] {
            for x in index * block..<(index + 1) * block
            where other.opacities[x] > 0 && nearness[x] < other.nearness[x] - SheetRules.slack {
                opacities[x] = 0
            }
        }
    }

    static func lay(_ sheet: [Int16], opacity: [Int16], _ shown: [Bool], over samples: inout [Int16]) {
        precondition(shown.count * block <= min(sheet.count, opacity.count, samples.count))
        let over = sheet.span
        let shares = opacity.span
        var result = samples.mutableSpan
        for index in shown.indices where shown[index] {
            for x in index &* block..<(index &+ 1) &* block {
                let under = unsafe Int32(result[unchecked: x])
                let change = unsafe (Int32(over[unchecked: x]) &- under) &* Int32(shares[unchecked: x])
                unsafe result[unchecked: x] = Int16(truncatingIfNeeded: under &+ (change &+ 8192) &>> 14)
            }
        }
    }

    static func round(_ samples: [Int16], count: Int, into bytes: inout PixelBuffer, plane: Int, row: Int) {
        let start = row * bytes.planes[plane].pitch
        let source = samples.span
        precondition(count <= source.count && count <= bytes.planes[plane].width && row < bytes.planes[plane].height)
        bytes.withMutableSamples(ofPlane: plane, as: UInt8.self) { bytes in
            for x in 0..<count {
                // Unsigned, and with half a byte's step added as far as it fits.
                let level = unsafe UInt16(bitPattern: source[unchecked: x]) ^ 0x8000
                let rounded = min(level, 0xFF7F) &+ 128
                unsafe bytes[unchecked: start &+ x] = UInt8(truncatingIfNeeded: rounded &>> 8)
            }
        }
    }
}
