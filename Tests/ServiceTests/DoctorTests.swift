import Containing
import Fixtures
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

    private static let few = "Raise fs.inotify.max_user_watches with sysctl if the inbox has many folders."
    private static let fewer =
        "Raise fs.inotify.max_user_watches (and in a container user.max_inotify_watches) with sysctl to 8192, and start "
        + "soframe again."

    @Test(
        "The kernel's limits of watching are compared with the inbox's folders, each with its remedy",
        arguments: [
            (["max_user_watches": "9000\n"], ["A user may watch 9000 folders; the inbox has 20."], [nil]),
            (["max_user_watches": "90"], ["A user may watch 90 folders; beyond that the inbox is polled."], [few]),
            (
                ["max_user_watches": "9000", "max_inotify_watches": "12", "max_queued_events": "16384"],
                [
                    "A user may watch 12 folders, and the inbox has 20: the rest is polled.",
                    "16384 changes can wait to be told.",
                ], [fewer, nil]
            ),
            (
                ["max_user_watches": "9000", "max_queued_events": "100"],
                [
                    "A user may watch 9000 folders; the inbox has 20.",
                    "Only 100 changes can wait to be told: when more come at once the inbox is looked through again.",
                ], [nil, "Raise fs.inotify.max_queued_events with sysctl to 16384."]
            ),
            (
                [:], ["This kernel tells of no changes (inotify): the inbox is polled."],
                ["Start a kernel with inotify to have pictures noticed at once."]
            ),
        ] as [([String: String], [String], [String?])])
    func limits(settings: [String: String], sentences: [String], remedies: [String?]) throws {
        let kernel = try TestFolder()
        for (name, text) in settings {
            try kernel.write((name == "max_inotify_watches" ? "user/" : "fs/inotify/") + name, text)
        }
        let findings = InotifyLimits(in: kernel.path).judge(folders: 20)
        #expect(findings.map(\.sentence) == sentences)
        #expect(findings.map(\.remedy) == remedies)
        #expect(findings.map { $0.verdict == .good } == remedies.map { $0 == nil })
    }
}
