import CZimg
import Model
import Pixels

/// The part of a picture that a shot can show, at the size that it needs, upright: made once, read for every frame.
///
/// BT.709 limited range, 4:2:0 with centred chroma (the same whichever way it is turned), planes Y, Cb, Cr of 16 bits with
/// a sign, 0 in the middle of the range. Each line of a plane is a column of the image: resampling across an image then
/// goes along its lines, as vectors want it.
struct WorkingImage: ~Copyable, Sendable {
    var pixels: PixelBuffer
    /// The rectangle of the upright picture that it holds.
    let region: Window

    var width: Int { pixels.planes[0].height }
    var height: Int { pixels.planes[0].width }

    /// Converts a region of the upright picture to `width` × `height` pixels, both even.
    init(
        _ picture: Picture, region: Window, width: Int, height: Int, background: RGBColor
    ) throws(RenderingError) {
        let turned = picture.orientation.swapsSides
        let target = ImageFormat.working(
            width: turned ? height : width, height: turned ? width : height)
        var stored = PixelBuffer(
            planes: [
                (target.width, target.height), (target.width / 2, target.height / 2),
                (target.width / 2, target.height / 2),
            ], bytesPerSample: 2)
        try Self.convert(picture, region: picture.stored(region), background: background, to: target, &stored)
        pixels = Turning.columns(of: stored, from: picture.orientation)
        self.region = region
    }

    /// What a window of the upright picture shows, as `width` × `height` pixels of a frame, both even.
    func view(_ window: Window, width: Int, height: Int) -> PixelBuffer {
        let (scaleX, scaleY) = (Double(self.width) / region.width, Double(self.height) / region.height)
        let (left, top) = ((window.x - region.x) * scaleX, (window.y - region.y) * scaleY)
        let (stepX, stepY) = (window.width * scaleX / Double(width), window.height * scaleY / Double(height))
        var frame = Frame.planes(width: width, height: height)
        let luma = (
            across: AxisWeights(start: left, step: stepX, count: width, length: self.width),
            down: AxisWeights(start: top, step: stepY, count: height, length: self.height)
        )
        // A frame's chroma stands over every other column of its luma, a quarter into its step of two columns.
        let chroma = (
            across: AxisWeights(
                start: left / 2, step: stepX, siting: 0.25, count: width / 2, length: self.width / 2),
            down: AxisWeights(start: top / 2, step: stepY, count: height / 2, length: self.height / 2)
        )
        for (plane, weights) in [luma, chroma, chroma].enumerated() {
            PlaneView.fill(&frame, plane: plane, from: pixels, across: weights.across, down: weights.down)
        }
        return frame
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
            rows: try graph.sourceRows(of: picture.height))
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
