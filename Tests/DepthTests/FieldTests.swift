import Depth
import TestPictures
import Testing

@Suite struct FieldTests {
    @Test(
        "A plane that shrinks is the average of what each sample covers", arguments: [(4, 2), (3, 3), (1, 1), (5, 4)])
    func shrinks(width: Int, height: Int) {
        var noise = Noise(1)
        let field = noise.field(11, 7)
        let small = field.resized(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width {
                var sum = 0.0
                for row in 0..<7 {
                    for column in 0..<11 {
                        let across = overlap(column, x, 11.0 / Double(width))
                        sum += Double(field[column, row]) * across * overlap(row, y, 7.0 / Double(height))
                    }
                }
                let expected = sum / (77 / Double(width * height))
                #expect(abs(Double(small[x, y]) - expected) < 1e-5)
            }
        }
    }

    private func overlap(_ sample: Int, _ target: Int, _ step: Double) -> Double {
        max(0, min(Double(sample + 1), Double(target + 1) * step) - max(Double(sample), Double(target) * step))
    }

    @Test("A ramp that grows stays that ramp between its outermost samples", arguments: [12, 13, 40])
    func grows(width: Int) {
        let ramp = Field(width: 6, height: 2) { x, _ in Float(x) + 0.5 }
        let large = ramp.resized(width: width, height: 5)
        for x in 0..<width {
            let place = (Float(x) + 0.5) * 6 / Float(width)
            #expect(abs(large[x, 3] - max(0.5, min(5.5, place))) < 1e-5)
        }
    }

    @Test("Depth is spread between its percentiles, and what lies beyond is cut")
    func normalized() {
        let field = Field(width: 100, height: 10) { x, y in
            y == 0 && x == 0 ? 0 : y == 0 && x == 1 ? 1 : 0.2 + Float(x) / 200
        }
        let (map, statistics) = DepthMap.normalized(field)
        #expect(statistics.minimum == 0 && statistics.maximum == 1)
        #expect(abs(statistics.low - 0.2) < 0.006 && abs(statistics.high - 0.695) < 0.006)
        #expect(map.field[0, 0] == 0 && map.field[1, 0] == 1)
        #expect(abs(map.field[50, 5] - Float((0.45 - statistics.low) / (statistics.high - statistics.low))) < 1e-5)
    }

    @Test("Depth that is nearly flat stays so")
    func flat() {
        let field = Field(width: 64, height: 64) { x, _ in x < 32 ? 0.5 : 0.5 + 1.0 / 255 }
        let map = DepthMap.normalized(field).map.field
        #expect((map.values.max() ?? 1) - (map.values.min() ?? 0) < 0.13)
    }

    @Test("The nearness of a place is that of most of what surrounds it")
    func nearness() {
        var field = Field(width: 200, height: 100) { x, _ in x < 100 ? 0.25 : 0.75 }
        field[50, 50] = 1
        let map = DepthMap(field)
        #expect(map.nearness(x: 0.2525, y: 0.505) == 0.25)
        #expect(map.nearness(x: 0.75, y: 0.5) == 0.75)
        #expect(map.nearness(x: 1, y: 1) == 0.75)
        #expect(map.nearness(x: 0, y: 0) == 0.25)
    }

    @Test("At an outline the nearness changes with the place, and does not jump")
    func nearnessAtOutline() {
        let map = DepthMap(Field(width: 400, height: 200) { x, y in x + y / 8 < 200 ? 0.2 : 0.8 })
        let found = (0...80).map { map.nearness(x: 0.3 + Double($0) * 0.005, y: 0.5) }
        #expect(abs(found[0] - 0.2) < 1e-6 && abs(found[80] - 0.8) < 1e-6)
        // All of the change over a twentieth of the width, in ten steps.
        #expect(zip(found, found.dropFirst()).allSatisfy { (-1e-9...0.1).contains($1 - $0) })
    }
}
