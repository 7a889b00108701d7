import Depth
import Glibc

/// Depth with its steps where the picture has its edges. Depth files and models draw outlines a few pixels beside them, and
/// what is left of a sheet in the ground, or of the ground in a sheet, is seen as soon as both move.
///
/// A place near a step belongs to the side whose colours, further in, are more like its own; the farther from the step, the
/// more alike they must be.
struct EdgeAlignment {
    /// With steps one sample wide.
    private(set) var sharp: Field
    /// With steps as wide as they are uncertain: halfway up is the edge.
    private(set) var soft: Field

    /// Samples to either side of a step that may change sides, each time.
    private static let reach = 4
    private static let passes = 2
    /// Samples around a place whose colours count, and from one that counts to the next.
    private static let (window, stride) = (6, 2)
    /// How much a colour counts that is so many samples from a step, 0 for far away: those next to it may belong to the other
    /// side.
    private static let certainty: [Float] = [1, 0.03, 0.1, 0.4, 1]
    /// How different the colours of one thing are, in 256ths of a code of eight bits.
    private static let spread: Float = 10 * 256
    /// How much likelier the side that depth says is for each sample of distance, as a logarithm.
    private static let perSample: Float = 0.8
    /// The most that is made of colours, as a logarithm.
    private static let most: Float = 4

    /// - Parameters:
    ///   - depth: As it came.
    ///   - picture: With a sample for each of the depth's.
    init(_ depth: Field, picture: HalfPicture) {
        soft = depth
        sharp = GapSharpening.apply(to: depth, gap: GapSplitting.gap)
        for _ in 0..<Self.passes { align(with: picture) }
    }

    private mutating func align(with picture: HalfPicture) {
        let before = sharp
        let steps = Self.steps(before)
        let places = steps.indices.filter { steps[$0] > 0 }
        let (low, high) = (before.lowest(reach: Self.reach), before.highest(reach: Self.reach))
        func middle(_ index: Int) -> Float { (low.values[index] + high.values[index]) / 2 }

        var evidence = Field(width: before.width, height: before.height)
        for index in places {
            let side: Float = before.values[index] > middle(index) ? 1 : -1
            evidence.values[index] =
                side * (Float(steps[index]) - 0.5) * Self.perSample
                + Self.likeness(index, before, middle(index), steps, picture)
        }
        for index in places {
            let (own, middle) = (before.values[index], middle(index))
            let sum = evidence.evened(index) { place in
                steps[place] > 0 ? nil : before.values[place] > middle ? Self.most : -Self.most
            }
            let share = max(0, min(1, 0.5 + sum / (2 * Self.most)))
            guard share != (own > middle ? 1 : 0), let other = Self.otherSide(index, before, middle) else {
                soft.values[index] = own
                continue
            }
            let (near, far) = (max(own, other), min(own, other))
            sharp.values[index] = share > 0.5 ? near : far
            soft.values[index] = far + (near - far) * share
        }
    }

    /// Samples to the nearest step: 1 next to it, up to `reach`; 0 farther away.
    private static func steps(_ depth: Field) -> [UInt8] {
        var steps = Array(repeating: UInt8(0), count: depth.values.count)
        var front: [Int] = []
        for index in depth.values.indices {
            var isAtStep = false
            depth.forEachNeighbor(of: index) { neighbor in
                if abs(depth.values[neighbor] - depth.values[index]) > 2 * GapSplitting.gap { isAtStep = true }
            }
            guard isAtStep else { continue }
            steps[index] = 1
            front.append(index)
        }
        for step in 2...UInt8(reach) {
            var next: [Int] = []
            for index in front {
                depth.forEachNeighbor(of: index) { neighbor in
                    guard steps[neighbor] == 0 else { return }
                    steps[neighbor] = step
                    next.append(neighbor)
                }
            }
            front = next
        }
        return steps
    }

    /// How much likelier a place's colour is among those of the near side than among the far side's, as a logarithm.
    ///
    /// Student's t with three degrees of freedom, which expects outliers, around each of them.
    private static func likeness(
        _ index: Int, _ depth: Field, _ middle: Float, _ steps: [UInt8], _ picture: HalfPicture
    ) -> Float {
        let (x, y) = (index % depth.width, index / depth.width)
        let color = picture.color(index)
        // How much counts, and how alike it is.
        var (near, far) = (SIMD2<Float>.zero, SIMD2<Float>.zero)
        for row in Swift.stride(from: max(y % 2, y - window), through: min(depth.height - 1, y + window), by: stride) {
            let columns = Swift.stride(
                from: max(x % 2, x - window), through: min(depth.width - 1, x + window), by: stride)
            for column in columns {
                let place = row * depth.width + column
                let difference = (picture.color(place) - color) / spread
                let distance = 1 + (difference * difference).sum()
                let weight = certainty[Int(steps[place])]
                let part = SIMD2(weight, weight / (distance * distance))
                if depth.values[place] > middle { near += part } else { far += part }
            }
        }
        guard near.x > 0, far.x > 0 else { return 0 }
        return max(-most, min(most, log((near.y * far.x) / (near.x * far.y))))
    }

    /// How deep the nearest place is that lies on the other side of the middle; nil where none is within reach.
    private static func otherSide(_ index: Int, _ depth: Field, _ middle: Float) -> Float? {
        let (x, y) = (index % depth.width, index / depth.width)
        let isNear = depth.values[index] > middle
        var nearest: (square: Int, depth: Float)?
        for row in max(0, y - reach)...min(depth.height - 1, y + reach) {
            for column in max(0, x - reach)...min(depth.width - 1, x + reach) {
                let value = depth.values[row * depth.width + column]
                guard (value > middle) != isNear else { continue }
                let square = (row - y) * (row - y) + (column - x) * (column - x)
                if square < nearest?.square ?? .max { nearest = (square, value) }
            }
        }
        return nearest?.depth
    }
}

extension Field {
    /// A place averaged with those around it by the binomial weights 1 2 1 each way.
    ///
    /// - Parameter instead: What counts for a place in its stead, if anything.
    fileprivate func evened(_ index: Int, instead: (Int) -> Float?) -> Float {
        let (x, y) = (index % width, index / width)
        var (sum, weights) = (Float(0), Float(0))
        for row in max(0, y - 1)...min(height - 1, y + 1) {
            for column in max(0, x - 1)...min(width - 1, x + 1) {
                let place = row * width + column
                let weight: Float = (row == y ? 2 : 1) * (column == x ? 2 : 1)
                sum += weight * (instead(place) ?? values[place])
                weights += weight
            }
        }
        return sum / weights
    }
}
