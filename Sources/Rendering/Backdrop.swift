import Model
import Pixels

/// What stands around the viewport: a whole frame, made once.
enum BackdropFrame {
    /// The blur is made at this fraction of the frame's size.
    private static let shrinking = 8

    static func make(for shot: Shot, of picture: Picture) throws(RenderingError) -> PixelBuffer {
        switch shot.backdrop {
        case .plain(let color): plain(color, width: shot.width, height: shot.height)
        case .blurredPicture: try blurred(picture, shot)
        }
    }

    private static func plain(_ color: RGBColor, width: Int, height: Int) -> PixelBuffer {
        let samples = color.components(ColorTags(matrix: .bt709, range: .limited), depth: 8)
        var frame = Frame.planes(width: width, height: height)
        for plane in 0..<3 {
            frame.withMutableSamples(ofPlane: plane, as: UInt8.self) { $0.update(repeating: UInt8(samples[plane])) }
        }
        return frame
    }

    /// The middle of the picture, filling the frame, blurred by about a 30th of its width.
    private static func blurred(_ picture: Picture, _ shot: Shot) throws(RenderingError) -> PixelBuffer {
        let size = picture.uprightSize
        let shape = Double(shot.width) / Double(shot.height)
        let width = min(Double(size.width), Double(size.height) * shape)
        let height = min(Double(size.height), Double(size.width) / shape)
        let crop = Window(
            x: (Double(size.width) - width) / 2, y: (Double(size.height) - height) / 2, width: width, height: height)
        var small = try WorkingImage(
            picture, region: crop, width: even(shot.width), height: even(shot.height), background: shot.background)
        for plane in 0..<3 {
            BoxBlur.apply(to: &small.pixels, plane: plane, radius: max(1, shot.width / shrinking / 60))
        }
        return small.view(crop, width: shot.width, height: shot.height)
    }

    private static func even(_ length: Int) -> Int { max(4, length / shrinking / 2 * 2) }
}
