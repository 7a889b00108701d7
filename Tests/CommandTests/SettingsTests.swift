import Fixtures
import Foundation
import Model
import Testing

@Suite(.timeLimit(.minutes(2)))
struct SettingsTests {
    private let root: TestFolder

    init() throws { root = try TestFolder() }

    @Test("Check prints the settings of a good sidecar")
    func good() async throws {
        let path = try root.write("a.json", quick)
        let check = try await soframe("check", path)
        #expect(check.code == 0)
        #expect(check.output.hasPrefix("\(path): valid\n"))
        for line in ["duration: 0.5", "fps: 12", "resolution: \"360p\"", "motion: \"auto\""] {
            #expect(check.output.contains("  \(line)\n"), "\(check.output)")
        }
    }

    @Test("Check names file, pointer, what is allowed and the nearest key of each bad sidecar, and ends with 1")
    func bad() async throws {
        let good = try root.write("good.json", "{}")
        let key = try root.write("key.json", #"{"motoin": "static"}"#)
        let range = try root.write("range.json", #"{"duration": 61}"#)
        let check = try await soframe("check", good, key, range)
        #expect(check.code == 1)
        #expect(check.output.hasPrefix("\(good): valid\n"))
        #expect(check.errors.contains("\(key): At /motoin (line 1, column 2), "))
        #expect(check.errors.contains("The nearest valid one is \"motion\"."))
        #expect(check.errors.contains("\(range): At /duration (line 1, column 14), 61 is not allowed. Write "))
        let missing = try await soframe("check", root.at("none.json"))
        #expect(missing.code == 1)
        #expect(
            missing.errors.hasPrefix("soframe: Could not open “\(root.path)//none.json”: ")
                || missing.errors.hasPrefix("soframe: Could not open “\(root.path)/none.json”: "))
    }

    @Test("The schema is JSON, and its keys are the sidecar's")
    func schema() async throws {
        let schema = try await soframe("schema")
        #expect(schema.code == 0)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(schema.output.utf8)) as? [String: Any])
        #expect(object["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        let properties = try #require(object["properties"] as? [String: Any])
        #expect(Set(properties.keys) == Set(SidecarKeys.names))
    }

    @Test("Presets lists every motion with a sentence")
    func presets() async throws {
        let presets = try await soframe("presets")
        #expect(presets.code == 0)
        let lines = presets.output.split(separator: "\n")
        #expect(lines.map { String($0.prefix { $0 != " " }) } == Motion.allCases.map(\.rawValue))
        #expect(lines.allSatisfy { $0.hasSuffix(".") })
        let half = try await soframe("presets", "--picture", root.at("photo.jpg"))
        #expect(half.code == 2)
        #expect(half.errors.contains("--picture is for --gallery; give that a folder."))
        let missing = try await soframe("presets", "--gallery", root.at("gallery"), "--picture", root.at("photo.jpg"))
        #expect(missing.code == 1)
        #expect(missing.errors.contains("photo.jpg”: "), "\(missing.errors)")
    }

    @Test("Bad usage ends with 2", arguments: [["nonsense"], ["render"], ["check"], ["watch", "--bogus"], ["retry"]])
    func usage(arguments: [String]) async throws {
        let ended = try await Program(Program.soframe, arguments).end()
        #expect(ended.code == 2)
        #expect(ended.errors.hasPrefix("Error: "))
    }

    @Test("Help ends with 0")
    func help() async throws {
        let help = try await soframe("--help")
        #expect(help.code == 0 && help.output.contains("Turns pictures into short videos"))
    }

    @Test("A flag goes before the environment, that before the file, and that before the root's folders")
    func precedence() async throws {
        try root.write("soframe.json", #"{"inbox": "\#(root.at("file-in"))", "outbox": "\#(root.at("file-out"))"}"#)
        let ended = try await soframe(
            "clean", root.path, "--state", root.at("flag-state"),
            environment: ["SOFRAME_OUTBOX": root.at("environment-out"), "SOFRAME_STATE": root.at("environment-state")])
        #expect(ended.code == 0)
        let made = try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
        #expect(made == ["environment-out", "file-in", "flag-state", "soframe.json"])
        let rights = try FileManager.default.attributesOfItem(atPath: root.at("flag-state"))[.posixPermissions] as? Int
        #expect(rights == 0o700)
    }

    @Test(
        "What is wrong with a configuration is said with its place",
        arguments: [
            (#"{"retention": {"kepe": "1h"}}"#, "soframe.json: At /retention/kepe (line 1, column 16), "),
            (#"{"min_free": 1}"#, "soframe.json: At /min_free (line 1, column 14), "),
            (
                #"{"retention": {"time_zone": "Mars/Base"}}"#,
                "The time zone Mars/Base of retention.time_zone is unknown; use a name such as UTC or Europe/Berlin."
            ),
            (
                #"{"outbox": "ROOT/inbox/out"}"#,
                "lies within the inbox folder ROOT/inbox. Keep the three folders apart."
            ),
        ])
    func configuration(text: String, sentence: String) async throws {
        try root.write("soframe.json", text.replacingOccurrences(of: "ROOT", with: root.path))
        let ended = try await soframe("clean", root.path)
        #expect(ended.code == 1)
        #expect(ended.errors.hasPrefix("soframe: "))
        #expect(ended.errors.contains(sentence.replacingOccurrences(of: "ROOT", with: root.path)), "\(ended.errors)")
        #expect(!root.exists("state") && !root.exists("inbox"), "nothing is made")
    }

    @Test("A wrong variable is named")
    func variable() async throws {
        let ended = try await soframe("clean", root.path, environment: ["SOFRAME_RETENTION_KEPE": "1h"])
        #expect(ended.code == 1)
        #expect(ended.errors.hasPrefix("soframe: In SOFRAME_RETENTION_KEPE, there is no setting of that name."))
        #expect(ended.errors.contains("SOFRAME_RETENTION_KEEP"))
    }
}
