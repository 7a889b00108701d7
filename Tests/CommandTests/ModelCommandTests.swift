import Fixtures
import Foundation
import TestPictures
import Testing

/// Models that tell depth, from their files to videos, with the real OpenVINO.
@Suite(.timeLimit(.minutes(3)))
struct ModelCommandTests {
    private let root: TestFolder
    private static let orbit = #"{"motion": "orbit", "duration": 0.5, "fps": 12, "resolution": "360p"}"#
    private static let asking =
        #"{"motion": "orbit", "duration": 0.5, "fps": 12, "resolution": "360p", "depth": {"source": "model"}}"#
    private let environment = ["SOFRAME_MODELS_RUNTIME": OpenVINORuntime.folder, "SOFRAME_RECEIPTS": "true"]

    init() throws {
        root = try TestFolder()
        _ = try OpenVINORuntime.library
    }

    private func add(_ file: ONNXFile, _ name: String, kind: String = "midas-small") async throws -> Ended {
        try await add(file.bytes, name, kind: kind)
    }

    private func add(_ bytes: [UInt8], _ name: String, kind: String = "midas-small") async throws -> Ended {
        let path = try root.write("\(name).onnx", Data(bytes))
        return try await soframe("models", "add", path, "--kind", kind, root.path, environment: environment)
    }

    private static let plain = ONNXFile(weights: [1, 0, -1])

    @Test("A model is added, listed, used by itself and removed again")
    func life() async throws {
        let none = try await soframe("models", root.path, environment: environment)
        #expect(none.code == 0 && none.output.hasPrefix("OpenVINO 20"))
        #expect(none.output.contains(" (\(try OpenVINORuntime.library)) runs models.\nNo model is installed in "))

        let added = try await add(Self.plain, "small")
        #expect(added.code == 0, "\(added.errors)")
        #expect(added.output.hasPrefix("small is installed. It took ") && added.output.contains(" 256 × 192 pixels"))
        #expect(try await add(Self.plain, "large", kind: "depth-anything-v2").output.contains(" 686 × 518 pixels"))
        #expect(root.files(in: "state") == ["models/large.depth-anything-v2.onnx", "models/small.midas-small.onnx"])

        let hash = try await run("sha256sum", root.at("small.onnx")).prefix(64)
        let list = try await soframe("models", "list", root.path, environment: environment)
        let lines = list.output.split(separator: "\n")
        #expect(lines.count == 3 && lines[1].hasPrefix("large  depth-anything-v2  "))
        let size = Self.plain.bytes.count
        #expect(
            lines.last.map(String.init)
                == "small  midas-small  \(size) bytes  sha256:\(hash)  \(root.path)/state/models/small.midas-small.onnx"
        )

        try root.write("inbox/photo.jpg", try await Pictures.jpeg())
        try root.write("inbox/photo.jpg.json", Self.orbit)
        let batch = try await soframe("batch", root.path, environment: environment)
        #expect(batch.code == 0, "\(batch.errors)")
        #expect(try await Video(decoding: root.at("outbox/photo.mp4")) == .quick)
        let receipt = try root.read("outbox/photo.receipt.json")
        #expect(receipt.contains(#""source": "model""#) && receipt.contains(#""percentile_99""#))
        #expect(receipt.contains("The model large told the depth."))
        #expect(receipt.contains(#""digital_source": "compositeWithTrainedAlgorithmicMedia""#))

