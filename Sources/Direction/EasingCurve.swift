import Glibc
package import Model

extension Easing {
    /// Progress 0…1 at the share of time `u` 0…1; starts at 0, ends at 1, never turns back.
    package func progress(_ u: Double) -> Double {
        switch self {
        case .linear: u
        case .sine: (1 - cos(.pi * u)) / 2
        case .cubic: u < 0.5 ? 4 * u * u * u : 1 - 4 * (1 - u) * (1 - u) * (1 - u)
        case .smooth: u * u * u * (10 + u * (6 * u - 15))
        case .soft: Self.trapezoid(u)
        }
    }

    /// Speed that rises over the first 15 % of the time, holds, and falls over the last 15 %.
    private static func trapezoid(_ u: Double) -> Double {
        let ramp = 0.15
        let speed = 1 / (1 - ramp)
        if u < ramp { return speed * u * u / (2 * ramp) }
        if u > 1 - ramp { return 1 - speed * (1 - u) * (1 - u) / (2 * ramp) }
        return speed * (u - ramp / 2)
    }
}
