import Fixtures
import Foundation
import Testing

/// The real scripts, with the program that was built for the tests.
@Suite(.timeLimit(.minutes(2)))
struct InstallTests {
    private static let sources = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL.path
    private let root: TestFolder

    init() throws { root = try TestFolder() }

    private func script(_ name: String, _ variables: [String: String] = [:]) async throws -> Ended {
        let environment = ["SOFRAME_PROGRAM": Program.soframe, "DESTDIR": root.at("destination")]
        return try await Program(
            "\(Self.sources)/Scripts/\(name)", [], environment: environment.merging(variables) { $1 }
        ).end()
    }

    private func installed(_ name: String) throws -> String { try root.read("destination/usr/local/\(name)") }

    @Test("Uninstalling takes away what installing put there, now and before, and nothing else")
    func everything() async throws {
        try root.write("destination/usr/local/bin/other", "mine")
        // An earlier version had a file that this one has not.
        try root.write("destination/usr/local/share/soframe/earlier", "")
        try root.write(
            "destination/usr/local/share/soframe/installed",
            "folder /usr/local/share\nfolder /usr/local/share/soframe\nfile /usr/local/share/soframe/earlier\n")
        let install = try await script("install")
        #expect(install.code == 0, "\(install.errors)")
        #expect(install.output == "Soframe \(try await version()) is in \(root.at("destination"))/usr/local.\n")
        let commands = [
            "batch", "check", "clean", "doctor", "explain", "models", "presets", "render", "retry", "schema", "status",
            "watch",
        ]
        let files = root.files(in: "destination/usr/local")
        let pages = files.filter { $0.hasPrefix("share/man/") }
        #expect(Set(pages).isSuperset(of: commands.map { "share/man/man1/soframe-\($0).1" }))
        #expect(
            files.filter { !$0.hasPrefix("share/man/") } == [
                "bin/other", "bin/soframe", "lib/systemd/system/soframe-clean.service",
                "lib/systemd/system/soframe-clean.timer", "lib/systemd/system/soframe.service",
                "lib/sysusers.d/soframe.conf", "share/bash-completion/completions/soframe",
                "share/fish/vendor_completions.d/soframe.fish", "share/soframe/earlier",
                "share/soframe/install-openvino",
                "share/soframe/installed", "share/zsh/site-functions/_soframe",
            ])
        try await run("cmp", Program.soframe, root.at("destination/usr/local/bin/soframe"))
        #expect(
            try installed("share/man/man1/soframe-watch.1").contains("\nsoframe-watch \\- Take in, render and sweep"))
        #expect(try installed("share/man/man1/soframe.1").contains("forgets the pictures on schedule"))
        for shell in ["bash-completion/completions/soframe", "zsh/site-functions/_soframe"] {
            #expect(try installed("share/\(shell)").contains("--dry-run"))
        }
        try root.write("destination/usr/local/share/zsh/site-functions/_other", "mine")

        let uninstall = try await script("uninstall")
        #expect(uninstall.code == 0, "\(uninstall.errors)")
        #expect(uninstall.output == "Soframe is no longer in \(root.at("destination"))/usr/local.\n")
        #expect(root.files(in: "destination") == ["usr/local/bin/other", "usr/local/share/zsh/site-functions/_other"])
        #expect(try await run("find", root.at("destination"), "-type", "d", "-empty") == "", "no empty folder is left")

        let again = try await script("uninstall")
        #expect(again.code == 1)
        #expect(
            again.errors == "Nothing is installed in \(root.at("destination"))/usr/local: there is no "
                + "\(root.at("destination"))/usr/local/share/soframe/installed.\n")
    }

    @Test("An installed program names the installer of OpenVINO that came with it")
    func openVINO() async throws {
        #expect(try await script("install", ["PREFIX": "/usr"]).code == 0)
        let models = try await Program(
            root.at("destination/usr/bin/soframe"), ["models", root.path],
            environment: ["SOFRAME_MODELS_RUNTIME": root.at("none")]
        ).end()
        let installer = root.at("destination/usr/share/soframe/install-openvino")
        #expect(
            models.output.hasPrefix(
                "There is no libopenvino_c.so at \(root.at("none")), which models.runtime names. Correct it, or install OpenVINO "
                    + "there with \(installer).\n"), "\(models.output)")
        #expect(try await run(installer, "--help").hasPrefix("Installs OpenVINO, "))
    }

    private func version() async throws -> String {
        let version = try await soframe("--version")
        #expect(version.code == 0 && version.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
        return String(version.output.dropLast())
    }

    @Test("Another prefix and folder of units are kept to, and units run the program from there")
    func places() async throws {
        let places = ["PREFIX": "/opt/soframe", "UNITDIR": "/lib/systemd/system"]
        #expect(try await script("install", places).code == 0)
        for (unit, command) in [("soframe", "watch"), ("soframe-clean", "clean")] {
            let text = try root.read("destination/lib/systemd/system/\(unit).service")
            #expect(text.contains("\nExecStart=/opt/soframe/bin/soframe \(command) /var/lib/soframe\n"))
            #expect(!text.contains("/usr/local"))
        }
        #expect(try await script("uninstall", places).code == 0)
        #expect(root.files(in: "destination") == [])
    }

    @Test(
        "A place that cannot be is refused before anything is done",
        arguments: [
            (
                ["PREFIX": "usr"],
                "PREFIX and UNITDIR must be absolute paths of letters, digits and . _ + -; “usr” is not.\n"
            ),
            (
                ["UNITDIR": "/a b"],
                "PREFIX and UNITDIR must be absolute paths of letters, digits and . _ + -; “/a b” is not.\n"
            ),
            (["DESTDIR": "there"], "DESTDIR must be an absolute path; “there” is not.\n"),
        ])
    func wrong(variables: [String: String], sentence: String) async throws {
        for name in ["install", "uninstall"] {
            let ended = try await script(name, variables)
            #expect(ended.code == 2 && ended.errors == sentence)
        }
        #expect(!root.exists("destination"))
    }

    private static let analyze = "/usr/bin/systemd-analyze"

    @Test(
        "The units are exposed to no more than 1.0 of 10, by systemd's own account, and are valid",
        .enabled(if: FileManager.default.isExecutableFile(atPath: analyze)),
        arguments: ["soframe.service", "soframe-clean.service"])
    func exposure(unit: String) async throws {
        let path = "\(Self.sources)/Scripts/systemd/\(unit)"
        let ended = try await Program(
            Self.analyze, ["security", "--offline=yes", "--threshold=10", "--no-pager", path]
        ).end()
        #expect(ended.code == 0 && ended.output.contains("Overall exposure level for \(unit): 0."), "\(ended.output)")
        let verify = try await Program(Self.analyze, ["verify", "--man=no", path]).end()
        let complaints = verify.errors.split(separator: "\n").filter { !$0.contains("is not executable") }
        #expect(complaints == [])
    }
}
