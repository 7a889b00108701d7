package import Depth

/// Scenes whose depth is known: a sky, ground that comes nearer, and things that stand on it.
package struct KnownScene {
    /// Of the scenes that estimates are judged by.
    package static let seeds: [UInt64] = [1, 2, 3, 4, 5]

    private static let (width, height) = (448, 300)

    package let picture: LabPicture
    /// True for each place, 0 farthest.
    package let nearness: Field

    package init(_ seed: UInt64) {
        var noise = Noise(seed)
        let horizon = 0.3 + 0.2 * noise.next()
        let things = (0..<3).map { index in
            Thing(
                x: 0.2 + 0.3 * Float(index) + 0.1 * (noise.next() - 0.5),
                foot: horizon + (1 - horizon) * (0.3 + 0.6 * noise.next()),
                size: 0.5 + 0.4 * noise.next(), color: (noise.next(), noise.next(), noise.next()))
        }
        let texture = noise.smoothField(Self.width, Self.height)
        var (red, green, blue) = (texture, texture, texture)
        var nearness = texture
        for y in 0..<Self.height {
            for x in 0..<Self.width {
                let (u, v) = (Float(x) / Float(Self.width), Float(y) / Float(Self.height))
                let grain = 0.12 * (texture[x, y] - 0.5)
                var color: (Float, Float, Float) = v < horizon ? (0.55, 0.7, 0.9) : (0.45, 0.5, 0.3)
                var near = max(0, (v - horizon) / (1 - horizon))
                for thing in things where thing.covers(u, v, horizon) && thing.near(horizon) >= near {
                    near = thing.near(horizon)
                    color = thing.color
                }
                nearness[x, y] = near
                (red[x, y], green[x, y], blue[x, y]) = (color.0 + grain, color.1 + grain, color.2 + grain)
            }
        }
        self.nearness = nearness
        picture = LabPicture(red: red, green: green, blue: blue)
    }

    private struct Thing {
        let x: Float
        let foot: Float
        let size: Float
        let color: (Float, Float, Float)

        func near(_ horizon: Float) -> Float { (foot - horizon) / (1 - horizon) }

        func covers(_ u: Float, _ v: Float, _ horizon: Float) -> Bool {
            let scale = size * (0.3 + near(horizon))
            return abs(u - x) < 0.16 * scale && v < foot && v > foot - 0.6 * scale
        }
    }

    /// In what share of pairs of places that differ in depth an estimate has them in the right order.
    package func ordinalAccuracy(of estimate: Field) -> Double {
        var noise = Noise(77)
        var (right, all) = (0, 0)
        while all < 20_000 {
            let one = Int(noise.next() * Float(nearness.values.count - 1))
            let other = Int(noise.next() * Float(nearness.values.count - 1))
            guard abs(nearness.values[one] - nearness.values[other]) > 0.05 else { continue }
            all += 1
            if (nearness.values[one] > nearness.values[other]) == (estimate.values[one] > estimate.values[other]) {
                right += 1
            }
        }
        return Double(right) / Double(all)
    }
}
