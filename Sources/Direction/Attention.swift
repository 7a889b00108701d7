import Glibc
import Model

/// A rectangle of a picture, as shares of its width and height.
struct Part: Equatable {
    let x: Double
    let y: Double
    let width: Double
    let height: Double

    static let whole = Part(x: 0, y: 0, width: 1, height: 1)

    var middle: Point { Point(x: x + width / 2, y: y + height / 2) }
}

/// 0 up to `low`, 1 from `high` on, straight between.
func ramp(_ value: Double, _ low: Double, _ high: Double) -> Double { max(0, min(1, (value - low) / (high - low))) }

/// Where a camera looks: windows and points that hold most of what stands out, so chosen that a small change of the picture
/// moves them little.
extension Saliency {
    /// How much the best of all windows of that size holds.
    func concentration(width: Double, height: Double) -> Double {
        windows(width: width, height: height, within: .whole).map(\.share).max() ?? 0
    }

    /// Shares of all that stands out that the best third by third of a part holds: by the first the camera looks at the middle
    /// of the part all the same, by the second at what stands out alone.
    private static let attraction = (none: 0.12, full: 0.42)

    /// How much what stands out is to be believed, 0…1.
    var certainty: Double { ramp(contrast, 0.1, 0.4) }

    /// The centre of attention within a part of the picture: the mean of all places, each weighted by how much a window
    /// around it holds, raised so high that hardly more than the best count. Of two equals it is the middle, and where nothing
    /// stands out much that of the part.
    func center(within part: Part) -> Point {
        let windows = windows(width: part.width / 3, height: part.height / 3, within: part)
        let best = windows.map(\.share).max() ?? 0
        guard best > 0 else { return part.middle }
        var (sum, x, y) = (0.0, 0.0, 0.0)
        for window in windows {
            let weight = pow(window.share / best, 10)
            (sum, x, y) = (sum + weight, x + weight * window.x, y + weight * window.y)
        }
        let all = share(x: part.x..<part.x + part.width, y: part.y..<part.y + part.height)
        let pull = certainty * ramp(best / max(1e-9, all), Self.attraction.none, Self.attraction.full)
        let middle = part.middle
        return Point(x: middle.x + (x / sum - middle.x) * pull, y: middle.y + (y / sum - middle.y) * pull)
    }

    /// How far what stands out reaches around a point: the standard deviations along both sides, within the part.
    func spread(around point: Point, within part: Part) -> (x: Double, y: Double) {
        let side = Self.side
        var (sum, across, down) = (1e-18, 0.0, 0.0)
        for row in 0..<side {
            let y = (Double(row) + 0.5) / Double(side)
            guard y >= part.y, y <= part.y + part.height else { continue }
            for column in 0..<side {
                let x = (Double(column) + 0.5) / Double(side)
                guard x >= part.x, x <= part.x + part.width else { continue }
                // Squared, so that faint traces all over the picture hardly count.
                let cell = cells[row * side + column] * cells[row * side + column]
                sum += cell
                across += cell * (x - point.x) * (x - point.x)
                down += cell * (y - point.y) * (y - point.y)
            }
        }
        return ((across / sum).squareRoot(), (down / sum).squareRoot())
    }

    /// Windows all over a part, by their centres; at its border they reach beyond it, where nothing is.
    private func windows(
        width: Double, height: Double, within part: Part
    ) -> [(x: Double, y: Double, share: Double)] {
        let steps = 48
        return (0...steps).flatMap { row in
            let y = part.y + part.height * Double(row) / Double(steps)
            let (top, bottom) = (max(part.y, y - height / 2), min(part.y + part.height, y + height / 2))
            return (0...steps).map { column in
                let x = part.x + part.width * Double(column) / Double(steps)
                let (left, right) = (max(part.x, x - width / 2), min(part.x + part.width, x + width / 2))
                return (x, y, share(x: left..<right, y: top..<bottom))
            }
        }
    }
}
