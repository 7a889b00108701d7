import Depth
import Direction
import Model

/// Made-up pictures to direct.
enum Scene {
    typealias Color = (red: Float, green: Float, blue: Float)

    static func look(
        width: Int = PictureLook.longSide, height: Int = PictureLook.longSide,
        _ color: (_ x: Double, _ y: Double) -> Color
    ) -> PictureLook {
        PictureLook(picture(width: width, height: height, color))
    }

    /// - Parameter color: 0…1 each, from the place as shares of width and height.
    static func picture(width: Int, height: Int, _ color: (_ x: Double, _ y: Double) -> Color) -> LabPicture {
        let colors = (0..<width * height).map { index in
            color((Double(index % width) + 0.5) / Double(width), (Double(index / width) + 0.5) / Double(height))
        }
        func field(_ channel: (Color) -> Float) -> Field {
            Field(width: width, height: height, values: colors.map(channel))
        }
        return LabPicture(red: field(\.red), green: field(\.green), blue: field(\.blue))
    }

    static let flat = look { _, _ in (0.5, 0.5, 0.5) }

    /// A plain field with one small bright square around a point, given in shares of width and height.
    static func spot(x: Double, y: Double) -> PictureLook {
        look { column, row in
            abs(column - x) < 0.047 && abs(row - y) < 0.047 ? (1, 0.95, 0.8) : (0.2, 0.25, 0.2)
        }
    }

    /// Ground that comes nearer from the top down, and something that stands on it.
    static let depth = PictureDepth(
        Field(width: 64, height: 48) { x, y in
            (26..<38).contains(x) && (20..<40).contains(y) ? 0.9 : Float(y) / 48
        }, source: .file)

    /// - Parameter source: Where auto may take depth from.
    static func shot(
        _ width: Int, _ height: Int, _ look: PictureLook = flat, depth: PictureDepth = depth,
        source: DepthSource? = nil,
        _ change: (inout Settings) -> Void
    ) throws(JobFailure) -> Shot {
        var settings = Settings()
        change(&settings)
        return try Director(
            settings, pictureWidth: width, pictureHeight: height, depthSource: source, look: { look }, depth: { depth }
        ).shot()
    }
}

extension Window {
    /// How far the window reaches outside a picture, in pixels; 0 or less when it is inside.
    func excess(_ width: Int, _ height: Int) -> Double {
        max(-x, -y, x + self.width - Double(width), y + self.height - Double(height))
    }
}
