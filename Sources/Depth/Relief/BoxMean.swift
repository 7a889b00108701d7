extension Field {
    /// Averages over the (2 · radius + 1)² places around each, as far as the plane goes; in time that does not depend on
    /// the radius.
    func boxMean(radius: Int) -> Field {
        var result = Field(width: width, height: height)
        var columns = Array(repeating: Float(0), count: width)
        let shares = (0..<width).map { 1 / Float(min(width - 1, $0 + radius) - max(0, $0 - radius) + 1) }
        let source = values.span
        let scales = shares.span
        var sums = columns.mutableSpan
        var target = result.values.mutableSpan
        // Rows come into the columns' sums and leave them; all of them, and all columns, are within the plane.
        func change(by row: Int, _ sign: Float, _ sums: inout MutableSpan<Float>) {
            let start = row * width
            for x in 0..<width { unsafe sums[unchecked: x] += sign * source[unchecked: start &+ x] }
        }
        for y in 0..<min(radius, height) { change(by: y, 1, &sums) }
        for y in 0..<height {
            if y + radius < height { change(by: y + radius, 1, &sums) }
            if y - radius - 1 >= 0 { change(by: y - radius - 1, -1, &sums) }
            let scale = 1 / Float(min(height - 1, y + radius) - max(0, y - radius) + 1)
            let start = y * width
            var sum: Float = 0
            for x in 0..<min(radius, width) { sum += sums[x] }
            // The columns come into the sum and leave it; in the middle both.
            let (middle, end) = (min(width, radius + 1), max(min(width, radius + 1), width - radius))
            for x in 0..<middle {
                if x + radius < width { sum += sums[x + radius] }
                target[start + x] = sum * scales[x] * scale
            }
            for x in middle..<end {
                sum += unsafe sums[unchecked: x &+ radius] - sums[unchecked: x &- radius &- 1]
                unsafe target[unchecked: start &+ x] = sum * scales[unchecked: x] * scale
            }
            for x in end..<width {
                sum -= sums[x - radius - 1]
                target[start + x] = sum * scales[x] * scale
            }
        }
        return result
    }
}