        let again = try await add(Self.plain, "small", kind: "depth-anything-v2")
        #expect(
            again.errors
                == "soframe: A model small is installed already. Remove it first with soframe models remove small, or give this "
                + "one another name with --name.\n")
        #expect(try await soframe("models", "remove", "small", root.path).output == "small is removed.\n")
        #expect(root.files(in: "state/models") == ["large.depth-anything-v2.onnx"])
        let gone = try await soframe("models", "remove", "small", root.path)
        #expect(gone.code == 1)
        #expect(gone.errors == "soframe: There is no model small. soframe models lists those that there are.\n")
    }

    @Test("A picture that asks for a model is rendered by hand with one, and what is missing is said without")
    func render() async throws {
        let picture = try root.write("photo.jpg", try await Pictures.jpeg())
        try root.write("photo.json", Self.asking)
        let none = try await soframe("render", picture, environment: environment)
        #expect(none.code == 1)
        #expect(
            none.errors
                == "soframe: No model is installed that tells depth, and depth.source asks for one. Install one with soframe "
                + "models add (soframe render: name its folder with --models), or set depth.source to auto; then render the "
                + "picture again. [model-unavailable]\n")
        #expect(try await add(Self.plain, "small").code == 0)
        let models = root.at("state/models")
        try root.makeFolder("empty")
        let missing = try await soframe(
            "render", picture, "--models", models, environment: ["SOFRAME_MODELS_RUNTIME": root.at("empty")])
        #expect(
            missing.errors
                == "soframe: The model small cannot be used: There is no libopenvino_c.so at \(root.at("empty")), which "
                + "models.runtime names. Correct it, or install OpenVINO there with Scripts/install-openvino. Or set "
                + "depth.source to auto; then render the picture again. [model-unavailable]\n")
        let render = try await soframe(
            "render", picture, "--models", models, "--debug-images", root.at("debug"), environment: environment)
        #expect(render.code == 0, "\(render.errors)")
        #expect(render.errors.contains("The model small told the depth.\n"))
        #expect(
            root.files(in: "debug") == ["background.png", "depth-model.png", "near.png", "path.png", "saliency.png"])
    }

    @Test("Where auto cannot use the model, the relief serves; receipt and doctor say why")
    func fallback() async throws {
        #expect(try await add(Self.plain, "small").code == 0)
        try root.makeFolder("empty")
        let environment = ["SOFRAME_MODELS_RUNTIME": root.at("empty"), "SOFRAME_RECEIPTS": "true"]
        try root.write("inbox/photo.jpg", try await Pictures.jpeg())
        try root.write("inbox/photo.jpg.json", Self.orbit)
        #expect(try await soframe("batch", root.path, environment: environment).code == 0)
        let receipt = try root.read("outbox/photo.receipt.json")
        #expect(receipt.contains(#""source": "relief""#))
        #expect(receipt.contains("The model small cannot be used: There is no libopenvino_c.so at "))

        let doctor = try await soframe("doctor", root.path, environment: environment)
        #expect(doctor.code == 0)
        #expect(
            doctor.output.contains(
                "warning: The model small is installed, but what runs it is not: There is no libopenvino_c.so at "))
        let sound = try await soframe("doctor", root.path, environment: self.environment)
        #expect(
            sound.output.contains(
                "good: The model small tells depth; OpenVINO (\(try OpenVINORuntime.library)) runs it.\n"))
        let list = try await soframe("models", root.path, environment: environment)
        #expect(
            list.code == 0 && list.output.hasPrefix("There is no libopenvino_c.so at ")
                && list.output.contains("\nsmall  "))
    }

    @Test("Explain tells of the model that a picture's depth comes from, and of one that has gone since")
    func explained() async throws {
        #expect(try await add(Self.plain, "small").code == 0)
        try root.write("inbox/photo.jpg", try await Pictures.jpeg())
        try root.write("inbox/photo.jpg.json", Self.asking)
        #expect(try await soframe("batch", root.path, environment: environment).code == 0)
        let told = try await soframe("explain", "--root", root.path, "photo.jpg", environment: environment)
        #expect(told.code == 0, "\(told.errors)")
        #expect(told.output.contains("Its video is made with motion orbit and fit cover, with depth from model.\n"))
        #expect(told.output.contains("  The model small told the depth.\n"))

        #expect(try await soframe("models", "remove", "small", root.path).code == 0)
        let gone = try await soframe("explain", "--root", root.path, "photo.jpg", environment: environment)
        #expect(gone.code == 0, "\(gone.errors)")
        #expect(
            gone.output.contains(
                "What its video shows cannot be told now: No model is installed that tells depth, and depth.source asks "
                    + "for one."), "\(gone.output)")
    }

    @Test("What is no model, or none of its kind, is refused and not installed")
    func refused() async throws {
        var wide = Self.plain
        wide.input = [.fixed(1), .fixed(256), .fixed(256), .fixed(3)]
        wide.steps = [.init("Identity", ["picture"], "answer")]
        // Fits 256 × 192 alone, though it says that it takes any size.
        var baked = ONNXFile(weights: [1, 0, -1], then: [.init("Reshape", ["sum", "sides"], "answer")])
        baked.integers.append(("sides", [1, 192, 256]))
        let cases: [([UInt8], String)] = [
            (Array("no model".utf8), "does not begin as an ONNX file does. Export the model as ONNX, in one file."),
            (Array(Self.plain.bytes.dropLast(30)), "OpenVINO failed at reading the model: "),
            (
                wide.bytes,
                "The model takes 1 × 256 × 256 × 3; one of midas-small takes 1 × 3 × height × width, in multiples"
            ),
            (ONNXFile(weights: [0, 0, 0]).bytes, "The model answers every place of a picture with the same number."),
            (ONNXFile(weights: [-1, 0, 1]).bytes, "The model takes red for blue: "),
            (
                baked.bytes,
                "The model says that it takes any size, but fails at 192 × 256 pixels, though not at 256 × 192: "
            ),
        ]
        for (bytes, sentence) in cases {
            let ended = try await add(bytes, "model")
            #expect(ended.code == 1 && ended.errors.contains(sentence), "\(ended.errors)")
        }
        let path = try root.write("huge.onnx", Data([8]))
        try await run("truncate", "-s", "600M", path)
        let huge = try await soframe(
            "models", "add", path, "--kind", "midas-small", root.path, environment: environment)
        #expect(
            huge.errors
                == "soframe: \(path) has 629145600 bytes; a model may have 536870912. Take a smaller one of its family.\n"
        )
        let name = try await soframe(
            "models", "add", root.at("model.onnx"), "--kind", "midas-small", "--name", "../a", root.path)
        #expect(name.errors.contains("../a is no name for a model. Give one of at most 64 letters, digits, dots, "))
        let kind = try await soframe("models", "add", root.at("model.onnx"), "--kind", "midas", root.path)
        #expect(
            kind.code == 2 && kind.errors.contains("there is no kind midas; write depth-anything-v2 or midas-small."))
        #expect(root.files(in: "state") == [])
    }

    @Test(
        "Without a model nothing of OpenVINO is opened; with one its files are read before the picture, and no others")
    func opened() async throws {
        let picture = try root.write("photo.png", try await Pictures.png())
        let sidecar = try root.write("photo.json", Self.orbit)
        func calls(_ arguments: String...) async throws -> [String] {
            let traced = try TracedProgram(
                Program.soframe, ["render", picture, "-s", sidecar, "--force"] + arguments,
                noting: "openat,seccomp,mprotect,mmap,%network,execve", environment: environment)
            let (ended, calls) = try await traced.end()
            #expect(ended.code == 0, "\(ended.errors)")
            return calls
        }
        #expect(try await calls().filter { $0.contains("openvino") } == [])

        #expect(try await add(Self.plain, "small").code == 0)
        let used = try await calls("--models", root.at("state/models"))
        let locks = used.indices.filter { used[$0].contains("SECCOMP_SET_MODE_FILTER") && used[$0].hasSuffix("= 0") }
        #expect(locks.count == 2 && used[locks[1]].contains("SECCOMP_FILTER_FLAG_TSYNC"), "\(locks.map { used[$0] })")
        let preparing = used[locks[0]..<locks[1]]
        let opened = preparing.filter { $0.contains("openat(") && !$0.contains(" = -1 ") }
        #expect(!opened.isEmpty)
        #expect(
            opened.allSatisfy { $0.contains("\"\(OpenVINORuntime.folder)") && $0.contains("O_RDONLY") }, "\(opened)")
        #expect(preparing.contains { $0.contains("PROT_EXEC") })
        let after = used[(locks[1] + 1)...].filter { !$0.contains(" = -1 E") }
        #expect(after.filter { $0.contains("openat(") && $0.contains("openvino") || $0.contains("PROT_EXEC") } == [])
        #expect(used.filter { $0.contains("socket") || $0.contains("connect(") } == [])
    }

    @Test("OpenVINO's installer tells what it does, and what it has done already")
    func installer() async throws {
        let script = (OpenVINORuntime.folder as NSString).deletingLastPathComponent + "/../Scripts/install-openvino"
        let help = try await run(script, "--help")
        #expect(help.contains("install-openvino [FOLDER]") && help.contains("nothing that it asks for"))
        #expect(try await run(script, OpenVINORuntime.folder).hasSuffix(" is in \(OpenVINORuntime.folder) already.\n"))
        let other = try root.write("other/thing", "mine")
        let refused = try await Program(script, [root.at("other")]).end()
        #expect(refused.code == 1 && refused.errors.contains("holds other things; name a folder that is new or empty."))
        #expect(FileManager.default.fileExists(atPath: other))
    }
}
