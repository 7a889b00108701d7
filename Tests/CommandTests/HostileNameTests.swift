import Fixtures
import Foundation
import Testing

/// Names and things in an inbox that are made to hurt: each is rendered or refused by its name, whatever it is called.
@Suite(.timeLimit(.minutes(3)))
struct HostileNameTests {
    private let root: TestFolder

    init() throws {
        root = try TestFolder()
        try root.makeFolder("inbox")
        try root.write("soframe.json", #"{"intake": {"sidecar_wait": "0"}, "defaults": \#(quick)}"#)
    }

    /// Writes a file under a name of any bytes.
    private func write(_ picture: Data, named name: [UInt8]) throws {
        let path = (Array(root.at("inbox/").utf8) + name + [0]).map(CChar.init(bitPattern:))
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Unmet("the name cannot be written") }
        defer { close(descriptor) }
        let count = unsafe picture.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count == picture.count else { throw Unmet("the picture cannot be written") }
    }

    /// The outbox's names as bytes.
    private var outbox: Set<[UInt8]> {
        guard let folder = unsafe opendir(root.at("outbox")) else { return [] }
        defer { unsafe closedir(folder) }
        var names: Set<[UInt8]> = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { address in
                unsafe address.withMemoryRebound(to: UInt8.self, capacity: 256) { bytes in
                    unsafe Array(UnsafeBufferPointer(start: bytes, count: strlen(address)))
                }
            }
            if name.first != UInt8(ascii: ".") { names.insert(name) }
        }
        return names
    }

    static let names: [(what: String, stem: [UInt8])] = [
        ("a pattern of numbers", Array("img%03d".utf8)), ("a protocol", Array("a:b".utf8)),
        ("an option", Array("-rf".utf8)), ("another option", Array("--output=x".utf8)),
        ("a line break", Array("a\nb".utf8)), ("an escape sequence", Array("a\u{1B}[31mred".utf8)),
        ("a right-to-left mark", Array("a\u{202E}gnp".utf8)), ("no UTF-8", [0xFF, 0xFE, 0x80]),
        ("250 bytes", Array(repeating: UInt8(ascii: "n"), count: 250)), ("quotes", Array("'\"`$(id)`".utf8)),
        ("composed letters", Array("caf\u{E9}".utf8)), ("decomposed letters", Array("cafe\u{301}".utf8)),
        ("a backslash", Array("a\\..\\x".utf8)), ("a glob", Array("*?[a]".utf8)),
    ]

    @Test("Whatever a picture is called, its video comes out under its stem")
    func rendered() async throws {
        let picture = try await Pictures.jpeg()
        for name in Self.names { try write(picture, named: name.stem + Array(".jpg".utf8)) }
        let batch = try await soframe("batch", root.path)
        #expect(batch.code == 0, "\(batch.errors)")
        for name in Self.names {
            // A name near the longest that there is makes room for what else may be called after it.
            let start = name.stem.prefix(200)
            #expect(
                outbox.contains { $0.starts(with: start) && $0.suffix(4) == Array(".mp4".utf8)[...] }, "\(name.what)")
        }
        #expect(outbox.count == Self.names.count)
        #expect(!batch.errors.contains("\u{1B}") && !batch.errors.contains("\u{202E}"))
        #expect(batch.errors.split(separator: "\n").count == Self.names.count, "one line a job, whatever its name")
    }

    @Test("Logs tell of jobs by number, never by name")
    func logs() async throws {
        let picture = try await Pictures.jpeg()
        for name in Self.names.prefix(8) {
            try write(picture, named: Array("SECRET".utf8) + name.stem + Array(".jpg".utf8))
        }
        try root.write("inbox/SECRET-bad.jpg", "no picture")
        let watch = try Program(Program.soframe, ["watch", root.path, "--log-format", "json"])
        try await until("everything has an end") { outbox.count == 9 }
        watch.signal(SIGTERM)
        let ended = try await watch.end()
        #expect(ended.code == 0)
        #expect(ended.errors.contains("delivered") && !ended.errors.contains("SECRET"))
        for line in ended.errors.split(separator: "\n") {
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        }
    }

    @Test(
        "A link, a second name, a pipe and a socket in a picture's place are refused, and their targets are left alone")
    func things() async throws {
        let secret = try root.write("outside/secret.jpg", try await Pictures.jpeg())
        try root.write("inbox/good.jpg", try await Pictures.jpeg())
        #expect(unsafe symlink(secret, root.at("inbox/link.jpg")) == 0)
        #expect(unsafe mkfifo(root.at("inbox/pipe.jpg"), 0o644) == 0)
        try await run(
            "python3", "-c", "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])",
            "\(root.at("inbox"))/s.jpg")
        try root.makeFolder("inbox/folder.jpg")
        // Deleting one name of a file would not delete it.
        try await run("ln", secret, root.at("inbox/linked.jpg"))
        let batch = try await soframe("batch", root.path)
        #expect(batch.code == 1)
        #expect(
            root.files(in: "outbox")
                == [
                    "good.mp4", "link.jpg.error.json", "linked.jpg.error.json", "pipe.jpg.error.json",
                    "s.jpg.error.json",
                ])
        #expect(try root.read("outbox/linked.jpg.error.json").contains(#""code": "linked-elsewhere""#))
        for name in ["link", "pipe", "s"] {
            #expect(try root.read("outbox/\(name).jpg.error.json").contains(#""code": "not-a-regular-file""#))
        }
        #expect(root.exists("outside/secret.jpg"))
    }

    @Test("Text that other programs would follow elsewhere is no picture")
    func followed() async throws {
        let texts = [
            "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "ffconcat version 1.0\nfile '/etc/passwd'\n",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"/etc/passwd\"/></svg>",
            "push graphic-context\nviewbox 0 0 9 9\nimage over 0,0 9,9 'url(https://example.org/x.jpg)'\n",
        ]
        for (number, text) in texts.enumerated() { try root.write("inbox/\(number).jpg", text) }
        let batch = try await soframe("batch", root.path)
        #expect(batch.code == 1)
        for number in texts.indices {
            #expect(try root.read("outbox/\(number).jpg.error.json").contains(#""code": "not-an-image""#))
        }
    }

    @Test("A sidecar's path that leaves the inbox is refused")
    func sidecarPath() async throws {
        let paths = ["../../etc/x.png", "/etc/x.png", "a/../../x.png"]
        for (number, path) in paths.enumerated() {
            try root.write("inbox/\(number).jpg", try await Pictures.jpeg())
            try root.write("inbox/\(number).jpg.json", #"{"depth": {"path": "\#(path)"}}"#)
        }
        let batch = try await soframe("batch", root.path)
        #expect(batch.code == 1)
        for number in paths.indices {
            #expect(try root.read("outbox/\(number).jpg.error.json").contains(#""code": "sidecar-invalid""#))
        }
    }
}
