/// How likely each place's colour belongs to what stands out rather than to the border, by Bayes' rule over histograms.
enum ColorOdds {
    /// Steps of each of the three channels.
    private static let steps = 12

    /// - Parameters:
    ///   - standing: How much each place stands out so far, 0…1.
    ///   - isBorder: Of a column and a row.
    /// - Returns: 0…1.
    static func odds(of picture: LabPicture, standing: Field, isBorder: (Int, Int) -> Bool) -> Field {
        let bins = bins(of: picture)
        let count = steps * steps * steps
        // A little of everything, so that a colour seen once is no certainty.
        var front = Array(repeating: Float(0.5), count: count)
        var border = front
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                let place = y * picture.width + x
                if isBorder(x, y) { border[bins[place]] += 1 } else { front[bins[place]] += standing.values[place] }
            }
        }
        let (frontSum, borderSum) = (front.reduce(0, +), border.reduce(0, +))
        let odds = (0..<count).map { bin in
            let (likely, unlikely) = (front[bin] / frontSum, border[bin] / borderSum)
            return likely / (likely + unlikely)
        }
        return Field(width: picture.width, height: picture.height, values: bins.map { odds[$0] })
    }

    /// Colours fill only the middle of a* and b*, which is cut finer.
    private static func bins(of picture: LabPicture) -> [Int] {
        picture.lightness.values.indices.map { place in
            let a = (picture.a.values[place] - 0.5) * 2 + 0.5
            let b = (picture.b.values[place] - 0.5) * 2 + 0.5
            return (step(picture.lightness.values[place]) * steps + step(a)) * steps + step(b)
        }
    }

    private static func step(_ value: Float) -> Int { max(0, min(steps - 1, Int(value * Float(steps)))) }
}
