import Depth
import Pixels

/// 0…16384, for every sample of luma, and of chroma.
struct SheetOpacity: Sendable {
    let luma: LayerPlane
    let chroma: LayerPlane

    /// - Parameters:
    ///   - opacities: Of luma.
    ///   - width: Even, as the height is.
    init(_ opacities: [Int16], width: Int, height: Int) {
        let source = opacities.span
        luma = LayerPlane(width: width, height: height) { y, row, start in
            for x in 0..<width { row[start + x] = source[y * width + x] }
        }
        chroma = LayerPlane(width: width / 2, height: height / 2) { y, row, start in
            for x in 0..<width / 2 {
                let place = 2 * y * width + 2 * x
                let pairs = (
                    Int32(source[place]) + Int32(source[place + 1]),
                    Int32(source[place + width]) + Int32(source[place + width + 1])
                )
                row[start + x] = Int16((pairs.0 + pairs.1) / 4)
            }
        }
    }

    /// 0…1, of chroma's size.
    var shares: Field {
        chroma.pixels.withSamples(ofPlane: 0, as: Int16.self) { samples in
            Field(width: chroma.width, height: chroma.height) { x, y in
                Float(samples[chroma.origin + y * chroma.pitch + x]) / 16384
            }
        }
    }
}

/// How opaque sheets are, for every sample of luma: depth has one for two by two of them, but what it averaged there says
/// where between them an outline runs.
enum SheetOutline {
    /// A sample wider than the sheets, whose colours are mixed there, and soft.
    ///
    /// - Parameters:
    ///   - soft: The depth that was taken apart as it was before its steps were made sharp.
    ///   - outline: Where sheets are softer.
    static func opacity(of split: GapSplitting, soft: Field, outline: SoftOutline? = nil) -> SheetOpacity {
        let (width, height) = (2 * soft.width, 2 * soft.height)
        var opacities = softened(widened(covered(split, soft), width, height), width, height)
        outline?.apply(to: &opacities)
        return SheetOpacity(opacities, width: width, height: height)
    }

    /// The depth that is left when the sheets are taken off, before its steps are made sharp.
    static func behind(_ split: GapSplitting, soft: Field) -> Field {
        let isChanged = GapSplitting.widened(split.isCovered, soft, by: 2)
        var result = soft
        for index in isChanged.indices where isChanged[index] { result.values[index] = split.ground.values[index] }
        return result
    }

    /// Whether a sheet is at each sample of luma, 1 or 0.
    private static func covered(_ split: GapSplitting, _ soft: Field) -> [UInt8] {
        let depth = split.depth
        let mask = Field(width: depth.width, height: depth.height, values: split.isSheet.map { $0 ? 1 : 0 })
        let (low, high) = (mask.lowest(reach: 1), mask.highest(reach: 1))
        let pitch = 2 * depth.width
        var result = Array(repeating: UInt8(0), count: 2 * pitch * depth.height)
        for y in 0..<depth.height {
            for x in 0..<depth.width {
                let index = y * depth.width + x
                guard high.values[index] > 0 else { continue }
                let step = low.values[index] > 0 ? nil : middle(split, x, y)
                for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                    let isThere: Bool =
                        if let step {
                            soft.between(Float(x) - 0.25 + 0.5 * Float(column), Float(y) - 0.25 + 0.5 * Float(row))
                                > step
                        } else {
                            split.isSheet[index]
                        }
                    if isThere { result[(2 * y + row) * pitch + 2 * x + column] = 1 }
                }
            }
        }
        return result
    }

    /// The depth that is on the outline of a sheet near a place; nil where there is no step.
    private static func middle(_ split: GapSplitting, _ x: Int, _ y: Int) -> Float? {
        let depth = split.depth
        var (near, far): (Float, Float) = (-1, 2)
        for row in max(0, y - 1)...min(depth.height - 1, y + 1) {
            for column in max(0, x - 1)...min(depth.width - 1, x + 1) {
                let index = row * depth.width + column
                if split.isSheet[index] { near = max(near, depth.values[index]) }
                far = min(far, depth.values[index])
            }
        }
        return near - far > GapSplitting.gap ? (near + far) / 2 : nil
    }

    /// By a sample each way.
    private static func widened(_ plane: [UInt8], _ width: Int, _ height: Int) -> [UInt8] {
        let source = plane.span
        var across = plane
        var line = across.mutableSpan
        for y in 0..<height {
            for x in 1..<width - 1 {
                let place = y * width + x
                line[place] = source[place - 1] | source[place] | source[place + 1]
            }
        }
        let rows = across.span
        var result = across
        var target = result.mutableSpan
        for y in 1..<height - 1 {
            for x in 0..<width {
                let place = y * width + x
                target[place] = rows[place - width] | rows[place] | rows[place + width]
            }
        }
        return result
    }

    /// Blurred by the binomial weights 1 4 6 4 1 each way, nearly a Gaussian of one sample, times 64.
    private static func softened(_ plane: [UInt8], _ width: Int, _ height: Int) -> [Int16] {
        var across = Array(repeating: Int16(0), count: plane.count)
        var result = across
        let source = plane.span
        var line = across.mutableSpan
        for y in 0..<height {
            let start = y * width
            func sum(_ x: Int) -> Int16 {
                func at(_ step: Int) -> Int16 { Int16(source[start + max(0, min(width - 1, x + step))]) }
                return at(-2) + at(2) + 4 * (at(-1) + at(1)) + 6 * at(0)
            }
            for x in 0..<min(2, width) { line[start + x] = sum(x) }
            for x in max(2, width - 2)..<max(2, width) { line[start + x] = sum(x) }
            for x in 2..<max(2, width - 2) {
                // Two from either end, all places are within the row.
                func at(_ step: Int) -> Int16 { unsafe Int16(source[unchecked: start &+ x &+ step]) }
                unsafe line[unchecked: start &+ x] = at(-2) &+ at(2) &+ 4 &* (at(-1) &+ at(1)) &+ 6 &* at(0)
            }
        }
        let rows = across.span
        var target = result.mutableSpan
        for y in 0..<height {
            func row(_ step: Int) -> Int { max(0, min(height - 1, y + step)) * width }
            let (a, b, c, d, e) = (row(-2), row(-1), row(0), row(1), row(2))
            for x in 0..<width {
                // As above.
                func at(_ start: Int) -> Int16 { unsafe rows[unchecked: start &+ x] }
                unsafe target[unchecked: c &+ x] = 64 &* (at(a) &+ at(e) &+ 4 &* (at(b) &+ at(d)) &+ 6 &* at(c))
            }
        }
        return result
    }
}
