extension Field {
    /// The same plane with other sides: averages of what each new sample covers where it shrinks, straight lines between
    /// samples where it grows, each sample standing in the middle of its place.
    package func resized(width newWidth: Int, height newHeight: Int) -> Field {
        if newWidth == width, newHeight == height { return self }
        return resized(width: newWidth, height: newHeight, of: (0, 0, Double(width), Double(height)))
    }

    /// A part of the plane with other sides, in the same way.
    ///
    /// - Parameter part: A rectangle in samples, fractions allowed; all of it within the plane.
    package func resized(
        width newWidth: Int, height newHeight: Int, of part: (x: Double, y: Double, width: Double, height: Double)
    ) -> Field {
        let across = Self.shares(from: width, part.x, part.width, to: newWidth)
        let down = Self.shares(from: height, part.y, part.height, to: newHeight)
        var narrow = Field(width: newWidth, height: height)
        for y in 0..<height {
            for x in 0..<newWidth {
                var sum: Float = 0
                let place = across[x]
                for (tap, weight) in place.weights.enumerated() {
                    sum += values[y * width + place.first + tap] * weight
                }
                narrow.values[y * newWidth + x] = sum
            }
        }
        var result = Field(width: newWidth, height: newHeight)
        for y in 0..<newHeight {
            let place = down[y]
            for (tap, weight) in place.weights.enumerated() {
                let (from, to) = ((place.first + tap) * newWidth, y * newWidth)
                for x in 0..<newWidth { result.values[to + x] += narrow.values[from + x] * weight }
            }
        }
        return result
    }

    /// Of which old samples each new one is made, and how much of each.
    private static func shares(
        from old: Int, _ origin: Double, _ length: Double, to new: Int
    ) -> [(first: Int, weights: [Float])] {
        let step = length / Double(new)
        return (0..<new).map { index in
            if step > 1 {
                let start = max(0, min(Double(old) - 1, origin + Double(index) * step))
                let end = max(start + 1e-6, min(origin + Double(index + 1) * step, Double(old)))
                let first = Int(start)
                let last = max(first, min(old, Int(end.rounded(.up))) - 1)
                return (
                    first,
                    (first...last).map { Float((min(end, Double($0 + 1)) - max(start, Double($0))) / (end - start)) }
                )
            }
            let center = max(0, min(Double(old - 1), origin + (Double(index) + 0.5) * step - 0.5))
            let first = max(0, min(Int(center), old - 2))
            let share = Float(center - Double(first))
            return old == 1 ? (0, [1]) : (first, [1 - share, share])
        }
    }
}
