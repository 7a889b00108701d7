import Containing
import Foundation
import Model
import Testing

@testable import Service

@Suite struct DoctorTests {
    private static let refused = SandboxProbe.Attempt(deed: "read a file", errno: EPERM)
    private static let open = SandboxProbe.Attempt(deed: "reach the network", errno: 0)

    @Test("A sandbox with a hole is bad, and the hole is named")
    func hole() {
        let finding = SandboxCheck.judge(.tried([Self.refused, Self.open]), .required)
        #expect(finding.verdict == .bad)
        #expect(finding.sentence == "The sandbox lets a worker reach the network.")
    }

    @Test("A kernel without a sandbox is bad, and the remedy depends on what is asked of it")
    func unavailable() {
        let sentence = "The sandbox's file lock (Landlock) cannot be set up: Function not implemented."
        let finding = SandboxCheck.judge(.unavailable(sentence), .required)
        #expect(
            finding.text.hasPrefix("bad: \(sentence) Nothing is rendered without it.\n    Start a kernel with Landlock")
        )
        #expect(SandboxCheck.judge(.unavailable(sentence), .seccompOnly).remedy?.contains("set sandbox to off") == true)
    }

    @Test("A program that does not answer is no sandbox")
    func noAnswer() {
        let finding = SandboxCheck.examine(.required, "/bin/true")
        #expect(finding.verdict == .bad)
        #expect(finding.sentence == "The sandbox's trial ended without a word. Nothing is rendered without it.")
        #expect(SandboxCheck.examine(.required, "/nowhere").sentence.hasPrefix("The sandbox cannot be tried: "))
    }

    @Test(
        "Few watches, or none, are a warning", arguments: [("12\n", "A user may watch 12 folders"), (nil, "inotify")])
    func watches(limit: String?, words: String) throws {
        let path = NSTemporaryDirectory() + "limit-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try limit?.write(toFile: path, atomically: true, encoding: .utf8)
        let finding = InotifyCheck.examine(limit: path)
        #expect(finding.verdict == .warning)
        #expect(finding.sentence.contains(words))
    }
}
