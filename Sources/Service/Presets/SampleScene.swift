import Glibc

/// A drawn picture whose depth is known: hills, a lake and trees before an evening sky. What motions look like when nobody
/// has a picture at hand.
struct SampleScene {
    static let (width, height) = (960, 540)

    /// Red, green and blue, 0…1, row by row.
    private(set) var colors: [SIMD3<Float>]
    /// Nearness, 0…1.
    private(set) var nearness: [Float]

    init() {
        let count = Self.width * Self.height
        colors = Array(repeating: .zero, count: count)
        nearness = Array(repeating: 0, count: count)
        drawSky()
        drawHills(base: 0.47, height: 0.20, wave: 3.1, shift: 0.4, near: 0.12, SIMD3(0.55, 0.50, 0.66))
        drawHills(base: 0.52, height: 0.12, wave: 5.3, shift: 2.1, near: 0.25, SIMD3(0.36, 0.40, 0.58))
        drawGround()
        // From far to near; the middle stays open.
        let trees: [(x: Float, foot: Float)] = [
            (0.20, 0.59), (0.82, 0.60), (0.90, 0.64), (0.10, 0.67), (0.28, 0.72), (0.75, 0.78), (0.07, 0.86),
            (0.93, 0.97),
        ]
        for tree in trees { drawTree(x: tree.x, foot: tree.foot) }
    }

    /// How near the ground is at that height in the picture.
    private static func ground(_ v: Float) -> Float { 0.3 + 0.7 * max(0, (v - 0.54) / 0.46) }

    private mutating func drawSky() {
        for y in 0..<Self.height {
            for x in 0..<Self.width {
                let (u, v) = (Float(x) / Float(Self.width), Float(y) / Float(Self.height))
                let share = min(1, v / 0.55)
                let sky = SIMD3<Float>(0.25, 0.38, 0.66) * (1 - share) + SIMD3<Float>(0.98, 0.76, 0.56) * share
                let (dx, dy) = ((u - 0.64) * 16 / 9, v - 0.33)
                let distance = (dx * dx + dy * dy).squareRoot()
                let glow = exp(-distance * 7) * 0.5 + (distance < 0.06 ? 0.5 : 0)
                colors[y * Self.width + x] = sky + (SIMD3(1, 0.93, 0.78) - sky) * min(1, glow)
            }
        }
    }

    private mutating func drawHills(
        base: Float, height: Float, wave: Float, shift: Float, near: Float, _ color: SIMD3<Float>
    ) {
        for x in 0..<Self.width {
            let u = Float(x) / Float(Self.width)
            let ridge =
                sin(u * wave + shift) * 0.5 + sin(u * wave * 2.7 + shift * 2) * 0.25 + sin(u * wave * 7 + shift) * 0.08
            let top = Int((base - height * (0.5 + 0.5 * ridge)) * Float(Self.height))
            for y in max(0, top)..<Self.height {
                let haze = min(1, Float(y - top) / 160)
                colors[y * Self.width + x] = color + (SIMD3(0.85, 0.68, 0.62) - color) * haze * 0.5
                nearness[y * Self.width + x] = near
            }
        }
    }

    /// Meadow with a lake in it.
    private mutating func drawGround() {
        for y in Int(0.54 * Float(Self.height))..<Self.height {
            for x in 0..<Self.width {
                let (u, v) = (Float(x) / Float(Self.width), Float(y) / Float(Self.height))
                let grain = sin(u * 190 + sin(v * 240) * 2) * sin(v * 330 / (0.3 + v)) * 0.03
                let (dx, dy) = ((u - 0.55) / 0.34, (v - 0.68) / 0.075)
                let isLake = dx * dx + dy * dy < 1
                let grass = SIMD3<Float>(0.34, 0.36, 0.24) + (v - 0.54) * SIMD3<Float>(-0.25, -0.18, -0.2)
                let water = SIMD3<Float>(0.84, 0.67, 0.58) + sin(v * 420) * 0.02
                colors[y * Self.width + x] = (isLake ? water : grass) + grain * (isLake ? 0.4 : 1)
                nearness[y * Self.width + x] = Self.ground(v)
            }
        }
    }

    /// A round crown on a trunk, as large as its distance makes it.
    private mutating func drawTree(x: Float, foot: Float) {
        let near = Self.ground(foot)
        let tall = 0.78 * near * near + 0.04
        let (middle, radius) = (foot - 0.66 * tall, (x: 0.27 * tall * 9 / 16, y: 0.36 * tall))
        let haze = SIMD3<Float>(0.62, 0.55, 0.60) * (1 - near) * 0.6
        for y in max(
            0, Int((foot - 1.05 * tall) * Float(Self.height)))..<min(Self.height, Int(foot * Float(Self.height)))
        {
            let v = Float(y) / Float(Self.height)
            for column in 0..<Self.width {
                let aside = Float(column) / Float(Self.width) - x
                let (dx, dy) = (aside / radius.x, (v - middle) / radius.y)
                let edge = 1 + 0.05 * sin(atan2(dy, dx) * 9)
                let isCrown = dx * dx + dy * dy < edge * edge
                guard isCrown || (v > middle && abs(aside) < 0.022 * tall) else { continue }
                let light = 0.8 + 0.5 * max(0, dx * 0.5 - dy * 0.6) + 0.12 * sin(dx * 13) * sin(dy * 11)
                let color = isCrown ? SIMD3<Float>(0.14, 0.24, 0.17) * light : SIMD3(0.17, 0.12, 0.10)
                colors[y * Self.width + column] = color * (0.4 + 0.6 * near) + haze
                nearness[y * Self.width + column] = near
            }
        }
    }
}
