import Pixels

/// The loops of depth moves in Swift, for machines without AVX2, and the reference for those with it.
enum PortableParallaxLoops: ParallaxLoops {
    static func march(
        _ plane: NearnessPlane, _ mapping: RowMapping, columns: Range<Int>, ends: (near: Float, far: Float), steps: Int,
        into nearness: inout [Float]
    ) {
        let surface = Surface(plane)
        let values = plane.values.span
        let stride = (ends.near - ends.far) / Float(steps)
        for column in columns {
            let ray = Ray(mapping, column)
            // Above the surface by `above`, then below it by `below`.
            var (before, above) = (ends.near, surface.height(values, ray, ends.near) - ends.near)
            var (after, below) = (ends.near, above)
            if above < 0 {
                for step in 1...steps {
                    after = ends.near - stride * Float(step)
                    below = surface.height(values, ray, after) - after
                    if below >= 0 { break }
                    (before, above) = (after, below)
                }
            }
            var met = after
            if above < 0, below > 0 {
                met = before + (after - before) * above / (above - below)
                let rest = surface.height(values, ray, met) - met
                if rest < 0 { (before, above) = (met, rest) } else { (after, below) = (met, rest) }
                met = above < below ? before + (after - before) * above / (above - below) : met
            }
            nearness[column] = met
        }
    }

    static func widen(
        _ plane: [Float], own: Int, other: Int, count: Int, row: inout [Float], into wide: inout [Float]
    ) {
        for x in 0..<count { row[x] = 0.75 * plane[own + x] + 0.25 * plane[other + x] }
        for x in 0..<count {
            wide[2 * x] = 0.75 * row[x] + 0.25 * row[max(0, x - 1)]
            wide[2 * x + 1] = 0.75 * row[x] + 0.25 * row[min(count - 1, x + 1)]
        }
    }

    static func round(_ samples: [Int16], count: Int, into bytes: inout PixelBuffer, plane: Int, row: Int) {
        let start = row * bytes.planes[plane].pitch
        bytes.withMutableSamples(ofPlane: plane, as: UInt8.self) { bytes in
            for x in 0..<count { bytes[start + x] = UInt8(min(255, (Int32(samples[x]) &+ 32896) >> 8)) }
        }
    }

    static func cubic(
        _ plane: borrowing LayerPlane, _ mapping: RowMapping, columns: Range<Int>, nearness: [Float],
        into samples: inout [Int16]
    ) {
        let (pitch, origin) = (plane.pitch, plane.origin)
        let (right, bottom) = (Float(plane.width), Float(plane.height))
        let table = CubicWeights.vectors
        let weights = table.span
        let (half, fifteen) = (SIMD4<Int32>(repeating: 1 << 14), SIMD4<Int32>(repeating: 15))
        plane.pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
            for column in columns {
                let near = nearness[column]
                let x = fixed(mapping.x.place(column, near), right)
                let y = fixed(mapping.yStart + near * mapping.yDepth, bottom)
                let (across, down) = (weights[x & 255], weights[y & 255])
                let first = origin + ((y >> 8) - 1) * pitch + (x >> 8) - 1
                // Halves: cubics overshoot, and a whole would not fit into the 16 bits that others have.
                var levels = SIMD4<Int32>.zero
                for line in 0..<4 {
                    // Four samples of a row at once; where they lie is checked.
                    let row = unsafe source.bytes.unsafeLoadUnaligned(
                        fromByteOffset: 2 * (first + line * pitch), as: SIMD4<Int16>.self)
                    let product = SIMD4<Int32>(truncatingIfNeeded: row) &* SIMD4(repeating: down[line])
                    levels &+= (product &+ half) &>> fifteen
                }
                let sum = (levels &* across).wrappedSum()
                samples[column] = Int16(clamping: (sum &+ 1 << 12) >> 13)
            }
        }
    }

    static func linear(
        _ plane: borrowing LayerPlane, _ mapping: RowMapping, columns: Range<Int>, nearness: [Float],
        into samples: inout [Int16]
    ) {
        let (pitch, origin) = (plane.pitch, plane.origin)
        let (right, bottom) = (Float(plane.width), Float(plane.height))
        plane.pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
            for column in columns {
                let near = nearness[column]
                let x = fixed(mapping.x.place(column, near), right)
                let y = fixed(mapping.yStart + near * mapping.yDepth, bottom)
                let (across, down) = (Int32(x & 255) >> 2, Int32(y & 255) >> 2)
                let first = origin + (y >> 8) * pitch + (x >> 8)
                let upper = lerp(Int32(source[first]), Int32(source[first + 1]), across)
                let lower = lerp(Int32(source[first + pitch]), Int32(source[first + pitch + 1]), across)
                samples[column] = Int16(truncatingIfNeeded: (lerp(upper, lower, down) &+ 1 << 11) >> 12)
            }
        }
    }

    /// A place in 256ths of a sample, at most one sample beyond the border, where all is as at the border. Rounds halves to
    /// even, as processors do, by a number so large that nothing smaller than a whole fits beside it.
    @inline(__always)
    private static func fixed(_ place: Float, _ end: Float) -> Int {
        let scaled = max(-1, min(end, place)) * 256
        let whole: Float = 12_582_912
        return Int((scaled + whole) - whole)
    }

    @inline(__always)
    private static func lerp(_ one: Int32, _ other: Int32, _ share: Int32) -> Int32 {
        one &* 64 &+ (other &- one) &* share
    }
}

/// What one sample of a frame sees, of every nearness.
private struct Ray {
    let x: Float
    let xDepth: Float
    let y: Float
    let yDepth: Float

    @inline(__always)
    init(_ mapping: RowMapping, _ column: Int) {
        x = mapping.x.start + mapping.x.step * Float(column)
        xDepth = mapping.x.depthStart + mapping.x.depthStep * Float(column)
        y = mapping.yStart
        yDepth = mapping.yDepth
    }
}

/// Nearness between the samples of a plane, by straight lines.
private struct Surface {
    let pitch: Int
    let origin: Int
    let right: Float
    let bottom: Float

    init(_ plane: NearnessPlane) {
        pitch = plane.pitch
        origin = plane.origin
        right = Float(plane.width)
        bottom = Float(plane.height)
    }

    @inline(__always)
    func height(_ values: Span<Float>, _ ray: Ray, _ nearness: Float) -> Float {
        // One more than the place, so that cutting off is rounding down.
        let x = max(0, min(right + 1, ray.x + ray.xDepth * nearness + 1))
        let y = max(0, min(bottom + 1, ray.y + ray.yDepth * nearness + 1))
        let (column, row) = (Int32(x), Int32(y))
        let (across, down) = (x - Float(column), y - Float(row))
        let first = origin + (Int(row) - 1) * pitch + Int(column) - 1
        let upper = values[first] + (values[first + 1] - values[first]) * across
        let lower = values[first + pitch] + (values[first + pitch + 1] - values[first + pitch]) * across
        return upper + (lower - upper) * down
    }
}
