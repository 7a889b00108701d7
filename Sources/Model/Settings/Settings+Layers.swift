package import StrictJSON

extension Settings {
    /// The settings that layers make, the nearest first, over the built-in defaults.
    package static func resolved(_ layers: [SettingsLayer]) -> Settings {
        let layer = layers.reduce(SettingsLayer()) { nearer, farther in nearer.over(farther) }
        var settings = Settings()
        settings.apply(layer)
        return settings
    }

    private mutating func apply(_ layer: SettingsLayer) {
        motion = layer.motion ?? motion
        motionAmount = layer.motionAmount ?? motionAmount
        easing = layer.easing ?? easing
        focus = layer.focus ?? focus
        from = layer.from ?? from
        to = layer.to ?? to
        duration = layer.duration ?? duration
        frameRate = layer.frameRate ?? frameRate
        fit = layer.fit ?? fit
        background = layer.background ?? background
        loop = layer.loop ?? loop
        depth.apply(layer.depth)
        seed = layer.seed.map { UInt32(clamping: $0) } ?? seed
        format = layer.format ?? format
        keep = layer.keep ?? keep
        priority = layer.priority ?? priority
        quality = layer.crf.map(Quality.crf) ?? layer.quality ?? quality
        aspectRatio = layer.aspectRatio ?? aspectRatio
        resolution = layer.shortSide.map(Resolution.shortSide) ?? resolution
        if let width = layer.width, let height = layer.height {
            resolution = .exact(width: width, height: height)
            aspectRatio = .ratio(width: width, height: height)
        }
    }

    /// The settings as a sidecar that gives them again, every key that has a value written out.
    package var json: JSONValue { .object(SidecarKeys.table.write(SettingsLayer(self))) }

    /// A line for each key with the settings' value, in the order of the documentation.
    package var listing: [KeyRow] { SidecarKeys.table.rows(SettingsLayer(self)) }

    /// What is allowed but may surprise: whole sentences.
    package var warnings: [String] {
        var warnings: [String] = []
        switch quality {
        case .lossless:
            warnings.append("\"quality\": \"lossless\" is for editing; some players refuse its profile.")
        case .crf(0): warnings.append("\"crf\": 0 is lossless; some players refuse its profile.")
        case .low, .medium, .high, .crf: break
        }
        if motionAmount == 0, from == nil, to == nil, motion != .still {
            warnings.append("\"motion_amount\": 0 leaves a zoom without movement.")
        }
        if motion.isThroughDepth, depth.strength == 0 {
            warnings.append("\"strength\": 0 leaves a move through depth without movement.")
        }
        return warnings
    }
}

extension SettingsLayer {
    /// A layer that says all that the settings say.
    package init(_ settings: Settings) {
        motion = settings.motion
        motionAmount = settings.motionAmount
        easing = settings.easing
        focus = settings.focus
        from = settings.from
        to = settings.to
        duration = settings.duration
        frameRate = settings.frameRate
        fit = settings.fit
        background = settings.background
        loop = settings.loop
        depth = DepthLayer(settings.depth)
        seed = Int(settings.seed)
        format = settings.format
        keep = settings.keep
        priority = settings.priority
        switch settings.resolution {
        case .shortSide(let pixels):
            shortSide = pixels
            aspectRatio = settings.aspectRatio
        case .exact(let width, let height):
            self.width = width
            self.height = height
        }
        if case .crf(let factor) = settings.quality { crf = factor } else { quality = settings.quality }
    }
}
