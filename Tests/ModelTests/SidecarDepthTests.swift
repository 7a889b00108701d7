import Model
import StrictJSON
import Testing

@Suite("Reading a sidecar's depth")
struct SidecarDepthTests {
    @Test(
        "A key of depth that is unknown, or a value that is not allowed, is refused with its place",
        arguments: [
            (
                #"{"depth": {"paht": "a"}}"#,
                "At /depth/paht (line 1, column 12), there is no key \"paht\". The nearest valid one is \"path\"."
            ),
            (
                #"{"depth": {"path": "../a.png"}}"#,
                "At /depth/path (line 1, column 20), \"../a.png\" is not allowed. Write a path within the picture's folder, "
                    + "in which no name is \"..\" or \".\", such as \"photo.depth.png\"."
            ),
            (
                #"{"depth": {"path": "/a.png"}}"#,
                "At /depth/path (line 1, column 20), \"/a.png\" is not allowed. Write a path within the picture's folder, "
                    + "in which no name is \"..\" or \".\", such as \"photo.depth.png\"."
            ),
            (
                #"{"depth": {"source": "embeded"}}"#,
                "At /depth/source (line 1, column 22), \"embeded\" is not allowed. The nearest valid one is "
                    + "\"embedded\". Write one of \"auto\", \"file\", \"embedded\", \"model\", \"relief\"."
            ),
            (
                #"{"depth": {"focus": 1.2}}"#,
                "At /depth/focus (line 1, column 21), 1.2 is not allowed. Write \"auto\" or a number from 0 to 1."
            ),
            (
                #"{"depth": {"strength": -1}}"#,
                "At /depth/strength (line 1, column 24), -1 is not allowed. Write a number from 0 to 1."
            ),
        ])
    func refused(text: String, sentence: String) {
        #expect(sidecarRefusal(text)?.description == sentence)
    }

    @Test(
        "Every depth motion is read, and every key of depth",
        arguments: [
            "dolly_in", "dolly_out", "dolly_zoom", "orbit", "circle", "horizontal", "vertical", "drift",
        ])
    func depth(name: String) throws {
        let text =
            #"{"motion": "\#(name)", "depth": {"path": "d/a.depth.png", "invert": true, "strength": 0.5, "focus": 0.25, "#
            + #""source": "file"}}"#
        let settings = Settings.resolved([try SettingsLayer.read(Array(text.utf8))])
        #expect(settings.motion.rawValue == name && settings.motion.isThroughDepth)
        #expect(settings.depth.path == RelativePath("d/a.depth.png") && settings.depth.invert)
        #expect(settings.depth.strength == 0.5 && settings.depth.focus == .nearness(0.25))
        #expect(settings.depth.source == .file)
        let again = Settings.resolved([try SettingsLayer.read(Array(JSONWriter.line(settings.json).utf8))])
        #expect(again == settings)
    }

    @Test("Each key of depth is laid over a farther one on its own")
    func depthLayers() throws {
        let near = try SettingsLayer.read(Array(#"{"depth": {"strength": 0.5}}"#.utf8))
        let far = try SettingsLayer.read(
            Array(#"{"depth": {"strength": 1, "source": "relief", "focus": "auto"}}"#.utf8))
        let settings = Settings.resolved([near, far])
        #expect(settings.depth.strength == 0.5 && settings.depth.source == .relief && settings.depth.focus == .auto)
        #expect(Settings.resolved([SettingsLayer()]).depth == DepthSettings())
    }
}
