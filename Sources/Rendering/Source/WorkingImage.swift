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
    func view(
        _ window: Window, width: Int, height: Int, with loops: any ResamplingLoops.Type = LoopChoice.fastest.resampling
    ) -> PixelBuffer {
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
            PlaneView.fill(
                &frame, plane: plane, from: pixels, across: weights.across, down: weights.down, with: loops)
        }
        return frame
    }

    /// Fills planes of the target's form from a region of the stored picture.
    ///
    /// A picture whose colours are not sRGB goes through red, green and blue of the target's size, where its profile is
    /// applied: there are fewer pixels then.
    static func convert(
        _ picture: Picture, region: Window, background: RGBColor, to target: ImageFormat, _ pixels: inout PixelBuffer
    ) throws(RenderingError) {
        guard let conversion = picture.conversion else {
            try SourceConversion(picture, region: region, background: background).run(to: target, &pixels)
            return
        }
        let own = ImageFormat.rgb(width: target.width, height: target.height, depth: conversion.depth)
        var colors = PixelBuffer(
            planes: Array(repeating: (target.width, target.height), count: 3), bytesPerSample: conversion.depth / 8)
        let behind = conversion.own((background.red, background.green, background.blue))
        try SourceConversion(
            picture, region: region, background: RGBColor(red: behind.red, green: behind.green, blue: behind.blue)
        ).run(to: own, &colors)
        let shown = conversion.sRGB(colors)
        let graph = try FilterGraph(from: .rgb(width: target.width, height: target.height, depth: 16), to: target)
        try shown.withZimgSource { (planes) throws(RenderingError) in
            try pixels.withZimgTarget { (result) throws(RenderingError) in try unsafe graph.run(planes, result) }
        }
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
