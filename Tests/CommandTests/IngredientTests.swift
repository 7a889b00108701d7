import Fixtures
import Foundation
import Testing

/// What the program is made of: nothing that knows a face, or any other mark of a person, and no model that could learn to.
@Suite(.timeLimit(.minutes(1)))
struct IngredientTests {
    private static let home = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// Packages, also those that others bring along, and what for.
    private static let packages = [
        "grdb.swift": "SQLite, for the journal", "swift-argument-parser": "the command line",
        "swift-async-algorithms": "channels between services", "swift-collections": "comes with swift-async-algorithms",
        "swift-crypto": "hashes", "swift-asn1": "comes with swift-crypto", "swift-log": "logs",
        "swift-service-lifecycle": "starting and stopping services",
    ]

    @Test("The packages are those that are known, each with a reason")
    func resolved() throws {
        let text = try Data(contentsOf: URL(fileURLWithPath: Self.home + "/Package.resolved"))
        let object = try JSONSerialization.jsonObject(with: text) as? [String: Any]
        let pins = object?["pins"] as? [[String: Any]] ?? []
        #expect(Set(pins.compactMap { $0["identity"] as? String }) == Set(Self.packages.keys))
    }

    /// Libraries that the program itself asks for, and what for.
    private static let libraries = [
        "libavformat": "writes MP4", "libavcodec": "decodes pictures and encodes H.264",
        "libavutil": "comes with libavcodec",
        "libswscale": "converts pixels", "libtiff": "reads TIFF", "libturbojpeg": "reads JPEG",
        "liblcms2": "colour profiles",
        "libz": "inflates", "libzimg": "resamples", "libinotifytools": "watches folders",
        "libseccomp": "the worker's sandbox",
        "libsqlite3": "the journal", "libc": "the system", "libm": "the system's mathematics",
        "ld-linux-x86-64": "the system's loader",
        "libstdc++": "the language C++, for zimg and crypto", "libgcc_s": "comes with libstdc++",
    ]
    /// The language Swift and its own libraries, which a release holds within it.
    private static let runtime = ["libswift", "libFoundation", "lib_FoundationICU", "libdispatch", "libBlocksRuntime"]

    @Test("The libraries that the program asks for are those that are known, each with a reason")
    func linked() async throws {
        let text = try await run("readelf", "-d", Program.soframe)
        let names = text.split(separator: "\n").filter { $0.contains("(NEEDED)") }.compactMap { line in
            line.split(separator: "[").last?.split(separator: ".").first.map(String.init)
        }
        #expect(names.count > 10)
        let unknown = names.filter { name in
            Self.libraries[name] == nil && !Self.runtime.contains { name.hasPrefix($0) }
        }
        #expect(unknown == [])
    }

    /// What finds, knows or learns: no library that any other brings along is one of these.
    private static let learners = [
        "opencv", "dlib", "openvino", "inference_engine", "onnx", "tensorflow", "tflite", "torch", "caffe", "ncnn",
        "mnn",
        "darknet", "mxnet", "paddle", "ggml", "llama", "mediapipe", "libface", "kface", "openface", "pocketsphinx",
        "vosk",
        "whisper",
    ]

    /// OpenVINO is none of them: nothing is linked to it, and only a user who installs it and a model that tells depth has the
    /// worker load it (ModelCommandTests says when).
    @Test("No library that comes along finds, knows or learns anything in pictures")
    func learners() async throws {
        let names = try await run("ldd", Program.soframe).lowercased()
        #expect(names.contains("libavcodec"))
        #expect(Self.learners.filter { names.contains($0) } == [])
    }

    /// Words around what is searched for that mean something else.
    private static let innocent = [
        "(?i)(sur|inter)face": "a plane of pixels; a list of functions",
        "[0-9a-f]*face[0-9a-f]*": "hexadecimal digits of a hash",
        "(?i)biometric(Info)?": "the name of a field of certificates (RFC 3739) in swift-crypto's BoringSSL",
    ]

    @Test("No symbol and no text of the program speaks of faces, landmarks, biometrics or embeddings")
    func symbols() async throws {
        let words = "face|facial|landmark|biometr|embedding|haarcascade|gaze|eyelid"
        let found = try await Program(
            "grep", ["-aoiE", "[A-Za-z0-9_$]*(\(words))[A-Za-z0-9_]*", Program.soframe], environment: ["LC_ALL": "C"]
        ).end()
        let all = Set(found.output.split(separator: "\n"))
        #expect(all.contains { $0.lowercased().contains("interface") }, "the search finds something")
        let search = try Regex("(?i)" + words)
        let innocent = try Self.innocent.keys.sorted().map { try Regex($0) }
        let guilty = all.filter { text in
            var rest = String(text)
            for pattern in innocent { rest.replace(pattern, with: "") }
            return rest.contains(search)
        }
        #expect(guilty == [])
    }

    /// Endings of files that hold what was learned.
    private static let models: Set = [
        "onnx", "xml", "bin", "tflite", "caffemodel", "prototxt", "pt", "pth", "pb", "safetensors", "gguf", "mlmodel",
        "mlpackage", "param", "h5", "hdf5", "npz", "pkl", "engine", "dat", "weights",
    ]

    @Test("No file of the project, and none beside the program, is a model")
    func models() throws {
        let own = FileManager.default.enumerator(atPath: Self.home)
        var files: [String] = []
        while let name = own?.nextObject() as? String {
            if name.hasPrefix(".") { own?.skipDescendants() } else { files.append(name) }
        }
        #expect(files.contains("Sources/Media/MediaError.swift"))
        let beside = try FileManager.default.contentsOfDirectory(
            atPath: (Program.soframe as NSString).deletingLastPathComponent)
        #expect(beside.contains("soframe"))
        let found = (files + beside).filter { Self.models.contains(($0 as NSString).pathExtension.lowercased()) }
        #expect(found == [])
    }
}
