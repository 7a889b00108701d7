import Depth
import Direction
import Glibc
import Media
import Model
import Pixels
import Rendering

/// Draws the pictures of how a shot came about into the files that wait for them.
struct DebugImages {
    /// Pixels of their long sides.
    private static let longSide = 960

    /// Open for writing, empty.
    let files: [DebugImage: Int32]

    /// Which of them were drawn.
    func draw(
        _ shot: Shot, of picture: Picture, look: PictureLook, depth: PictureDepth?,
        _ renderer: ShotRenderer?
    ) throws -> [DebugImage] {
        let colors = try SmallColors.image(of: picture, longSide: Self.longSide, background: shot.background)
        let layers = renderer?.layerImages
        let images: [(DebugImage, ColorImage?)] = [
            (.saliency, Self.saliency(look.saliency, colors)), (.depth, depth.map { Self.grey($0.map.field, colors) }),
            (.path, PathDrawing(shot, over: colors, pictureWidth: picture.uprightSize.width).image),
            (.near, layers?.near),
            (.background, layers?.background),
        ]
        return try images.compactMap { kind, image in
            guard let image, let file = files[kind] else { return nil }
            try write(try PNGEncoder.encode(image), to: file)
            return kind
        }
    }

    private static func saliency(_ saliency: Saliency, _ colors: ColorImage) -> ColorImage {
        let most = saliency.cells.max() ?? 1
        let side = Saliency.side
        return grey(Field(width: side, height: side, values: saliency.cells.map { Float($0 / most) }), colors)
    }

    private static func grey(_ field: Field, _ colors: ColorImage) -> ColorImage {
        let levels = field.resized(width: colors.width, height: colors.height)
        return ColorImage(width: colors.width, height: colors.height) { x, y in
            let level = UInt8(max(0, min(255, levels[x, y] * 255 + 0.5)))
            return ColorImage.Color(level, level, level, 255)
        }
    }

    private func write(_ bytes: [UInt8], to file: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR {
                throw JobFailure(
                    .noSpace, "A debug image could not be written: \(unsafe String(cString: strerror(errno))).",
                    advice: "Free space where their folder is, or leave --debug-images out.")
            }
            rest = rest.dropFirst(max(0, count))
        }
    }
}
