extension Field {
    /// Averages over the (2 · radius + 1)² places around each, as far as the plane goes; in time that does not depend on
    /// the radius.
    func boxMean(radius: Int) -> Field {
        var sums = Field(width: width, height: height)
        // Down the columns, all of them side by side.
        var column = Array(repeating: Float(0), count: width)
        for y in 0..<min(radius, height) { add(row: y, to: &column) }
        for y in 0..<height {
            if y + radius < height { add(row: y + radius, to: &column) }
            if y - radius - 1 >= 0 { subtract(row: y - radius - 1, from: &column) }
            let rows = min(height - 1, y + radius) - max(0, y - radius) + 1
            let scale = 1 / Float(rows)
            for x in 0..<width { sums.values[y * width + x] = column[x] * scale }
        }
        var result = Field(width: width, height: height)
        for y in 0..<height {
            let start = y * width
            var sum: Float = 0
            for x in 0..<min(radius, width) { sum += sums.values[start + x] }
            for x in 0..<width {
                if x + radius < width { sum += sums.values[start + x + radius] }
                if x - radius - 1 >= 0 { sum -= sums.values[start + x - radius - 1] }
                let columns = min(width - 1, x + radius) - max(0, x - radius) + 1
                result.values[start + x] = sum / Float(columns)
            }
        }
        return result
    }

    private func add(row: Int, to column: inout [Float]) {
        for x in 0..<width { column[x] += values[row * width + x] }
    }

    private func subtract(row: Int, from column: inout [Float]) {
        for x in 0..<width { column[x] -= values[row * width + x] }
    }
}
