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
            (.path, Self.path(shot, colors, pictureWidth: picture.uprightSize.width)), (.near, layers?.near),
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

    /// The first window in green, the last in red, the way of the centre in yellow, the focus as a white cross.
    private static func path(_ shot: Shot, _ colors: ColorImage, pictureWidth: Int) -> ColorImage {
        var image = colors
        let scale = Double(colors.width) / Double(pictureWidth)
        let windows = shot.path
        func outline(_ window: Window, _ color: ColorImage.Color) {
            let (left, top) = (window.x * scale, window.y * scale)
            // Lines reach a pixel to the right and down: the outline's outer edge is the window's.
            let (right, bottom) = (left + window.width * scale - 2, top + window.height * scale - 2)
            for (from, to) in [
                ((left, top), (right, top)), ((right, top), (right, bottom)), ((right, bottom), (left, bottom)),
                ((left, bottom), (left, top)),
            ] { image.line(from: from, to: to, size: 2, color) }
        }
        let (x, y) = (shot.choices.focus.x * Double(colors.width), shot.choices.focus.y * Double(colors.height))
        image.line(from: (x - 9, y), to: (x + 9, y), size: 2, ColorImage.Color(255, 255, 255, 255))
        image.line(from: (x, y - 9), to: (x, y + 9), size: 2, ColorImage.Color(255, 255, 255, 255))
        for (one, next) in zip(windows, windows.dropFirst()) {
            image.line(
                from: (one.centerX * scale, one.centerY * scale), to: (next.centerX * scale, next.centerY * scale),
                size: 2, ColorImage.Color(255, 220, 0, 255))
        }
        if let first = windows.first, let last = windows.last {
            outline(first, ColorImage.Color(0, 220, 60, 255))
            outline(last, ColorImage.Color(230, 40, 40, 255))
        }
        return image
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
