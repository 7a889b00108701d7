import CZimg
import Model
import Pixels

/// Scales a region of a stored picture and gives its samples another form, in one run of zimg.
struct SourceConversion {
    let picture: Picture
    /// In pixels of the stored picture.
    let region: Window
    /// Behind transparency.
    let background: RGBColor

    init(_ picture: Picture, region: Window, background: RGBColor) {
        self.picture = picture
        self.region = region
        self.background = background
    }

    func run(to target: ImageFormat, _ pixels: inout PixelBuffer) throws(RenderingError) {
        let graph = try FilterGraph(from: source, to: target)
        guard RowUnpacker.isNeeded(for: picture) else {
            try picture.buffer.withZimgSource { (planes) throws(RenderingError) in
                try pixels.withZimgTarget { (result) throws(RenderingError) in
                    try unsafe graph.run(planes, result)
                }
            }
            return
        }
        let unpacker = RowUnpacker(
            picture, background: background.components(picture.tags, depth: picture.depth),
            rows: try graph.sourceRows(of: picture.sizeForChroma.height))
        // zimg reads the ring while the unpacker fills it, so that no borrow of it may last: its memory lasts as long as
        // the unpacker does.
        let rows = try unpacker.ring.withZimgSource(rows: unpacker.rows) { (rows) throws(RenderingError) in rows }
        try pixels.withZimgTarget { (target) throws(RenderingError) in
            try unsafe graph.run(
                rows, target,
                fill: { context, row, _, _ in
                    guard let context = unsafe context else { return 1 }
                    unsafe Unmanaged<RowUnpacker>.fromOpaque(context).takeUnretainedValue().fill(row: Int(row))
                    return 0
                }, context: Unmanaged.passUnretained(unpacker).toOpaque())
        }
        withExtendedLifetime(unpacker) {}
    }

    private var source: ImageFormat {
        let size = picture.sizeForChroma
        var source = ImageFormat(
            width: size.width, height: size.height, depth: picture.depth, tags: picture.tags,
            region: (region.x, region.y, region.width, region.height))
        if case .planar(_, let shiftX, let shiftY, _) = picture.layout {
            (source.chromaShiftX, source.chromaShiftY) = (shiftX, shiftY)
        }
        return source
    }
}
