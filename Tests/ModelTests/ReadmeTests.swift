import Foundation
import Model
import Testing

@Suite("The README")
struct ReadmeTests {
    private static let text: String? = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try? String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    }()

    @Test("shows the sidecar's keys as the decoder declares them")
    func sidecarKeys() throws {
        let text = try #require(Self.text)
        #expect(text.contains(SidecarKeys.markdownTable), "Expected:\n\(SidecarKeys.markdownTable)")
    }

    @Test("shows the configuration's keys as the decoder declares them")
    func configurationKeys() throws {
        let text = try #require(Self.text)
        #expect(text.contains(ConfigurationKeys.markdownTable), "Expected:\n\(ConfigurationKeys.markdownTable)")
    }

    @Test("names the remedy of every failure", arguments: FailureCode.allCases)
    func failures(_ code: FailureCode) throws {
        #expect(try #require(Self.text).contains("| `\(code.rawValue)` |"))
    }

    @Test("says what is kept of a picture longer than itself, and what turns that off")
    func fingerprints() throws {
        let sentence =
            /One thing is kept longer: a keyed fingerprint [^.]*`retention\.fingerprints`[^.]*`"0"` turns that off\./
        #expect(try #require(Self.text).contains(sentence))
    }

    @Test(
        "names every command",
        arguments: [
            "watch", "batch", "render", "clean", "status", "explain", "retry", "check", "schema", "presets", "models",
            "doctor",
        ])
    func commands(_ name: String) throws {
        #expect(try #require(Self.text).contains("`soframe \(name)"))
    }
}
