import Depth
import Testing

/// Scenes whose depth is known: a sky, ground that comes nearer, and things that stand on it.
private struct Scene {
    static let (width, height) = (448, 300)

    let picture: LabPicture
    let nearness: Field

    init(_ seed: UInt64) {
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
    func ordinalAccuracy(of estimate: Field) -> Double {
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

@Suite struct ReliefTests {
    @Test("Relief orders near and far in a drawn scene", arguments: 1...5)
    func order(seed: Int) {
        let scene = Scene(UInt64(seed))
        let accuracy = scene.ordinalAccuracy(of: Relief.estimate(scene.picture))
        #expect(accuracy > 0.8, "\(accuracy)")
    }

    @Test("A thing that stands out is nearer than what is left and right of it")
    func standsOut() {
        func channel(_ inside: Float, _ outside: Float) -> Field {
            Field(width: 300, height: 200) { x, y in
                let (dx, dy) = (Float(x - 150) / 45, Float(y - 110) / 60)
                return dx * dx + dy * dy < 1 ? inside : outside
            }
        }
        let picture = LabPicture(red: channel(0.8, 0.3), green: channel(0.2, 0.4), blue: channel(0.1, 0.5))
        let relief = Relief.estimate(picture)
        for y in stride(from: 70, through: 150, by: 20) {
            #expect(relief[150, y] > relief[40, y] + 0.15 && relief[150, y] > relief[260, y] + 0.15)
        }
    }

    @Test(
        "Relief stays relief for pictures of one colour, and of a single row or column",
        arguments: [(448, 300), (64, 1), (1, 64)])
    func degenerate(width: Int, height: Int) {
        let even = Field(width: width, height: height, repeating: 0.5)
        let relief = Relief.estimate(LabPicture(red: even, green: even, blue: even))
        #expect(relief.values.allSatisfy { $0.isFinite && $0 > -0.5 && $0 < 1.5 })
    }
}
