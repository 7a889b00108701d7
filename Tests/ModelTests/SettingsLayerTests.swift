import Model
import StrictJSON
import Testing

@Suite("Laying settings over each other")
struct SettingsLayerTests {
    private func resolved(_ texts: [String]) throws -> Settings {
        Settings.resolved(try texts.map { try SettingsLayer.read(Array($0.utf8)) })
    }

    @Test("The nearest layer that has a key wins, key by key")
    func nearest() throws {
        let settings = try resolved([
            #"{"motion": "zoom_in"}"#, #"{"motion": "static", "duration": 8}"#,
            #"{"duration": 9, "loop": true, "seed": 3}"#,
        ])
        #expect(settings.motion == .zoomIn)
        #expect(settings.duration == 8)
        #expect(settings.loop)
        #expect(settings.seed == 3)
        #expect(settings.fit == .cover)
    }

    @Test("Every key of a farther layer comes through a silent nearer one")
    func everyKey() throws {
        for key in SidecarKeys.table.keys {
            // An object of keys has its examples where its keys are.
            let depth: JSONValue = ["path": "a.png", "invert": true, "strength": 0.5, "focus": 0.3, "source": "file"]
            guard let example = key.name == "depth" ? depth : key.examples.last else {
                Issue.record("\(key.name) has no example.")
                continue
            }
            var members = [(key.name, example)]
            if key.name == "width" { members.append(("height", 720)) }
            if key.name == "height" { members.append(("width", 1280)) }
            let layer = try SettingsLayer.read(Array(JSONWriter.line(.object(JSONObject(members))).utf8))
            #expect(SettingsLayer().over(layer) == layer, "\(key.name)")
            #expect(layer.over(SettingsLayer()) == layer, "\(key.name)")
        }
    }

    @Test("Width and height replace an inherited resolution and ratio")
    func exactSize() throws {
        let settings = try resolved([
            #"{"width": 640, "height": 480}"#, #"{"resolution": "4k", "aspect_ratio": "1:1"}"#,
        ])
        #expect(settings.resolution == .exact(width: 640, height: 480))
        #expect(settings.aspectRatio == .ratio(width: 640, height: 480))
    }

    @Test(
        "A nearer resolution or ratio replaces inherited width and height",
        arguments: [
            (#"{"resolution": "720p"}"#, Resolution.shortSide(720), AspectRatio.ratio(width: 16, height: 9)),
            (#"{"aspect_ratio": "1:1"}"#, .shortSide(1080), .ratio(width: 1, height: 1)),
        ])
    func namedSize(text: String, resolution: Resolution, ratio: AspectRatio) throws {
        let settings = try resolved([text, #"{"width": 640, "height": 480}"#])
        #expect(settings.resolution == resolution)
        #expect(settings.aspectRatio == ratio)
    }

    @Test("Below replaced width and height, the next resolution shows")
    func threeLayers() throws {
        let settings = try resolved([
            #"{"aspect_ratio": "1:1"}"#, #"{"width": 640, "height": 480}"#, #"{"resolution": "720p"}"#,
        ])
        #expect(settings.resolution == .shortSide(720))
        #expect(settings.aspectRatio == .ratio(width: 1, height: 1))
    }

    @Test("A rate factor and a quality replace each other")
    func quality() throws {
        #expect(try resolved([#"{"crf": 20}"#, #"{"quality": "low"}"#]).quality == .crf(20))
        #expect(try resolved([#"{"quality": "low"}"#, #"{"crf": 20}"#]).quality == .low)
        #expect(try resolved(["{}", #"{"crf": 20}"#, #"{"quality": "low"}"#]).quality == .crf(20))
    }

    @Test(
        "Settings of every kind of size and quality are written as a sidecar that gives them again",
        arguments: [
            #"{"width": 640, "height": 480, "crf": 0}"#, #"{"aspect_ratio": "source", "resolution": "360p"}"#,
            ##"{"quality": "lossless", "keep": "0", "background": "#0a0B0c"}"##,
            #"{"from": {"x": 0.7, "y": 0.123456789, "width": 0.3}, "motion_amount": 0.1}"#,
        ])
    func roundTrip(text: String) throws {
        let settings = try resolved([text])
        #expect(try resolved([JSONWriter.pretty(settings.json)]) == settings)
        #expect(settings != Settings())
    }
}
