package import Depth
package import Model
package import Pixels

/// Renders the frames of one shot, in any order and on any thread: a pure function of picture, shot and frame number.
package final class ShotRenderer: Sendable {
    /// What frames are made from.
    private enum Source: ~Copyable, Sendable {
        case flat(WorkingImage)
        case deep(ParallaxView)
    }

    private let shot: Shot
    private let source: Source
    private let backdrop: PixelBuffer
    private let loops: LoopChoice

    /// Prepares what all frames share. The picture is not needed any more afterwards.
    ///
    /// - Parameters:
    ///   - depth: Of the upright picture, for a shot that moves through it.
    ///   - loops: What makes the frames; others than the fastest are for measuring.
    package init(
        _ shot: Shot, of picture: Picture, depth: DepthMap? = nil, loops: LoopChoice = .fastest
    ) throws(RenderingError) {
        self.shot = shot
        self.loops = loops
        let picture = Flattening.apply(to: picture, over: shot.background)
        let plan = WorkingPlan(shot, pictureWidth: picture.uprightSize.width, pictureHeight: picture.uprightSize.height)
        let working = try WorkingImage(
            picture, region: plan.region, width: plan.width, height: plan.height, background: shot.background)
        if let move = shot.depth, let depth {
            source = .deep(
                ParallaxView(
                    ParallaxLayers(working, depth, move, shot: shot, picture: picture.uprightSize),
                    with: loops.parallax))
        } else {
            source = .flat(working)
        }
        backdrop =
            shot.fillsFrame
            ? PixelBuffer(planes: [], bytesPerSample: 1) : try BackdropFrame.make(for: shot, of: picture)
    }

    /// What a depth move is made from; nil for a shot that moves over the picture only.
    var layers: ParallaxLayers? {
        switch source {
        case .flat: nil
        case .deep(let view): view.layers
        }
    }

    /// The frame of that number, 0…(count of windows − 1).
    package func frame(_ number: Int) -> Frame {
        let view = view(number)
        guard !shot.fillsFrame else { return Frame(pixels: view) }
        var frame = Frame.planes(width: shot.width, height: shot.height)
        for plane in 0..<3 {
            frame.copy(backdrop, plane: plane, toX: 0, y: 0)
            let half = plane == 0 ? 1 : 2
            frame.copy(view, plane: plane, toX: shot.viewport.x / half, y: shot.viewport.y / half)
        }
        return Frame(pixels: frame)
    }

    private func view(_ number: Int) -> PixelBuffer {
        switch source {
        case .flat(let working):
            working.view(
                shot.windows[number], width: shot.viewport.width, height: shot.viewport.height, with: loops.resampling)
        case .deep(let view): view.frame(number)
        }
    }
}
