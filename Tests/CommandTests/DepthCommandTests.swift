import Fixtures
import Foundation
import Testing

/// Moves through depth, from the folder or by hand to the video and its receipt.
@Suite(.timeLimit(.minutes(2)))
struct DepthCommandTests {
    private let root: TestFolder
    private static let quickOrbit =
        #"{"motion": "orbit", "duration": 0.5, "fps": 12, "resolution": "360p", "depth": {"strength": 1}}"#

    init() async throws {
        root = try TestFolder()
    }

    /// Grey that grows lighter downwards, 320 × 240.
    private func depth(_ name: String) async throws {
        let path = root.at(name)
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try await run(
            "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=black:size=320x240,format=gray,geq=lum=Y", "-frames:v",
            "1",
            path)
    }

    @Test(
        "A depth file beside the picture is taken by itself; the receipt says so, with its numbers",
        arguments: ["photo.depth.png", "photo.jpg.depth.png", "photo.depth.tif"])
    func inbox(name: String) async throws {
        try root.write("inbox/photo.jpg", try await Pictures.jpeg())
        try root.write("inbox/photo.jpg.json", Self.quickOrbit)
        try await depth("inbox/\(name)")
        let batch = try await soframe("batch", root.path, environment: ["SOFRAME_RECEIPTS": "true"])
        #expect(batch.code == 0, "\(batch.errors)")
        #expect(try await Video(decoding: root.at("outbox/photo.mp4")) == Video(width: 640, height: 360, frames: 6))
        let receipt = try root.read("outbox/photo.receipt.json")
        #expect(receipt.contains(#""motion": "orbit""#) && receipt.contains(#""source": "file""#))
        #expect(receipt.contains(#""percentile_99""#))
    }

    @Test("Without a depth file the relief serves, and the receipt says so")
    func relief() async throws {
        try root.write("inbox/photo.jpg", try await Pictures.jpeg())
        try root.write("inbox/photo.jpg.json", Self.quickOrbit)
        let batch = try await soframe("batch", root.path, environment: ["SOFRAME_RECEIPTS": "true"])
        #expect(batch.code == 0, "\(batch.errors)")
        #expect(try root.read("outbox/photo.receipt.json").contains(#""source": "relief""#))
    }

    @Test("A folder's depth file is found below it, and a depth file that is missing is named")
    func named() async throws {
        for folder in ["there", "missing"] {
            try root.write("inbox/\(folder)/photo.jpg", try await Pictures.jpeg())
            try root.write(
                "inbox/\(folder)/photo.jpg.json",
                #"{"motion": "drift", "duration": 0.5, "fps": 12, "resolution": "360p", "depth": {"path": "maps/own.depth.png"}}"#
            )
        }
        try await depth("inbox/there/maps/own.depth.png")
        let batch = try await soframe("batch", root.path)
        #expect(batch.code == 1)
        #expect(root.files(in: "outbox/there") == ["photo.mp4"])
        let note = try root.read("outbox/missing/photo.jpg.error.json")
        #expect(note.contains(#""code": "depth-invalid""#))
        #expect(note.contains("The depth file “maps/own.depth.png” that depth.path names is not there."))
    }

    @Test("A link instead of a depth file leads nowhere")
    func link() async throws {
        try await depth("elsewhere/map.png")
        try root.write("photo.jpg", try await Pictures.jpeg())
        try root.write("photo.json", Self.quickOrbit)
        try FileManager.default.createSymbolicLink(
            atPath: root.at("photo.depth.png"), withDestinationPath: root.at("elsewhere/map.png"))
        let render = try await soframe("render", root.at("photo.jpg"))
        #expect(render.code == 1)
        #expect(render.errors.contains("photo.depth.png") && render.errors.contains("symbolic link"))
        #expect(!root.files(in: ".").contains("photo.mp4"))
    }

