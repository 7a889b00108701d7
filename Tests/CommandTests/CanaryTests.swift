import Fixtures
import Foundation
import TestPictures
import Testing

/// Words are planted in all that a picture, a sidecar and their names can hold; none of them comes through, and none stays.
@Suite(.timeLimit(.minutes(3)))
struct CanaryTests {
    /// In pictures.
    private static let metadata = Traces(of: PlantedPicture.stem)
    private static let position = Traces(of: PlantedPicture.seconds)
    /// In names of files and of a folder.
    private static let names = Traces(of: "Nachtigall")
    /// In a sidecar.
    private static let sidecars = Traces(of: "Rotkehlchen")

    private let root: TestFolder
    private let folder = "inbox/Nachtigallental"

    init() throws {
        root = try TestFolder()
        try root.makeFolder(folder)
        try root.makeFolder("told")
        let script = try root.write(
            "hook",
            """
            #!/bin/sh
            printf '%s\\n' "$@" > "$1/told/$$.words"; env > "$1/told/$$.environment"; cat > "$1/told/$$.message"
            """)
        guard unsafe chmod(script, 0o755) == 0 else { throw Unmet("the hook has other rights") }
    }

    private func configure(_ retention: String) throws {
        let hook = #"["\#(root.at("hook"))", "\#(root.path)"]"#
        try root.write(
            "soframe.json",
            """
            {"intake": {"sidecar_wait": "1s"}, "defaults": \(quick), "receipts": true, "min_free": "0",
             "hooks": {"delivered": \(hook), "failed": \(hook)}, "retention": {\(retention)}}
            """)
        guard unsafe chmod(root.at("soframe.json"), 0o644) == 0 else { throw Unmet("soframe.json has other rights") }
    }

    private func watch(_ arguments: String...) async throws -> Fixtures.Program {
        let watch = try Fixtures.Program(Fixtures.Program.soframe, ["watch", root.path] + arguments)
        try await until("the inbox is watched") { watch.errors.contains("watching") }
        return watch
    }

    private func stop(_ watch: Fixtures.Program) async throws -> String {
        watch.signal(SIGTERM)
        let ended = try await watch.end()
        #expect(ended.code == 0)
        return ended.errors
    }

