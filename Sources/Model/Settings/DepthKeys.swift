import StrictJSON

/// The keys of a sidecar's `depth`.
enum DepthKeys {
    static let table = KeyTable<DepthLayer>(keys: [
        Key(
            "path", optional: \.path, .place,
            "a PNG or TIFF in grey, near in white, in the picture's folder or below, named *.depth.png or .tif, since others "
                + "are pictures of their own; else NAME.depth.png or .tif beside the picture is taken",
            examples: ["photo.depth.png", "depth/photo.depth.png"]),
        Key("invert", optional: \.invert, .flag, "whether near is black in the map instead", examples: [true]),
        Key(
            "strength", optional: \.strength, .number(0...1), "scales how far the camera goes", examples: [0.5]),
        Key(
            "focus", optional: \.focus, .depthFocus,
            "what keeps its place when the camera moves aside: 0 the farthest, 1 the nearest; auto is what focus looks at",
            examples: ["auto", 0.8]),
        Key(
            "source", optional: \.source, .words(),
            "where depth comes from; auto takes a file, without one the map that a phone stored in its HEIC (embedded), then "
                + "what an installed model tells, and without any a relief that Soframe makes up from the picture",
            examples: ["auto", "relief"]),
    ])
}

extension ValueType where Value == RelativePath {
    /// A place below a folder.
    static var place: Self {
        .text(
            pattern: "^[^/\\u0000]+(/[^/\\u0000]+)*$",
            allowed:
                "a path within the picture's folder, in which no name is \"..\" or \".\", such as \"photo.depth.png\"",
            parse: { text in
                guard (1...4095).contains(text.utf8.count), let path = RelativePath(text), !path.isRoot else {
                    return nil
                }
                return path
            },
            write: { String(decoding: $0.bytes, as: UTF8.self) })
    }
}

extension ValueType where Value == DepthFocus {
    static var depthFocus: Self {
        ValueType.words([("auto", DepthFocus.auto)]).or(
            ValueType<Double>.number(0...1).mapped(
                to: { .nearness($0) }, from: { if case .nearness(let share) = $0 { share } else { nil } }))
    }
}
