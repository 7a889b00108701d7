import Model
import StrictJSON
import Testing

/// Holds the reader, the schema and the documentation together: all come from one table of keys.
@Suite("The table of the sidecar's keys")
struct SidecarKeysTests {
    private static let examples = SidecarKeys.table.keys.flatMap { key in key.examples.map { (key.name, $0) } }

    /// The text of a sidecar with one key, and its partner if it has one.
    private static func sidecar(_ name: String, _ value: JSONValue) -> [UInt8] {
        var object: JSONObject = [:]
        object.append(name, value)
        if name == "width" { object.append("height", 720) }
        if name == "height" { object.append("width", 1280) }
        return Array(JSONWriter.pretty(.object(object)).utf8)
    }

    private func schema() throws -> JSONNode { try JSONReader.read(Array(SidecarKeys.schemaText.utf8)) }

    @Test("The keys are those of the contract, in its order of themes")
    func names() {
        #expect(
            SidecarKeys.names == [
                "motion", "motion_amount", "easing", "focus", "from", "to", "duration", "loop", "depth", "seed", "fps",
                "aspect_ratio", "resolution", "width", "height", "fit", "background", "quality", "crf", "format",
                "keep",
                "priority",
            ])
    }

    @Test("The schema has exactly the reader's keys, each described, and takes no others")
    func schemaKeys() throws {
        let schema = try schema()
        let properties = try #require(schema["properties"]).object()
        #expect(properties.map(\.key) == SidecarKeys.names)
        let depth = try #require(schema["properties"]?["depth"]?["properties"]).object()
        #expect(depth.map(\.key) == ["path", "invert", "strength", "focus", "source"])
        for property in properties + depth {
            #expect(try property.value["description"]?.string().hasSuffix(".") == true, "\(property.key)")
            // An object of keys has them where its keys are.
            let isLeaf = property.key != "depth"
            #expect(try isLeaf == (property.value["examples"]?.array().isEmpty == false), "\(property.key)")
        }
        #expect(try schema["properties"]?["depth"]?["additionalProperties"]?.bool() == false)
        #expect(try schema["additionalProperties"]?.bool() == false)
        #expect(try schema["$schema"]?.string() == "https://json-schema.org/draft/2020-12/schema")
        #expect(try schema["dependentRequired"]?["width"]?.array()[0].string() == "height")
        #expect(try schema["dependentRequired"]?["height"]?.array()[0].string() == "width")
        #expect(try schema["allOf"]?.array()[0]["not"]?["required"]?.array()[1].string() == "crf")
    }

    @Test("The schema states ranges, words and defaults")
    func schemaValues() throws {
        let properties = try #require(try schema()["properties"])
        #expect(try properties["duration"]?["minimum"]?.double() == 0.5)
        #expect(try properties["duration"]?["maximum"]?.integer() == 60)
        #expect(try properties["duration"]?["default"]?.integer() == 5)
        #expect(try properties["height"]?["multipleOf"]?.integer() == 2)
        #expect(try properties["fps"]?["enum"]?.array()[2].double() == 23.976)
        #expect(try properties["focus"]?["anyOf"]?.array()[1]["properties"]?["x"]?["maximum"]?.integer() == 1)
        #expect(try properties["motion"]?["enum"]?.array().last?.string() == "drift")
        #expect(properties["crf"]?["default"] == nil)
    }

    @Test("Every example of a key is read, and the settings write it back", arguments: examples)
    func examplesRead(name: String, value: JSONValue) throws {
        let layer = try SettingsLayer.read(Self.sidecar(name, value))
        #expect(layer != SettingsLayer())
        let settings = Settings.resolved([layer])
        guard case .object(let written) = settings.json else {
            Issue.record("Settings are not written as an object.")
            return
        }
        #expect(written[name].map(JSONWriter.line) == JSONWriter.line(value))
    }

    @Test("Settings written as a sidecar read back as the same settings", arguments: examples)
    func roundTrip(name: String, value: JSONValue) throws {
        let settings = Settings.resolved([try SettingsLayer.read(Self.sidecar(name, value))])
        let again = try SettingsLayer.read(Array(JSONWriter.pretty(settings.json).utf8))
        #expect(Settings.resolved([again]) == settings)
    }

    @Test("Every default in the documentation is what a picture without a sidecar gets")
    func defaults() throws {
        for row in Settings().listing where row.value != nil {
            let text = row.path.reversed().reduce(row.valueText) { "{\"\($1)\": \($0)}" }
            let layer = try SettingsLayer.read(Array(text.utf8))
            #expect(Settings.resolved([layer]) == Settings(), "\(row.name)")
            #expect(layer != SettingsLayer(), "\(row.name)")
        }
        #expect(
            Settings().listing.filter { $0.value == nil }.map(\.name)
                == ["from", "to", "depth.path", "width", "height", "crf", "keep"])
        #expect(Settings.resolved([]) == Settings())
    }

    /// Every key that has no keys below it.
    private static let leaves = SidecarKeys.names.flatMap { name in
        name == "depth" ? ["path", "invert", "strength", "focus", "source"].map { "depth.\($0)" } : [name]
    }

    @Test("The listing shows the resolved values")
    func listing() throws {
        let layer = try SettingsLayer.read(Array(#"{"fps": 29.97, "focus": {"x": 0.25, "y": 1}, "keep": "90m"}"#.utf8))
        let rows = Settings.resolved([layer]).listing
        #expect(rows.map(\.name) == Self.leaves)
        func value(_ name: String) -> String? { rows.first { $0.name == name }?.valueText }
        #expect(value("fps") == "29.97")
        #expect(value("focus") == #"{"x": 0.25, "y": 1}"#)
        #expect(value("keep") == #""90m""#)
        #expect(value("crf") == "–")
    }

    @Test("The documentation's table has a line a key with its values and default")
    func markdown() {
        let lines = SidecarKeys.markdownTable.split(separator: "\n")
        #expect(lines.count == Self.leaves.count + 2)
        #expect(lines[0] == "| key | what it does | values | default |")
        for (line, name) in zip(lines.dropFirst(2), Self.leaves) { #expect(line.hasPrefix("| `\(name)` | ")) }
        #expect(lines.contains("| `duration` | length of the video | a number of seconds from 0.5 to 60 | `5` |"))
        #expect(
            lines.contains(
                "| `quality` | closeness to the frames against size | one of `\"low\"`, `\"medium\"`, `\"high\"`, "
                    + "`\"lossless\"` | `\"medium\"` |"))
    }
}
