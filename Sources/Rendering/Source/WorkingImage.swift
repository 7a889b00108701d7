import CZimg
import Model
import Pixels

/// The part of a picture that a shot can show, at the size that it needs, upright: made once, read for every frame.
///
/// BT.709 limited range, 4:2:0 with centred chroma (the same whichever way it is turned), 16 bits, planes Y, Cb, Cr.
struct WorkingImage: ~Copyable, Sendable {
    var pixels: PixelBuffer
    /// The rectangle of the upright picture that it holds; edges at whole pixels.
    let region: Window

    var width: Int { pixels.planes[0].width }
    var height: Int { pixels.planes[0].height }

    /// Converts a region of the upright picture to `width` × `height` pixels, both even.
    init(
        _ picture: Picture, region: Window, width: Int, height: Int, background: RGBColor
    ) throws(RenderingError) {
        let turned = picture.orientation.swapsSides
        let target = ImageFormat.video(
            width: turned ? height : width, height: turned ? width : height, depth: 16, siting: .center)
        var stored = PixelBuffer(
            planes: [
                (target.width, target.height), (target.width / 2, target.height / 2),
                (target.width / 2, target.height / 2),
            ], bytesPerSample: 2)
        try Self.convert(picture, region: picture.stored(region), background: background, to: target, &stored)
        pixels = Turning.upright(stored, from: picture.orientation)
        self.region = region
    }

    private static func convert(
        _ picture: Picture, region: Window, background: RGBColor, to target: ImageFormat, _ pixels: inout PixelBuffer
    ) throws(RenderingError) {
        var source = ImageFormat(
            width: picture.width, height: picture.height, depth: picture.depth, tags: picture.tags,
            region: (region.x, region.y, region.width, region.height))
        if case .planar(_, let shiftX, let shiftY, _) = picture.layout {
            (source.chromaShiftX, source.chromaShiftY) = (shiftX, shiftY)
        }
        let graph = try FilterGraph(from: source, to: target)
        var scratch = ScratchMemory()
        guard RowUnpacker.isNeeded(for: picture) else {
            try picture.buffer.withZimgSource { (planes) throws(RenderingError) in
                try pixels.withZimgTarget { (result) throws(RenderingError) in
                    try unsafe graph.run(planes, result, &scratch)
                }
            }
            return
        }
        let unpacker = RowUnpacker(
            picture, background: background.components(picture.tags, depth: picture.depth),
            rows: try graph.sourceRows(of: picture.height))
        // zimg reads the ring while the unpacker fills it, so that no borrow of it may last: its memory lasts as long as
        // the unpacker does.
        let rows = try unpacker.ring.withZimgSource(rows: unpacker.rows) { (rows) throws(RenderingError) in rows }
        try pixels.withZimgTarget { (target) throws(RenderingError) in
            try unsafe graph.run(
                rows, target, &scratch,
                fill: { context, row, _, _ in
                    guard let context = unsafe context else { return 1 }
                    unsafe Unmanaged<RowUnpacker>.fromOpaque(context).takeUnretainedValue().fill(row: Int(row))
                    return 0
                }, context: Unmanaged.passUnretained(unpacker).toOpaque())
        }
        withExtendedLifetime(unpacker) {}
    }
}

extension Picture {
    /// Where a rectangle of the upright picture lies in the stored one.
    func stored(_ window: Window) -> Window {
        var result =
            orientation.swapsSides
            ? Window(x: window.y, y: window.x, width: window.height, height: window.width) : window
        if orientation.reversesStoredX { result.x = Double(width) - result.x - result.width }
        if orientation.reversesStoredY { result.y = Double(height) - result.y - result.height }
        return result
    }
}
