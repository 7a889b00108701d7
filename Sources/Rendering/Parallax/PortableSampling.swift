import Pixels

extension PortableParallaxLoops {
    /// Samples that are worked on together.
    private static let group = 4

    static func cubic(
        _ plane: LayerPlane, _ mapping: RowMapping, _ shown: [Bool], nearness: [Float], into samples: inout [Int16]
    ) {
        let places = Places(plane, mapping)
        let tables = (CubicWeights.doubled, CubicWeights.all)
        let twice = tables.0.span
        let once = tables.1.span
        let near = nearness.span
        precondition(shown.count * block <= min(near.count, samples.count))
        var result = samples.mutableSpan
        plane.pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
            for index in shown.indices where shown[index] {
                for column in stride(from: index * block, to: (index + 1) * block, by: group) {
                    unsafe Self.store(
                        Self.cubic(source.bytes, places, near, column, twice, once), at: column, in: &result)
                }
            }
        }
    }

    /// Four samples from `column` on, by the weights of every place between samples, twice and once.
    @inline(__always)
    private static func cubic(
        _ bytes: RawSpan, _ places: Places, _ nearness: Span<Float>, _ column: Int,
        _ twice: Span<SIMD8<Int16>>, _ once: Span<SIMD4<Int16>>
    ) -> SIMD4<Int16> {
        let line = places.line
        let start = places.origin &- line &- 2
        let (x, y) = places.fixed(column, four(nearness, column))
        /// The four rows around one of the samples, as halves: cubics overshoot, and a whole would not fit into 16 bits.
        @inline(__always)
        func rows(_ lane: Int) -> SIMD4<Int16> {
            let first = start &+ Int(y[lane] &>> 8) &* line &+ 2 &* Int(x[lane] &>> 8)
            @inline(__always)
            func two(_ place: Int) -> SIMD8<Int16> {
                unsafe SIMD8(
                    lowHalf: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: place, as: SIMD4.self),
                    highHalf: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: place &+ line, as: SIMD4.self))
            }
            let across = unsafe twice[unchecked: Int(x[lane] & 255)]
            let sums = neighbors(pairs(two(first), across), pairs(two(first &+ 2 &* line), across))
            return SIMD4(truncatingIfNeeded: (sums &+ (1 << 15)) &>> 16)
        }
        /// Halves of the sums of two of the samples.
        @inline(__always)
        func two(_ lane: Int) -> SIMD4<Int32> {
            let down = unsafe SIMD8(
                lowHalf: once[unchecked: Int(y[lane] & 255)], highHalf: once[unchecked: Int(y[lane &+ 1] & 255)])
            return pairs(SIMD8(lowHalf: rows(lane), highHalf: rows(lane &+ 1)), down)
        }
        return rounded(neighbors(two(0), two(2)))
    }

    static func linear(
        _ planes: (LayerPlane, LayerPlane), _ mapping: RowMapping, _ shown: [Bool], nearness: [Float],
        into samples: inout [Int16], and others: inout [Int16]
    ) {
        let places = Places(planes.0, mapping)
        let near = nearness.span
        precondition(shown.count * block <= min(near.count, samples.count, others.count))
        precondition(planes.0.liesLike(planes.1))
        var result = samples.mutableSpan
        var otherResult = others.mutableSpan
        planes.0.pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
            planes.1.pixels.withSamples(ofPlane: 0, as: Int16.self) { otherSource in
                for index in shown.indices where shown[index] {
                    for column in stride(from: index * block, to: (index + 1) * block, by: group) {
                        let place = places.fixed(column, four(near, column))
                        unsafe Self.store(Self.linear(source.bytes, places, place), at: column, in: &result)
                        unsafe Self.store(Self.linear(otherSource.bytes, places, place), at: column, in: &otherResult)
                    }
                }
            }
        }
    }

    /// Four samples at places in 256ths.
    @inline(__always)
    private static func linear(
        _ bytes: RawSpan, _ places: Places, _ place: (x: SIMD4<Int32>, y: SIMD4<Int32>)
    ) -> SIMD4<Int16> {
        let (line, start) = (places.line, places.origin)
        let (x, y) = place
        // Two neighbours each.
        var (upper, lower) = (SIMD4<Int32>.zero, SIMD4<Int32>.zero)
        for lane in 0..<group {
            let first = start &+ Int(y[lane] &>> 8) &* line &+ 2 &* Int(x[lane] &>> 8)
            upper[lane] = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: first, as: Int32.self)
            lower[lane] = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: first &+ line, as: Int32.self)
        }
        let (across, down) = (shares(x), shares(y))
        let halves = (
            upper: (pairs(split(upper), across) &+ (1 << 15)) &>> 16,
            lower: (pairs(split(lower), across) &+ (1 << 15)) &>> 16
        )
        let both = halves.upper & 0xFFFF | halves.lower &<< 16
        return rounded(pairs(split(both), down))
    }

    static func look(
        _ opacity: LayerPlane, _ mapping: RowMapping, runs: [SheetBand.Run], ground: [Float], nearness: inout [Float],
        opacities: inout [Int16], shown: inout [Bool], beneath: inout [Bool]
    ) {
        let near = nearness.span
        let places = Places(opacity, mapping)
        opacity.pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
            for run in runs {
                let columns = run.columns
                let end = (columns.upperBound + block - 1) / block * block
                precondition(end <= min(ground.count, near.count, opacities.count))
                for first in stride(from: columns.lowerBound, to: columns.upperBound, by: block) {
                    look(first, columns, ground.span, near, &opacities, &shown, &beneath) { column in
                        run.isOpaque
                            ? SIMD4(repeating: 16384)
                            : unsafe linear(source.bytes, places, places.fixed(column, four(near, column)))
                    }
                }
            }
        }
    }

    /// At the block that begins at a column.
    @inline(__always)
    private static func look(
        _ first: Int, _ columns: Range<Int>, _ ground: Span<Float>, _ nearness: Span<Float>,
        _ opacities: inout [Int16], _ shown: inout [Bool], _ beneath: inout [Bool], _ shares: (Int) -> SIMD4<Int16>
    ) {
        guard beneath[first / block] else { return }
        var (isAny, isAll) = (false, true)
        for column in stride(from: first, to: min(first + block, columns.upperBound), by: group) {
            let least = four(ground, column) - SheetRules.slack
            let isSeen = four(nearness, column) .>= least.replacing(with: 0, where: least .< 0)
            let found = any(isSeen) ? shares(column) : .zero
            for lane in 0..<min(group, columns.upperBound - column) {
                let share = isSeen[lane] ? found[lane] : 0
                opacities[column + lane] = share
                isAny = isAny || share > 0
                isAll = isAll && share == 16384
            }
        }
        shown[first / block] = isAny
        if isAll { beneath[first / block] = false }
    }

    @inline(__always)
    private static func four(_ row: Span<Float>, _ column: Int) -> SIMD4<Float> {
        unsafe SIMD4(
            row[unchecked: column], row[unchecked: column &+ 1], row[unchecked: column &+ 2],
            row[unchecked: column &+ 3])
    }

    /// Sums of two products each.
    @inline(__always)
    private static func pairs(_ samples: SIMD8<Int16>, _ weights: SIMD8<Int16>) -> SIMD4<Int32> {
        let products = SIMD8<Int32>(truncatingIfNeeded: samples) &* SIMD8<Int32>(truncatingIfNeeded: weights)
        return products.evenHalf &+ products.oddHalf
    }

    /// Sums of neighbours, first those of one and then those of the other.
    @inline(__always)
    private static func neighbors(_ one: SIMD4<Int32>, _ other: SIMD4<Int32>) -> SIMD4<Int32> {
        SIMD4(lowHalf: one.evenHalf, highHalf: other.evenHalf) &+ SIMD4(lowHalf: one.oddHalf, highHalf: other.oddHalf)
    }

    /// The lower halves of numbers, and the upper ones, as neighbours.
    @inline(__always)
    private static func split(_ numbers: SIMD4<Int32>) -> SIMD8<Int16> {
        // Both are sixteen bytes, of which any are fine.
        unsafe unsafeBitCast(numbers, to: SIMD8<Int16>.self)
    }

    /// How much each of two neighbours counts, in 32768ths below zero, for places in 256ths.
    @inline(__always)
    private static func shares(_ places: SIMD4<Int32>) -> SIMD8<Int16> {
        let second = (places & 255) &<< 7
        return split((second &- 32768) & 0xFFFF | (0 &- second) &<< 16)
    }

    /// Sums of halves, weighted in 32768ths.
    @inline(__always)
    private static func rounded(_ sums: SIMD4<Int32>) -> SIMD4<Int16> {
        // Not with pointwiseMin, which is a call.
        let whole = (sums &+ (1 << 13)) &>> 14
        let below = whole.replacing(with: 32767, where: whole .> 32767)
        return SIMD4(truncatingIfNeeded: below.replacing(with: -32768, where: below .< -32768))
    }

    @inline(__always)
    private static func store(_ values: SIMD4<Int16>, at column: Int, in samples: inout MutableSpan<Int16>) {
        for lane in 0..<group { unsafe samples[unchecked: column &+ lane] = values[lane] }
    }
}

