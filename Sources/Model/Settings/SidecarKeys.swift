import StrictJSON

/// Every key of a sidecar, declared once: reader, writer, schema, listing and documentation derive from this table.
package enum SidecarKeys {
    package static let table = KeyTable(
        keys: camera + shape + encoding,
        together: [["width", "height"]],
        // Height needs width, so width's rules hold for both.
        exclusive: [["quality", "crf"], ["width", "resolution"], ["width", "aspect_ratio"]])

    /// The names in the order of the documentation.
    package static var names: [String] { table.keys.map(\.name) }

    /// What a picture without a sidecar gets.
    package static let defaults = SettingsLayer(Settings())

    private static let camera: [Key<SettingsLayer>] = [
        Key(
            "motion", optional: \.motion, .words(),
            "what the camera does; auto chooses from what the picture shows, both shapes, focus and seed",
            examples: ["auto", "zoom_in", "pan_left", "static", "orbit"]),
        Key(
            "motion_amount", optional: \.motionAmount, .number(0...1),
            "how far the camera goes: a zoom ends at 1 + amount; moves through depth go in proportion, and auto may go less far",
            examples: [0.2, 0, 1]),
        Key(
            "easing", optional: \.easing, .words(), "how the move starts and stops",
            examples: ["linear", "soft"]),
        Key(
            "focus", optional: \.focus, .focus,
            "what the camera looks at: a point of the upright picture as shares of width and height from the top left",
            examples: ["auto", ["x": 0.5, "y": 0.33]]),
        Key(
            "from", optional: \.from, .crop, "where an explicit move starts: a crop as shares of the upright picture",
            examples: [["x": 0, "y": 0, "width": 1]]),
        Key(
            "to", optional: \.to, .crop, "where an explicit move ends: a crop as shares of the upright picture",
            examples: [["x": 0.25, "y": 0.2, "width": 0.5]]),
        Key(
            "duration", optional: \.duration, .number(0.5...60, unit: "of seconds"), "length of the video",
            examples: [5, 0.5, 60]),
        Key(
            "loop", optional: \.loop, .flag, "whether the last frame runs into the first without a seam",
            examples: [true]),
        Key("depth", \.depth, DepthKeys.table, "the picture's depth, for the moves through it"),
        Key("seed", optional: \.seed, .whole(0...4_294_967_295), "settles every choice that auto makes", examples: [7]),
    ]

    private static let shape: [Key<SettingsLayer>] = [
        Key("fps", optional: \.frameRate, .frameRate, "frames a second", examples: [30, 23.976, 60]),
        Key(
            "aspect_ratio", optional: \.aspectRatio, .aspectRatio, "shape of the video; source is the picture's own",
            examples: ["9:16", "source", "239:100"]),
        Key("resolution", optional: \.shortSide, .shortSide, "short side of the video", examples: ["720p", "4k"]),
        Key(
            "width", optional: \.width, .whole(16...7680, even: true),
            "width in pixels, with height, instead of aspect_ratio and resolution", examples: [1080]),
        Key(
            "height", optional: \.height, .whole(16...7680, even: true),
            "height in pixels, with width, instead of aspect_ratio and resolution", examples: [1350]),
        Key(
            "fit", optional: \.fit, .words(),
            "how a picture of another shape fills the video; auto is cover if little that stands out is cut, else "
                + "contain_blur",
            examples: ["contain_blur", "auto"]),
        Key(
            "background", optional: \.background, .color, "behind contain and transparency",
            examples: ["#ffffff"]),
    ]

    private static let encoding: [Key<SettingsLayer>] = [
        Key("quality", optional: \.quality, .quality, "closeness to the frames against size", examples: ["high"]),
        Key(
            "crf", optional: \.crf, .whole(0...51), "x264's rate factor instead of quality; smaller is better",
            examples: [18]),
        Key("format", optional: \.format, .words(), "container and codec", examples: ["mp4"]),
        Key(
            "keep", optional: \.keep, .span,
            "how long the picture may stay; shortens the configured time, never lengthens it; 0 is until its job ends",
            examples: ["0", "1h", "2d"]),
        Key("priority", optional: \.priority, .whole(-10...10), "larger goes first", examples: [5, -10]),
    ]

    /// The JSON Schema (2020-12) of a sidecar, as text with a newline at its end.
    package static var schemaText: String {
        var schema: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Soframe sidecar",
            "description": "What to make of one picture. Every key may be left out.",
        ]
        for member in table.schema(defaults: defaults).members { schema.append(member.key, member.value) }
        return JSONWriter.pretty(.object(schema)) + "\n"
    }

    /// The README's table of keys.
    package static var markdownTable: String { table.rows(defaults).markdownTable }
}

extension ValueType where Value == Quality {
    static var quality: Self {
        .words([("low", .low), ("medium", .medium), ("high", .high), ("lossless", .lossless)])
    }
}
