import Direction
import Glibc

/// Drawn pictures of different kinds.
enum Kinds {
    private static func grain(_ x: Double, _ y: Double) -> Float {
        Float(sin(x * 61 + sin(y * 37) * 2) * sin(y * 53 + sin(x * 41) * 2))
    }

    /// Grass, say: much the same everywhere.
    static let texture = Scene.look(height: 120) { x, y in
        let level = 0.1 * grain(x, y) + 0.05 * grain(x * 2.3, y * 2.1)
        return (0.35 + level, 0.5 + level, 0.25 + level)
    }

    /// A red thing before a soft green ground.
    static func subject(x: Double, y: Double) -> PictureLook {
        Scene.look(height: 120) { column, row in
            let (dx, dy) = ((column - x) * 1.6, row - y)
            let shade = Float(0.1 * sin(column * 3) + 0.1 * row)
            if dx * dx + dy * dy < 0.012 { return (0.8 - Float(dx), 0.25, 0.2) }
            return (0.3 + shade, 0.45 + shade, 0.3)
        }
    }

    /// Sky over hills over ground whose detail grows towards the viewer.
    static let view = Scene.look(height: 120) { x, y in
        if y < 0.42 { return (0.6 + Float(y) * 0.4, 0.75 + Float(y) * 0.2, 0.92) }
        if y < 0.5 + 0.03 * sin(x * 9) { return (0.45, 0.55, 0.6) }
        let detail = Float((y - 0.4) * 0.25) * grain(x, y)
        return (0.35 + detail, 0.4 + detail, 0.2 + detail * 0.5)
    }

    /// Black lines of words on white.
    static let text = Scene.look(height: 120) { x, y in
        let isLine = x > 0.1 && x < 0.9 && y > 0.08 && y < 0.92 && (y * 22).truncatingRemainder(dividingBy: 1) < 0.4
        let isGap = (x * 31 + (y * 22).rounded(.down) * 0.37).truncatingRemainder(dividingBy: 1) < 0.25
        return isLine && !isGap ? (0.1, 0.1, 0.1) : (1, 1, 1)
    }

    /// Bars in plain colours.
    static let chart = Scene.look(height: 120) { x, y in
        let bar = Int(x * 8)
        let heights = [0, 0.4, 0.7, 0.55, 0.3, 0.62, 0.2, 0]
        let isBar = (x * 8).truncatingRemainder(dividingBy: 1) > 0.3 && y < 0.9 && y > 0.9 - heights[min(7, bar)]
        return isBar ? (0.2 + 0.1 * Float(bar % 3), 0.4, 0.75) : (0.97, 0.97, 0.96)
    }
}