    /// Drops pictures that are rendered, and such as are refused: many, for tables that grow are where traces stay.
    /// Returns how many of each there are.
    private func drop() throws -> (rendered: Int, refused: Int) {
        for format in PlantedPicture.allCases {
            let name = "\(folder)/Nachtigall-\(format).\(format.rawValue)"
            try root.write("\(name).json", quick)
            try root.write(name, Data(try format.file()))
        }
        let jpeg = Data(try PlantedPicture.jpeg.file())
        try root.write("\(folder)/Nachtigall.jpg.json", slow)
        try root.write("\(folder)/Nachtigall.jpg", jpeg)

        try root.write("\(folder)/Nachtigall-text.jpg", "This is a \(PlantedPicture.stem) and no picture.")
        try root.write("\(folder)/Nachtigall-cut.jpg", jpeg.prefix(jpeg.count / 2))
        try root.write("\(folder)/Nachtigall-key.png.json", #"{"Rotkehlchen": "Rotkehlchen"}"#)
        try root.write("\(folder)/Nachtigall-key.png", Data(try PlantedPicture.png.file()))
        for number in 1...32 {
            let name = "\(folder)/Nachtigall-\(number)-\(String(repeating: "x", count: number * 6)).jpg"
            try root.write("\(name).json", #"{"duration": 0}"#)
            try root.write(name, "\(number)")
        }
        return (PlantedPicture.allCases.count + 1, 35)
    }

    private func outbox(_ ending: String) -> [String] { root.files(in: "outbox").filter { $0.hasSuffix(ending) } }

    @Test("No word of a picture's metadata is in anything that comes of it, and no name stays when it is gone")
    func canaries() async throws {
        try configure(#""keep": "24h""#)
        let first = try await watch()
        let dropped = try drop()
        try await expectNothingInTemporaries(of: first)
        try await until("everything has come to an end") {
            outbox(".receipt.json").count == dropped.rendered && outbox(".error.json").count == dropped.refused
        }
        #expect(outbox(".mp4").count == dropped.rendered)
        #expect(try await soframe("retry", "--root", root.path, root.at("\(folder)/Nachtigall-bmp.bmp")).code == 0)
        try await until("one is rendered again") {
            first.errors.split(separator: "\n").count { $0.contains("delivered") } > dropped.rendered
        }
        let held = root.at("\(folder)/Nachtigall-gif.gif")
        for words in [["--reason", "Because of the Nachtigall"], ["--release"]] {
            #expect(try await ask(["hold", "--root", root.path, held] + words).code == 0)
        }
        try await until("every hook ran") { try told("message").count == dropped.rendered + dropped.refused + 1 }
        expectNothing(in: try await stop(first), "the log")
        try expectNothingDelivered()
        try expectHooksToldNoMore()

        try configure(#""keep": "1s", "schedule": {"every": "1s"}"#)
        let second = try await watch("--log-format", "json")
        try await until("the inbox is empty") { root.files(in: "inbox").isEmpty }
        expectNothing(in: try await stop(second), "the log as JSON")
        #expect(outbox(".mp4").count == dropped.rendered, "the videos are still there")
        #expect(try traces(in: "state") == [])

        try configure(#""keep": "1s", "schedule": {"every": "1s"}, "keep_outputs": "0", "notes": "0""#)
        #expect(try await soframe("clean", root.path).code == 0)
        #expect(root.files(in: "outbox") == [])
        #expect(try traces(in: "state") == [])
    }

    private func ask(_ words: [String]) async throws -> Ended {
        try await Fixtures.Program(Fixtures.Program.soframe, words).end()
    }

    private func traces(in place: String) throws -> [String] {
        try [Self.metadata, Self.position, Self.names, Self.sidecars]
            .flatMap { try $0.found(inFilesOf: root, below: place) }
    }

    private func expectNothing(in text: String, _ what: String) {
        for traces in [Self.metadata, Self.names, Self.sidecars] { #expect(traces.found(in: text) == [], "\(what)") }
    }

    /// Videos and receipts quote neither the picture nor its name; notes may say what is wrong with a name or a sidecar.
    private func expectNothingDelivered() throws {
        #expect(try Self.metadata.found(inFilesOf: root, below: "outbox") == [])
        #expect(try Self.position.found(inFilesOf: root, below: "outbox") == [])
        let found = try
            (Self.names.found(inFilesOf: root, below: "outbox")
            + Self.sidecars.found(inFilesOf: root, below: "outbox")).filter { !$0.contains(".error.json: ") }
        #expect(found == [])
        #expect(outbox("key.png.error.json").count == 1)
    }

    private func told(_ kind: String) throws -> [Data] {
        try root.files(in: "told").filter { $0.hasSuffix(kind) }
            .map { try Data(contentsOf: URL(fileURLWithPath: root.at("told/\($0)"))) }.filter { !$0.isEmpty }
    }

    private func expectHooksToldNoMore() throws {
        for data in try told("words") + told("environment") {
            expectNothing(in: String(decoding: data, as: UTF8.self), "a hook's words and environment")
        }
        for data in try told("message") {
            #expect(Self.metadata.found(in: data) == [])
            var message = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            for key in ["picture", "video", "what", "advice"] { message[key] = nil }
            let rest = String(decoding: try JSONSerialization.data(withJSONObject: message), as: UTF8.self)
            expectNothing(in: rest, "a hook's message beside what is documented")
        }
    }

    /// While something is rendered: the state folder, and every file that the program, its workers and its hooks hold
    /// open but the picture itself. A worker knows no name.
    private func expectNothingInTemporaries(of watch: Fixtures.Program) async throws {
        var held: [HeldFile] = []
        try await until("a worker has its order, and a video that has no name yet") {
            held = HeldFile.all(of: watch.identifier)
            let titles = held.filter(\.isOfWorker).map(\.title)
            return titles.contains { $0.hasPrefix("/memfd:") } && titles.contains { $0.hasPrefix(root.at("outbox")) }
        }
        let inputs = Set(root.files(in: "inbox").compactMap { root.inode("inbox/\($0)") })
        for file in held where !inputs.contains(file.inode) {
            #expect(Self.metadata.found(in: file.content) == [], "\(file.title)")
            if file.isOfWorker { #expect(Self.names.found(in: file.content) == [], "\(file.title)") }
        }
        #expect(try Self.metadata.found(inFilesOf: root, below: "state") == [])
    }
}

/// A file that a process or one of its children holds open, or what the system tells of it.
private struct HeldFile {
    let title: String
    let isOfWorker: Bool
    let inode: UInt64
    let content: Data

    static func all(of process: Int32) -> [HeldFile] {
        let manager = FileManager.default
        let place = "/proc/\(process)"
        let numbers = (try? manager.contentsOfDirectory(atPath: "\(place)/fd")) ?? []
        let command = FileManager.default.contents(atPath: "\(place)/cmdline") ?? Data()
        let isWorker = command.range(of: Data("\0worker\0".utf8)) != nil
        let open = numbers.compactMap { number in
            (try? manager.destinationOfSymbolicLink(atPath: "\(place)/fd/\(number)")).flatMap { title in
                HeldFile("\(place)/fd/\(number)", title, isWorker)
            }
        }
        // What it was called with.
        let told = ["cmdline", "environ"].compactMap { HeldFile("\(place)/\($0)", $0, isWorker) }
        let threads = (try? manager.contentsOfDirectory(atPath: "\(place)/task")) ?? []
        let children = threads.flatMap { thread in
            (HeldFile("\(place)/task/\(thread)/children", "", false)?.content).map {
                String(decoding: $0, as: UTF8.self).split(separator: " ").compactMap { Int32($0) }
            } ?? []
        }
        return open + told + children.flatMap { all(of: $0) }
    }

    /// Nil for what is no regular file, or gone.
    private init?(_ path: String, _ title: String, _ isOfWorker: Bool) {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let content = try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)).readToEnd()
        else { return nil }
        self.title = title
        self.isOfWorker = isOfWorker
        inode = UInt64(status.st_ino)
        self.content = content
    }
}
