import Depth
import TestPictures
import Testing

@Suite struct GuidedFilterTests {
    private static func guide(_ noise: inout Noise, _ width: Int, _ height: Int) -> LabPicture {
        LabPicture(
            red: noise.smoothField(width, height), green: noise.smoothField(width, height),
            blue: noise.smoothField(width, height))
    }

    @Test("The filter is the published one, window by window", arguments: [1, 2, 5], [1e-4, 1e-2] as [Float])
    func formula(radius: Int, epsilon: Float) {
        var noise = Noise(3)
        let guide = Self.guide(&noise, 23, 17)
        let plane = noise.field(23, 17)
        let filtered = GuidedFilter(guide: guide, radius: radius, epsilon: epsilon).apply(to: plane)
        let direct = Direct(guide: guide, plane: plane, radius: radius, epsilon: Double(epsilon)).result
        #expect(filtered.differs(from: direct) < 2e-3)
    }

    @Test("A plane that follows its guide's colours passes unchanged")
    func follows() {
        var noise = Noise(9)
        let guide = Self.guide(&noise, 40, 30)
        let plane = Field(width: 40, height: 30) { 0.3 + 0.5 * guide.lightness[$0, $1] - 0.4 * guide.b[$0, $1] }
        #expect(GuidedFilter(guide: guide, radius: 4, epsilon: 1e-7).apply(to: plane).differs(from: plane) < 5e-3)
    }

    @Test("Noise over a guide without edges is averaged")
    func averages() {
        var noise = Noise(5)
        let even = Field(width: 32, height: 32, repeating: 0.5)
        let plane = noise.field(32, 32)
        let filtered = GuidedFilter(guide: LabPicture(red: even, green: even, blue: even), radius: 3, epsilon: 1e-3)
            .apply(to: plane)
        for place in [(16, 16), (10, 20)] {
            // An average of averages over seven by seven places.
            var (sum, count) = (0.0, 0.0)
            for dy in -3...3 {
                for dx in -3...3 {
                    for ey in -3...3 {
                        for ex in -3...3 {
                            sum += Double(plane[place.0 + dx + ex, place.1 + dy + ey])
                            count += 1
                        }
                    }
                }
            }
            #expect(abs(Double(filtered[place.0, place.1]) - sum / count) < 1e-4)
        }
    }
}

/// Equations 19 to 21 of the paper as they stand, in double precision: for each window a regression of its own, solved by
/// elimination.
private struct Direct {
    let guide: LabPicture
    let plane: Field
    let radius: Int
    let epsilon: Double

    var result: Field {
        let models = (0..<plane.values.count).map { model(around: $0 % plane.width, $0 / plane.width) }
        return Field(width: plane.width, height: plane.height) { x, y in
            let window = window(x, y)
            let sum = window.reduce(0.0) { sum, place in
                let model = models[place.1 * plane.width + place.0]
                return sum + zip(model, color(x, y) + [1]).reduce(0) { $0 + $1.0 * $1.1 }
            }
            return Float(sum / Double(window.count))
        }
    }

    private func window(_ x: Int, _ y: Int) -> [(Int, Int)] {
        (max(0, y - radius)...min(plane.height - 1, y + radius)).flatMap { row in
            (max(0, x - radius)...min(plane.width - 1, x + radius)).map { ($0, row) }
        }
    }

    private func color(_ x: Int, _ y: Int) -> [Double] {
        [guide.lightness[x, y], guide.a[x, y], guide.b[x, y]].map(Double.init)
    }

    /// Slopes for the three channels and the offset.
    private func model(around x: Int, _ y: Int) -> [Double] {
        let window = window(x, y)
        let count = Double(window.count)
        let colors = window.map { color($0.0, $0.1) }
        let values = window.map { Double(plane[$0.0, $0.1]) }
        let means = (0..<3).map { channel in colors.reduce(0) { $0 + $1[channel] } / count }
        let mean = values.reduce(0, +) / count
        var rows = (0..<3).map { i -> [Double] in
            let covariances = (0..<3).map { j in
                colors.reduce(0) { $0 + ($1[i] - means[i]) * ($1[j] - means[j]) } / count + (i == j ? epsilon : 0)
            }
            return covariances + [zip(colors, values).reduce(0) { $0 + ($1.0[i] - means[i]) * ($1.1 - mean) } / count]
        }
        for pivot in 0..<3 {
            rows[pivot] = rows[pivot].map { $0 / rows[pivot][pivot] }
            for other in 0..<3 where other != pivot {
                let factor = rows[other][pivot]
                rows[other] = zip(rows[other], rows[pivot]).map { $0 - factor * $1 }
            }
        }
        let slopes = rows.map { $0[3] }
        return slopes + [mean - zip(slopes, means).reduce(0) { $0 + $1.0 * $1.1 }]
    }
}
