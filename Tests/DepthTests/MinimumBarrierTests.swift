import Depth
import TestPictures
import Testing

@Suite struct MinimumBarrierTests {
    /// The exact distances from the border: for every value as the lowest of a path, the least highest value by which
    /// each place can be reached.
    private static func exact(_ field: Field) -> Field {
        var best = Field(width: field.width, height: field.height, repeating: .infinity)
        for lowest in Set(field.values) {
            var highest = Field(width: field.width, height: field.height, repeating: .infinity)
            var changes = true
            for index in field.values.indices where field.values[index] >= lowest {
                if isBorder(index % field.width, index / field.width, field) {
                    highest.values[index] = field.values[index]
                }
            }
            while changes {
                changes = false
                for index in field.values.indices where field.values[index] >= lowest {
                    let (x, y) = (index % field.width, index / field.width)
                    for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
                        let (column, row) = (x + dx, y + dy)
                        guard column >= 0, row >= 0, column < field.width, row < field.height else { continue }
                        let reached = max(highest[column, row], field.values[index])
                        if reached < highest.values[index] {
                            highest.values[index] = reached
                            changes = true
                        }
                    }
                }
            }
            for index in best.values.indices {
                best.values[index] = min(best.values[index], highest.values[index] - lowest)
            }
        }
        return best
    }

    private static func isBorder(_ x: Int, _ y: Int, _ field: Field) -> Bool {
        x == 0 || y == 0 || x == field.width - 1 || y == field.height - 1
    }

    @Test("Scans never fall short of the true distance, and mostly meet it", arguments: 1...6)
    func brute(seed: Int) {
        var noise = Noise(UInt64(seed))
        let field = noise.smoothField(16, 12)
        let fast = MinimumBarrier.distances(of: field) { Self.isBorder($0, $1, field) }
        let exact = Self.exact(field)
        let errors = zip(fast.values, exact.values).map { $0 - $1 }
        #expect(errors.allSatisfy { $0 >= -1e-6 })
        #expect(errors.count { $0 < 1e-6 } > errors.count * 85 / 100)
        #expect(errors.reduce(0, +) / Float(errors.count) < 0.01)
    }

    @Test("What differs from its surroundings by some amount is that far away, and a slope is no barrier twice")
    func plateau() {
        let field = Field(width: 30, height: 20) { x, y in (10..<20).contains(x) && (8..<14).contains(y) ? 0.75 : 0.25 }
        let fast = MinimumBarrier.distances(of: field) { Self.isBorder($0, $1, field) }
        #expect(fast == field.minusQuarter)
    }
}

extension Field {
    fileprivate var minusQuarter: Field { Field(width: width, height: height) { self[$0, $1] - 0.25 } }
}
