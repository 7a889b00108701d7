import Model
import StrictJSON
import Testing

func sidecarRefusal(_ text: String) -> SettingsError? {
    do throws(SettingsError) {
        _ = try SettingsLayer.read(Array(text.utf8))
        return nil
    } catch { return error }
}

@Suite("Reading a sidecar")
struct SidecarReadingTests {
    private func layer(_ text: String) throws -> SettingsLayer { try SettingsLayer.read(Array(text.utf8)) }

    @Test("A sidecar may be empty or say everything at once")
    func whole() throws {
        #expect(try layer("{}") == SettingsLayer())
        let all = try layer(
            """
            {"motion": "pan_zoom", "motion_amount": 0.5, "easing": "cubic", "focus": {"y": 0.25, "x": 0.75},
             "from": {"x": 0, "y": 0.1, "width": 0.5}, "to": {"x": 0.5, "y": 0, "width": 0.5}, "duration": 12.5,
             "loop": true, "seed": 4294967295, "fps": 59.94, "width": 1280, "height": 720, "fit": "contain_blur",
             "background": "#FF8000", "crf": 17, "format": "mp4", "keep": "2d", "priority": -10}
            """)
        var expected = Settings()
        expected.motion = .panZoom
        expected.motionAmount = 0.5
        expected.easing = .cubic
        expected.focus = .point(Point(x: 0.75, y: 0.25))
        expected.from = CropRectangle(x: 0, y: 0.1, width: 0.5)
        expected.to = CropRectangle(x: 0.5, y: 0, width: 0.5)
        expected.duration = 12.5
        expected.loop = true
        expected.seed = .max
        expected.frameRate = FrameRate(60000, 1001)
        expected.resolution = .exact(width: 1280, height: 720)
        expected.aspectRatio = .ratio(width: 1280, height: 720)
        expected.fit = .containBlur
        expected.background = RGBColor(red: 255, green: 128, blue: 0)
        expected.quality = .crf(17)
        expected.keep = .days(2)
        expected.priority = -10
        #expect(Settings.resolved([all]) == expected)
    }

    @Test(
        "Decimal frame rates stand for exact fractions",
        arguments: [
            ("23.976", FrameRate(24000, 1001)), ("29.97", FrameRate(30000, 1001)), ("59.94", FrameRate(60000, 1001)),
            ("24", FrameRate(24)), ("12.0", FrameRate(12)), ("6e1", FrameRate(60)),
        ])
    func frameRates(text: String, rate: FrameRate) throws {
        #expect(try layer("{\"fps\": \(text)}").frameRate == rate)
    }

    @Test(
        "Values at the ends of their ranges are taken",
        arguments: [
            #"{"duration": 0.5}"#, #"{"duration": 60}"#, #"{"crf": 0}"#, #"{"crf": 51}"#, #"{"priority": -10}"#,
            #"{"seed": 4294967295}"#, #"{"width": 16, "height": 7680}"#, #"{"aspect_ratio": "10:1"}"#,
            #"{"aspect_ratio": "999:9990"}"#, #"{"from": {"x": 0.7, "y": 1, "width": 0.3}}"#,
            #"{"to": {"x": 0.99, "y": 0, "width": 0.01}}"#, #"{"keep": "0"}"#, #"{"keep": "0s"}"#,
            #"{"keep": "999999d"}"#,
        ])
    func ends(text: String) throws {
        #expect(try layer(text) != SettingsLayer())
    }

