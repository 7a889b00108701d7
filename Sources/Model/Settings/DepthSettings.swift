/// What a picture's depth is taken from, and how it is used.
package struct DepthSettings: Equatable, Sendable {
    /// A file in the picture's folder or below; nil for the one that stands beside the picture, if any.
    package var path: RelativePath?
    /// What is dark in the file is near.
    package var invert = false
    /// 0…1: scales how far the camera goes.
    package var strength = 1.0
    package var focus = DepthFocus.auto
    package var source = DepthChoice.auto

    package init() {}
}

/// The nearness of what keeps its place when the camera moves aside.
package enum DepthFocus: Equatable, Sendable {
    /// That of what the camera looks at.
    case auto
    /// 0 farthest, 1 nearest.
    case nearness(Double)
}

/// Where depth may come from. Raw values are the sidecar's words.
package enum DepthChoice: String, CaseIterable, Sendable {
    /// The file if there is one, else the picture's own map, else what an installed model tells, else the relief.
    case auto
    case file
    /// The map that the camera stored with the picture.
    case embedded
    /// What a model that the user installed tells from the picture.
    case model
    case relief

    package var mayBeFile: Bool { self == .auto || self == .file }
    package var mayBeEmbedded: Bool { self == .auto || self == .embedded }
    package var mayBeModel: Bool { self == .auto || self == .model }
}

/// Where a picture's depth came from. Raw values are the receipt's words.
package enum DepthSource: String, CaseIterable, Sendable {
    case file
    /// The map that the camera stored with the picture.
    case embedded
    /// Told from the picture by a model that the user installed.
    case model
    /// Made up from the picture by Soframe.
    case relief
}

/// What one settings file says of depth. Nil where it is silent.
package struct DepthLayer: Equatable, Sendable {
    package var path: RelativePath?
    package var invert: Bool?
    package var strength: Double?
    package var focus: DepthFocus?
    package var source: DepthChoice?

    package init() {}

    package init(_ settings: DepthSettings) {
        path = settings.path
        invert = settings.invert
        strength = settings.strength
        focus = settings.focus
        source = settings.source
    }

    /// This layer with its silent places filled from one that is farther away.
    func over(_ farther: DepthLayer) -> DepthLayer {
        var result = self
        result.path = path ?? farther.path
        result.invert = invert ?? farther.invert
        result.strength = strength ?? farther.strength
        result.focus = focus ?? farther.focus
        result.source = source ?? farther.source
        return result
    }
}

extension DepthSettings {
    mutating func apply(_ layer: DepthLayer) {
        path = layer.path ?? path
        invert = layer.invert ?? invert
        strength = layer.strength ?? strength
        focus = layer.focus ?? focus
        source = layer.source ?? source
    }
}
