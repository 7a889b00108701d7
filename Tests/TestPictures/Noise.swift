package import Depth

/// A reproducible stream of numbers.
package struct Noise {
    private var state: UInt64

    package init(_ seed: UInt64) { state = seed }

    /// 0…1
    package mutating func next() -> Float {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(state >> 40) / Float(1 << 24)
    }

    package mutating func field(_ width: Int, _ height: Int) -> Field {
        Field(width: width, height: height, values: (0..<width * height).map { _ in next() })
    }

    /// Noise without steps, as photographs have it.
    package mutating func smoothField(_ width: Int, _ height: Int) -> Field {
        field(max(2, width / 5), max(2, height / 5)).resized(width: width, height: height)
    }
}

extension Field {
    package func differs(from other: Field) -> Float {
        zip(values, other.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
}
