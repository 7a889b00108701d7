/// How near each part of an upright picture is: 1 nearest, 0 farthest. What lies between is in proportion to how far a part
/// shifts when the camera does (disparity), not to metres.
package struct DepthMap: Equatable, Sendable {
    /// Numbers 0…1, at any size with the picture's shape.
    package let field: Field

    /// - Parameter field: Numbers 0…1.
    package init(_ field: Field) { self.field = field }

    /// The nearness of a place's surroundings, a tenth of the width across: the mean of the half of it that is neither
    /// nearest nor farthest. Unlike a median it does not jump at an outline when the place moves a little.
    ///
    /// - Parameters:
    ///   - x: A share of the width, 0…1.
    ///   - y: A share of the height, 0…1.
    package func nearness(x: Double, y: Double) -> Double {
        let reach = max(1, field.width / 20)
        let (column, row) = (Int(x * Double(field.width)), Int(y * Double(field.height)))
        let columns = max(0, min(column - reach, field.width - 1))...min(field.width - 1, max(0, column + reach))
        let rows = max(0, min(row - reach, field.height - 1))...min(field.height - 1, max(0, row + reach))
        let values = rows.flatMap { y in columns.map { field[$0, y] } }.sorted()
        let middle = values[values.count / 4...values.count - 1 - values.count / 4]
        return middle.reduce(0) { $0 + Double($1) } / Double(middle.count)
    }
}

/// What numbers a depth file or estimate held before it was spread over 0…1.
package struct DepthStatistics: Equatable, Sendable {
    package let minimum: Double
    package let maximum: Double
    /// What 1 % and 99 % of the places do not exceed: the ends that are spread to 0 and 1.
    package let low: Double
    package let high: Double

    package init(minimum: Double, maximum: Double, low: Double, high: Double) {
        self.minimum = minimum
        self.maximum = maximum
        self.low = low
        self.high = high
    }

    /// Counts by 65536 steps, the codes of a 16-bit file, as sorting a large one would take seconds.
    init(of field: Field) {
        var counts = Array(repeating: 0, count: 65536)
        var (least, most) = (Float.infinity, -Float.infinity)
        for value in field.values {
            (least, most) = (min(least, value), max(most, value))
            counts[Int(max(0, min(1, value)) * 65535 + 0.5)] += 1
        }
        func percentile(_ share: Double) -> Double {
            var left = Int((Double(field.values.count - 1) * share).rounded())
            let step = counts.firstIndex { count in
                left -= count
                return left < 0
            }
            return Double(step ?? 65535) / 65535
        }
        self.init(minimum: Double(least), maximum: Double(most), low: percentile(0.01), high: percentile(0.99))
    }
}

extension DepthMap {
    /// The least range that is spread over all of 0…1: eight codes of an 8-bit file. Less is nearly flat and stays so,
    /// for its steps would become cliffs.
    private static let leastRange = 8.0 / 255

    /// Spreads numbers, 0…1, so that the first percentile becomes 0 and the last one 1.
    package static func normalized(_ field: Field) -> (map: DepthMap, statistics: DepthStatistics) {
        let statistics = DepthStatistics(of: field)
        let range = Float(max(statistics.high - statistics.low, leastRange))
        let low = Float(statistics.low)
        return (DepthMap(field.mapped { max(0, min(1, ($0 - low) / range)) }), statistics)
    }
}
