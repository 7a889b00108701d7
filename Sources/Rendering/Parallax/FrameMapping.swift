import Model

/// Where one frame of a depth move takes its samples from, along one axis: the place in a plane of a layer is
/// start + step · i + D · (depthStart + depthStep · i) for the frame's sample i and the nearness D, counted so that
/// whole numbers are the middles of the plane's samples.
struct AxisMapping: Equatable {
    let start: Float
    let step: Float
    let depthStart: Float
    let depthStep: Float

    init(start: Float, step: Float, depthStart: Float, depthStep: Float) {
        self.start = start
        self.step = step
        self.depthStart = depthStart
        self.depthStep = depthStep
    }

    /// - Parameters:
    ///   - base: Where the base window begins, and how long it is, in samples of the plane.
    ///   - near: Where the view of nearness 1 begins, and how long it is, in shares of the base window.
    ///   - far: The same of nearness 0.
    ///   - first: Where in the frame sample 0 has its middle, in shares of the viewport.
    ///   - pitch: From one sample of the frame to the next, in shares of the viewport.
    init(
        base: (start: Double, length: Double), near: (start: Double, length: Double),
        far: (start: Double, length: Double), first: Double, pitch: Double
    ) {
        let farPlace = base.start + base.length * (far.start + far.length * first) - 0.5
        let nearPlace = base.start + base.length * (near.start + near.length * first) - 0.5
        start = Float(farPlace)
        step = Float(base.length * far.length * pitch)
        depthStart = Float(nearPlace - farPlace)
        depthStep = Float(base.length * (near.length - far.length) * pitch)
    }

    /// The place for sample i of what is at that nearness.
    @inline(__always)
    func place(_ index: Int, _ nearness: Float) -> Float {
        start + step * Float(index) + nearness * (depthStart + depthStep * Float(index))
    }
}

/// Both axes.
struct FrameMapping: Equatable {
    let x: AxisMapping
    let y: AxisMapping
}

/// The planes that a frame of a depth move is made of and from: how its samples and those of the layers lie.
struct ParallaxGeometry: Sendable {
    let move: DepthMove
    /// The viewport's pixels.
    let width: Int
    let height: Int
    /// The base window in luma samples of the layers.
    let base: Window

    /// Samples of frame and layer that belong together.
    enum Plane {
        case luma
        /// Stands over the middle of every other column's luma, and between two rows; the layers' is centred.
        case chroma
        /// Nearness: a sample for two by two pixels, of frame and layer alike.
        case nearness
    }

    func mapping(_ frame: Int, _ plane: Plane) -> FrameMapping {
        let shape = Double(width) / Double(height)
        let near = move.view(move.places[frame], nearness: 1, shape: shape)
        let far = move.view(move.places[frame], nearness: 0, shape: shape)
        // Luma samples from one sample of the layer, and of the frame, to the next; and where the frame's first one stands.
        let (size, pitch, firstX, firstY) =
            switch plane {
            case .luma: (1.0, 1.0, 0.5, 0.5)
            case .chroma: (2.0, 2.0, 0.5, 1.0)
            case .nearness: (2.0, 2.0, 1.0, 1.0)
            }
        return FrameMapping(
            x: AxisMapping(
                base: (base.x / size, base.width / size), near: (near.x, near.width), far: (far.x, far.width),
                first: firstX / Double(width), pitch: pitch / Double(width)),
            y: AxisMapping(
                base: (base.y / size, base.height / size), near: (near.y, near.height), far: (far.y, far.height),
                first: firstY / Double(height), pitch: pitch / Double(height)))
    }

    /// How far at most, in samples of the nearness plane, any frame moves what is nearest against what is farthest.
    var parallax: Int {
        var most: Float = 0
        for frame in move.places.indices {
            let mapping = mapping(frame, .nearness)
            for (axis, count) in [(mapping.x, width / 2), (mapping.y, height / 2)] {
                most = max(most, abs(axis.depthStart), abs(axis.depthStart + axis.depthStep * Float(count - 1)))
            }
        }
        return Int(most.rounded(.up))
    }
}
