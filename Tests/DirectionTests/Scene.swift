import Depth
import Direction
import Model

/// Made-up pictures to direct.
enum Scene {
    static let flat = Saliency(luma: Array(repeating: 0.5, count: Saliency.side * Saliency.side))

    /// A plain field with one small bright square around a point, given in shares of width and height.
    static func spot(x: Double, y: Double) -> Saliency {
        let side = Saliency.side
        return Saliency(
            luma: (0..<side * side).map { index in
                let (column, row) = (Double(index % side) + 0.5, Double(index / side) + 0.5)
                return abs(column - x * Double(side)) < 3 && abs(row - y * Double(side)) < 3 ? 1 : 0.2
            })
    }

    /// Ground that comes nearer from the top down, and something that stands on it.
    static let depth = PictureDepth(
        Field(width: 64, height: 48) { x, y in
            (26..<38).contains(x) && (20..<40).contains(y) ? 0.9 : Float(y) / 48
        }, source: .file)

    static func shot(
        _ width: Int, _ height: Int, _ saliency: Saliency = flat, depth: PictureDepth = depth,
        _ change: (inout Settings) -> Void
    ) throws(JobFailure) -> Shot {
        var settings = Settings()
        change(&settings)
        return try Director(
            settings, pictureWidth: width, pictureHeight: height, saliency: { saliency }, depth: { depth }
        ).shot()
    }
}

extension Window {
    /// How far the window reaches outside a picture, in pixels; 0 or less when it is inside.
    func excess(_ width: Int, _ height: Int) -> Double {
        max(-x, -y, x + self.width - Double(width), y + self.height - Double(height))
    }
}
