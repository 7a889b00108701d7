import Fixtures
import Foundation
import Testing

@Suite(.timeLimit(.minutes(2)))
struct RenderTests {
    private let root: TestFolder

    init() async throws {
        root = try TestFolder()
        try root.write("photo.jpg", try await Pictures.jpeg())
    }

    @Test(
        "The sidecar is found under either name, the video stands beside the picture",
        arguments: ["photo.jpg.json", "photo.json"])
    func beside(sidecar: String) async throws {
        try root.write(sidecar, quick)
        let render = try await soframe("render", root.at("photo.jpg"))
        #expect(render.code == 0)
        #expect(render.output == "\(root.path)/photo.mp4\n")
        #expect(!render.errors.contains("\u{1B}"))
        #expect(try await Video(decoding: root.at("photo.mp4")) == .quick)
        #expect(root.files(in: ".") == ["photo.jpg", sidecar, "photo.mp4"].sorted())
    }

    @Test("An existing video is kept without --force and replaced with it")
    func force() async throws {
        try root.write("photo.json", quick)
        try root.write("photo.mp4", "mine")
        let refused = try await soframe("render", root.at("photo.jpg"))
        #expect(refused.code == 1)
        #expect(
            refused.errors
                == "soframe: \(root.path)/photo.mp4 exists already; use --force to replace it, or choose another output with -o.\n"
        )
        #expect(try root.read("photo.mp4") == "mine")
        #expect(try await soframe("render", root.at("photo.jpg"), "--force").code == 0)
        #expect(try await Video(decoding: root.at("photo.mp4")) == .quick)
    }

    @Test(
        "What is no file is never replaced, with --force or without, and the sentence says what it is",
        arguments: [
            ("mkdir", "is a folder; give the path of a file in it, or of another one, with -o."),
            ("mkfifo", "is a named pipe, which is never replaced; remove it, or choose another output with -o."),
        ], [[], ["--force"]])
    func noFile(make: (program: String, sentence: String), force: [String]) async throws {
        _ = try await run(make.program, root.at("there"))
        let words = ["render", root.at("photo.jpg"), "-o", root.at("there")] + force
        let refused = try await Program(Program.soframe, words).end()
        #expect(refused.code == 1)
        #expect(refused.errors == "soframe: \(root.at("there")) \(make.sentence)\n")
    }

    @Test("The path table has a header and a line a frame")
    func path() async throws {
        let sidecar = try root.write("other.json", quick)
        let render = try await soframe(
            "render", "photo.jpg", "-s", sidecar, "-o", "out.mp4", "--path-out", "path.csv", in: root.path)
        #expect(render.code == 0 && render.output == "out.mp4\n")
        let lines = try root.read("path.csv").split(separator: "\n")
        #expect(lines.first == "x,y,width,height")
        #expect(lines.count == 7)
        #expect(lines.dropFirst().allSatisfy { $0.split(separator: ",").compactMap { Double($0) }.count == 4 })
    }

    @Test("What cannot be rendered is said in a sentence, and leaves nothing behind")
    func sentences() async throws {
        let missing = try await soframe("render", root.at("none.jpg"))
        #expect(missing.code == 1)
        #expect(missing.errors.hasPrefix("soframe: Could not open “\(root.path)/"))
        #expect(missing.errors.contains("none.jpg”: "))
        let folder = try await soframe("render", root.path + "/")
        #expect(folder.code == 1)
        #expect(folder.errors == "soframe: \(root.path)/ does not name a file; give the path of one.\n")
        let text = try root.write("text.jpg", "no picture")
        let none = try await soframe("render", text)
        #expect(none.code == 1)
        #expect(
            none.errors.hasPrefix("soframe: The file is not a picture: ") && none.errors.hasSuffix(" [not-an-image]\n"))
        try root.write("photo.json", #"{"fsp": 30}"#)
        let sidecar = try await soframe("render", root.at("photo.jpg"))
        #expect(sidecar.code == 1)
        #expect(
            sidecar.errors.contains("The nearest valid one is \"fps\".")
                && sidecar.errors.hasSuffix("[sidecar-invalid]\n"))
        let device = try await soframe("render", root.at("photo.jpg"), "--path-out", "/dev/null")
        #expect(device.code == 1)
        #expect(root.files(in: ".") == ["photo.jpg", "photo.json", "text.jpg"])
    }

    @Test("A picture larger than limits.file_bytes is refused with the setting's name")
    func large() async throws {
        let render = try await soframe(
            "render", root.at("photo.jpg"), environment: ["SOFRAME_LIMITS_FILE_BYTES": "100"])
        #expect(render.code == 1)
        #expect(
            render.errors.contains(
                " bytes, more than limits.file_bytes allows (100). Send a smaller file, or raise limits.file_bytes. [file-too-large]"
            ))
    }
}