/// Where a row's samples lie in a plane.
private struct Places {
    private let mapping: RowMapping
    private let right: SIMD4<Float>
    private let bottom: SIMD4<Float>
    /// Bytes from one row of the plane to the next, and up to its first sample within the margins.
    let line: Int
    let origin: Int

    init(_ plane: LayerPlane, _ mapping: RowMapping) {
        self.mapping = mapping
        right = SIMD4(repeating: Float(plane.width))
        bottom = SIMD4(repeating: Float(plane.height))
        line = 2 * plane.pitch
        origin = 2 * plane.origin
    }

    /// In 256ths, at most one sample beyond the border, where all is as at the border.
    @inline(__always)
    func fixed(_ column: Int, _ nearness: SIMD4<Float>) -> (x: SIMD4<Int32>, y: SIMD4<Int32>) {
        let number = Float(column) + SIMD4<Float>(0, 1, 2, 3)
        let far = mapping.x.start + mapping.x.step * number
        let x = far + nearness * (mapping.x.depthStart + mapping.x.depthStep * number)
        return (fixed(x, right), fixed(mapping.yStart + nearness * mapping.yDepth, bottom))
    }

    @inline(__always)
    private func fixed(_ place: SIMD4<Float>, _ end: SIMD4<Float>) -> SIMD4<Int32> {
        // What is no number becomes the end.
        let below = end.replacing(with: place, where: place .< end)
        let limited = below.replacing(with: -1, where: below .< -1)
        // Rounds halves to even, as processors do, by a number so large that nothing smaller than a whole fits beside it.
        let large: Float = 12_582_912
        let sum = limited * 256 + large
        // Bits of numbers are numbers.
        return unsafe unsafeBitCast(sum, to: SIMD4<Int32>.self) &- Int32(bitPattern: large.bitPattern)
    }
}