    @Test(
        "Explain says of a depth file whose name is not looked for what it should be called", arguments: [true, false])
    func unreadName(isKnown: Bool) async throws {
        try root.makeFolder("inbox")
        if !isKnown { #expect(try await soframe("batch", root.path).code == 0) }
        try root.write("inbox/c.depth.jpg", try await Pictures.jpeg())
        try await depth("inbox/d.depth.png")
        if isKnown { #expect(try await soframe("batch", root.path).code == 0) }
        let remark =
            "No picture takes its depth from it by itself: only files named .depth.png, .depth.tif or .depth.tiff, in lower "
            + "case, are looked for. Give it such a name and format."
        #expect(try await soframe("explain", "--root", root.path, "c.depth.jpg").output.contains(remark))
        let other = try await soframe("explain", "--root", root.path, "d.depth.png").output
        #expect(other.contains("d.depth.png") && !other.contains("No picture takes"))
    }

    @Test("A link among the folders of depth.path leads nowhere, in the inbox and by hand, and one remedy is given")
    func linkedFolder() async throws {
        try await depth("elsewhere/x.depth.png")
        for folder in ["inbox", "hand"] {
            try root.write("\(folder)/photo.jpg", try await Pictures.jpeg())
            try root.write(
                "\(folder)/photo.jpg.json",
                #"{"motion": "orbit", "duration": 0.5, "fps": 12, "resolution": "360p", "depth": {"path": "lnk/x.depth.png"}}"#
            )
            try FileManager.default.createSymbolicLink(
                atPath: root.at("\(folder)/lnk"), withDestinationPath: root.at("elsewhere"))
        }
        let what =
            "A folder on the way to the depth file “lnk/x.depth.png” is a symbolic link, and links are not followed."
        let advice = "Put the file itself there, in a real folder; then render the picture again."
        #expect(try await soframe("batch", root.path).code == 1)
        let note = try root.read("outbox/photo.jpg.error.json")
        #expect(note.contains(#""code": "not-a-regular-file""#))
        #expect(note.contains(#""what": "\#(what)""#) && note.contains(#""advice": "\#(advice)""#))
        let render = try await soframe("render", root.at("hand/photo.jpg"))
        #expect(render.code == 1)
        #expect(render.errors == "soframe: \(what) \(advice) [not-a-regular-file]\n")
    }

    @Test("A picture rendered by hand takes the depth file beside it, and says when one that is asked for is missing")
    func render() async throws {
        try root.write("photo.jpg", try await Pictures.jpeg())
        try root.write(
            "photo.json",
            #"{"motion": "circle", "duration": 0.5, "fps": 12, "resolution": "360p", "depth": {"source": "file"}}"#)
        let missing = try await soframe("render", root.at("photo.jpg"))
        #expect(missing.code == 1)
        #expect(
            missing.errors
                == "soframe: There is no depth file beside the picture, and depth.source asks for one. Put NAME.depth.png "
                + "beside NAME.jpg, or set depth.source to auto; then render the picture again. [depth-invalid]\n")
        try await depth("photo.depth.png")
        let render = try await soframe("render", root.at("photo.jpg"))
        #expect(render.code == 0, "\(render.errors)")
        #expect(try await Video(decoding: root.at("photo.mp4")) == Video(width: 640, height: 360, frames: 6))
        #expect(root.files(in: ".") == ["photo.depth.png", "photo.jpg", "photo.json", "photo.mp4"])
    }

    private static func passedOver(_ name: String) -> String {
        "“\(name)” is passed over: beside a picture depth is read from files that end in .depth.png, .depth.tif or "
            + ".depth.tiff, in lower case."
    }

    @Test(
        "A file that is called a picture's depth but never read is told of, in the receipt, by explain and by hand",
        arguments: ["photo.depth.jpg", "photo.jpg.depth.exr", "photo.DEPTH.PNG"])
    func passedOver(name: String) async throws {
        try root.write("inbox/a/photo.jpg", try await Pictures.jpeg())
        try root.write("inbox/a/photo.jpg.json", Self.quickOrbit)
        try root.write("inbox/a/\(name)", try await Pictures.jpeg())
        try root.write("inbox/a/photos.depth.jpg", "of another picture")
        let batch = try await soframe("batch", root.path, environment: ["SOFRAME_RECEIPTS": "true"])
        #expect(batch.code == 0, "\(batch.errors)")
        let remark = Self.passedOver("a/\(name)") + " Save it as a PNG or TIFF in grey under such a name."
        let receipt = try root.read("outbox/a/photo.receipt.json")
        #expect(receipt.contains(#""source": "relief""#) && receipt.contains("\"remarks\": [\n    \"\(remark)\"\n  ]"))
        let told = try await soframe("explain", "--root", root.path, "a/photo.jpg")
        #expect(told.output.contains("  \(remark)\n"))
        let render = try await soframe("render", root.at("inbox/a/photo.jpg"), "-o", root.at("by-hand.mp4"))
        #expect(render.errors.contains(Self.passedOver(name)))
    }

    @Test("A file that is never read is named where a depth file is asked for, and not where none is wanted")
    func passedOverInSettings() async throws {
        try root.write("photo.jpg", try await Pictures.jpeg())
        try root.write("photo.depth.jpg", "a depth")
        try root.write("photo.depth.webp", "a depth")
        try root.write("photo.json", #"{"motion": "circle", "depth": {"source": "file"}}"#)
        let asked = try await soframe("render", root.at("photo.jpg"))
        #expect(
            asked.errors
                == "soframe: There is no depth file beside the picture, and depth.source asks for one. "
                + Self.passedOver("photo.depth.jpg").replacing("”", with: "” (and 1 more)")
                + " Save it as a PNG or TIFF in grey under such a name, or set depth.source to auto; then render the picture "
                + "again. [depth-invalid]\n")
        for (motion, source) in [("zoom_in", "auto"), ("orbit", "relief")] {
            try root.write(
                "photo.json",
                #"{"motion": "\#(motion)", "duration": 0.5, "fps": 12, "resolution": "360p", "depth": {"source": "\#(source)"}}"#
            )
            let other = try await soframe("render", root.at("photo.jpg"), "--force")
            #expect(other.code == 0 && !other.errors.contains("passed over"), "\(other.errors)")
        }
        // With one that is read there is nothing to say of others.
        try await depth("photo.depth.png")
        try root.write("photo.json", Self.quickOrbit)
        let read = try await soframe("render", root.at("photo.jpg"), "--force")
        #expect(read.code == 0 && !read.errors.contains("passed over"), "\(read.errors)")
    }

    @Test("A depth file larger than limits.file_bytes is refused with the setting's name")
    func large() async throws {
        try root.write("photo.jpg", try await Pictures.jpeg())
        try root.write("photo.json", Self.quickOrbit)
        try root.write("photo.depth.png", Data(count: 200_000))
        let render = try await soframe(
            "render", root.at("photo.jpg"), environment: ["SOFRAME_LIMITS_FILE_BYTES": "100000"])
        #expect(
            render.errors.contains(
                "The depth file has 200000 bytes, more than limits.file_bytes allows (100000). Send a smaller one, or raise limits.file_bytes. [file-too-large]"
            ))
    }
}
