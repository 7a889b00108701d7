import StrictJSON

/// What one file says about a video: a sidecar, a folder's defaults or the configuration's. Nil where it is silent.
package struct SettingsLayer: Equatable, Sendable {
    package var motion: Motion?
    package var motionAmount: Double?
    package var easing: Easing?
    package var focus: Focus?
    package var from: CropRectangle?
    package var to: CropRectangle?
    package var duration: Double?
    package var frameRate: FrameRate?
    package var aspectRatio: AspectRatio?
    /// Pixels; the sidecar's `resolution`.
    package var shortSide: Int?
    /// Pixels; stands together with `height` and without `aspectRatio` and `shortSide`.
    package var width: Int?
    package var height: Int?
    package var fit: Fit?
    package var background: RGBColor?
    package var loop: Bool?
    package var depth = DepthLayer()
    package var seed: Int?
    /// Never `.crf`, which is a key of its own.
    package var quality: Quality?
    /// Stands without `quality`.
    package var crf: Int?
    package var format: VideoFormat?
    package var keep: TimeSpan?
    package var priority: Int?

    package init() {}

    /// Reads a sidecar or a folder's defaults, at most 64 KiB and 32 levels deep.
    package static func read(_ bytes: [UInt8]) throws(SettingsError) -> SettingsLayer {
        var layer = SettingsLayer()
        try SidecarKeys.table.read(try SettingsError.node(bytes), into: &layer)
        return layer
    }
}

extension SettingsError {
    /// The JSON of a settings file.
    static func node(_ bytes: [UInt8]) throws(SettingsError) -> JSONNode {
        do throws(JSONError) { return try JSONReader.read(bytes) } catch { throw SettingsError(error) }
    }
}

extension SettingsLayer {
    /// This layer with its silent places filled from one that is farther away. Keys that exclude each other within a file
    /// do so here too, and the nearer one wins: `width` and `height` against `resolution` and `aspect_ratio`, `crf`
    /// against `quality`.
    package func over(_ farther: SettingsLayer) -> SettingsLayer {
        var result = self
        result.motion = motion ?? farther.motion
        result.motionAmount = motionAmount ?? farther.motionAmount
        result.easing = easing ?? farther.easing
        result.focus = focus ?? farther.focus
        result.from = from ?? farther.from
        result.to = to ?? farther.to
        result.duration = duration ?? farther.duration
        result.frameRate = frameRate ?? farther.frameRate
        result.fit = fit ?? farther.fit
        result.background = background ?? farther.background
        result.loop = loop ?? farther.loop
        result.depth = depth.over(farther.depth)
        result.seed = seed ?? farther.seed
        result.format = format ?? farther.format
        result.keep = keep ?? farther.keep
        result.priority = priority ?? farther.priority
        if width == nil, height == nil {
            result.aspectRatio = aspectRatio ?? farther.aspectRatio
            result.shortSide = shortSide ?? farther.shortSide
        }
        if aspectRatio == nil, shortSide == nil {
            result.width = width ?? farther.width
            result.height = height ?? farther.height
        }
        if quality == nil, crf == nil {
            result.quality = farther.quality
            result.crf = farther.crf
        }
        return result
    }
}