    @Test(
        "A value outside its range or of another kind is refused with the place and what is allowed",
        arguments: [
            (
                #"{"duration": 75}"#,
                "At /duration (line 1, column 14), 75 is not allowed. "
                    + "Write a number of seconds from 0.5 to 60."
            ),
            (
                #"{"duration": "5"}"#,
                "At /duration (line 1, column 14), \"5\" is not allowed. "
                    + "Write a number of seconds from 0.5 to 60."
            ),
            (
                #"{"motion_amount": 1e999}"#,
                "At /motion_amount (line 1, column 19), 1e999 is not allowed. "
                    + "Write a number from 0 to 1."
            ),
            (#"{"crf": 17.5}"#, "At /crf (line 1, column 9), 17.5 is not allowed. Write a whole number from 0 to 51."),
            (
                #"{"seed": 4294967296}"#,
                "At /seed (line 1, column 10), 4294967296 is not allowed. "
                    + "Write a whole number from 0 to 4294967295."
            ),
            (
                #"{"width": 1281, "height": 720}"#,
                "At /width (line 1, column 11), 1281 is not allowed. "
                    + "Write an even number from 16 to 7680."
            ),
            (#"{"loop": 1}"#, "At /loop (line 1, column 10), 1 is not allowed. Write true or false."),
            (#"{"loop": null}"#, "At /loop (line 1, column 10), null is not allowed. Write true or false."),
            (
                #"{"fps": 31}"#,
                "At /fps (line 1, column 9), 31 is not allowed. "
                    + "Write one of 12, 15, 23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60."
            ),
            (
                #"{"quality": "hihg"}"#,
                "At /quality (line 1, column 13), \"hihg\" is not allowed. "
                    + "The nearest valid one is \"high\". Write one of \"low\", \"medium\", \"high\", \"lossless\"."
            ),
            (#"{"format": ["mp4"]}"#, "At /format (line 1, column 12), an array is not allowed. Write \"mp4\"."),
            (
                #"{"background": "red"}"#,
                "At /background (line 1, column 16), \"red\" is not allowed. "
                    + "Write a colour such as \"#1a2b3c\"."
            ),
            (
                #"{"keep": "2 days"}"#,
                "At /keep (line 1, column 10), \"2 days\" is not allowed. "
                    + "Write a time such as \"45s\", \"10m\", \"24h\", \"7d\" or \"0\"."
            ),
            (
                #"{"focus": 3}"#,
                "At /focus (line 1, column 11), 3 is not allowed. "
                    + "Write \"auto\" or {\"x\": 0–1, \"y\": 0–1}."
            ),
            (
                #"{"focus": {"x": 0.5, "y": 1.5}}"#,
                "At /focus/y (line 1, column 27), 1.5 is not allowed. "
                    + "Write a number from 0 to 1."
            ),
            (
                #"{"focus": {"x": 0.5}}"#,
                "At /focus (line 1, column 11), \"y\" is missing. "
                    + "Write {\"x\": 0–1, \"y\": 0–1}."
            ),
            (
                #"{"focus": {"x": 0.5, "y": 0, "z": 0}}"#,
                "At /focus/z (line 1, column 30), there is no key \"z\". "
                    + "The nearest valid one is \"x\"."
            ),
            (
                #"{"from": {"x": 0.8, "y": 0, "width": 0.3}}"#,
                "At /from (line 1, column 10), an object is not allowed. "
                    + "Write {\"x\": 0–1, \"y\": 0–1, \"width\": 0–1} with width at least 0.01 and x + width at most 1."
            ),
            ("[]", "At line 1, column 1, an empty array is not allowed. Write an object of keys."),
            (
                "{\n  \"motoin\": \"auto\"}",
                "At /motoin (line 2, column 3), there is no key \"motoin\". "
                    + "The nearest valid one is \"motion\"."
            ),
            (
                #"{"fps": 30, "fps": 25}"#,
                "At /fps (line 1, column 13), the key \"fps\" appears a second time in the same "
                    + "object."
            ),
            (#"{"fps": 30,}"#, "At line 1, column 11, a comma must be followed by another entry."),
        ])
    func refused(text: String, sentence: String) {
        #expect(sidecarRefusal(text)?.description == sentence)
    }

    @Test("An unknown key that is near to none is answered with all keys")
    func farKey() {
        let error = sidecarRefusal(#"{"saturation_boost_percentage": 1}"#)
        #expect(error?.nearest == nil)
        #expect(error?.reason == .unknownKey)
        #expect(
            error?.description.hasSuffix(
                "there is no key \"saturation_boost_percentage\". Write \(error?.allowed ?? "").") == true)
        #expect(error?.allowed?.hasPrefix("one of \"motion\", \"motion_amount\", ") == true)
    }

    @Test(
        "The nearest key is found through usual slips",
        arguments: [
            ("Motion", "motion"), ("aspectRatio", "aspect_ratio"), ("fsp", "fps"), ("duratoin", "duration"),
            ("back-ground", "background"), ("easeing", "easing"), ("priorty", "priority"),
            ("motion-amount", "motion_amount"),
        ])
    func nearestKeys(written: String, nearest: String) {
        #expect(sidecarRefusal("{\"\(written)\": 1}")?.nearest == nearest)
    }

    @Test("A key with an accent that only looks like a valid one is unknown")
    func lookalikeKey() {
        #expect(sidecarRefusal("{\"fp\\u0073\": 30}") == nil)
        #expect(sidecarRefusal("{\"s\\u0323eed\": 1}")?.reason == .unknownKey)
    }

    @Test(
        "Keys that need or exclude each other are held to it within one file",
        arguments: [
            (
                #"{"width": 640}"#,
                "At /width (line 1, column 2), \"width\" stands without \"height\". "
                    + "Write both of them or neither."
            ),
            (
                #"{"height": 640}"#,
                "At /height (line 1, column 2), \"height\" stands without \"width\". "
                    + "Write both of them or neither."
            ),
            (
                #"{"width": 640, "height": 360, "resolution": "4k"}"#,
                "At /resolution (line 1, column 31), "
                    + "\"resolution\" cannot stand beside \"width\". Keep one of them."
            ),
            (
                #"{"aspect_ratio": "1:1", "width": 640, "height": 360}"#,
                "At /width (line 1, column 25), "
                    + "\"width\" cannot stand beside \"aspect_ratio\". Keep one of them."
            ),
            (
                #"{"quality": "low", "crf": 20}"#,
                "At /crf (line 1, column 20), "
                    + "\"crf\" cannot stand beside \"quality\". Keep one of them."
            ),
        ])
    func rules(text: String, sentence: String) {
        let error = sidecarRefusal(text)
        #expect(error?.description == sentence)
        #expect(error?.reason == .conflict)
    }

    @Test(
        "Ratios must be whole, named as listed and within ten to one",
        arguments: [
            "11:1", "1:11", "0:1", "16:0", "016:9", "16/9", "16:9:1", "10000:1000", "16:", ":9", "", "Source", "1.85:1",
            "-1:1",
        ])
    func ratios(text: String) {
        #expect(sidecarRefusal("{\"aspect_ratio\": \"\(text)\"}")?.reason == .notAllowed)
    }

    @Test("A sidecar may have 64 KiB and 32 levels and no more")
    func limits() throws {
        let padding = String(repeating: " ", count: 65_536 - 2)
        #expect(try layer("{" + padding + "}") == SettingsLayer())
        let large = sidecarRefusal("{ " + padding + "}")
        #expect(large?.reason == .tooLarge)
        #expect(large?.description == "At line 1, column 1, the text is longer than the 65536 bytes allowed.")
        let deep = sidecarRefusal(
            "{\"focus\": " + String(repeating: "[", count: 32) + String(repeating: "]", count: 32) + "}")
        #expect(deep?.reason == .malformed)
        #expect(deep?.problem == "arrays and objects are nested deeper than the 32 levels allowed")
    }

    @Test(
        "What may surprise is said as a warning",
        arguments: [
            (
                #"{"quality": "lossless"}"#,
                ["\"quality\": \"lossless\" is for editing; some players refuse its profile."]
            ),
            (#"{"crf": 0}"#, ["\"crf\": 0 is lossless; some players refuse its profile."]),
            (#"{"motion_amount": 0}"#, ["\"motion_amount\": 0 leaves a zoom without movement."]),
            (#"{"motion_amount": 0, "motion": "static", "crf": 1}"#, []),
            ("{}", []),
        ])
    func warnings(text: String, sentences: [String]) throws {
        #expect(Settings.resolved([try layer(text)]).warnings == sentences)
    }
}
