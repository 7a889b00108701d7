import Fixtures
import Foundation
import Testing

/// What `render --debug-images` draws.
@Suite(.timeLimit(.minutes(2)))
struct DebugImageTests {
    private let root: TestFolder
    private static let quickly = #""duration": 0.5, "fps": 12, "resolution": "360p""#

    /// A grey ground with a red square around (232, 72) of 320 × 240 pixels.
    init() async throws {
        root = try TestFolder()
        try await run(
            "ffmpeg", "-v", "error", "-f", "lavfi", "-i",
            "color=0x506050:size=320x240,drawbox=x=212:y=52:w=40:h=40:color=0xd03020:t=fill", "-frames:v", "1",
            root.at("photo.png"))
    }

    /// A PNG's pixels: red, green, blue and opacity.
    private struct Shown {
        let width: Int
        let height: Int
        let bytes: [UInt8]

        init(_ path: String) async throws {
            let size = try await run(
                "ffprobe", "-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0", path)
            let sides = size.split(whereSeparator: { ",\n".contains($0) }).compactMap { Int($0) }
            try await run(
                "ffmpeg", "-v", "error", "-y", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgba", path + ".raw")
            defer { try? FileManager.default.removeItem(atPath: path + ".raw") }
            bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path + ".raw")))
            (width, height) = (sides[0], sides[1])
        }

        func callAsFunction(_ x: Int, _ y: Int) -> [Int] {
            (0..<4).map { Int(bytes[(y * width + x) * 4 + $0]) }
        }
    }

    @Test("Saliency is brightest at the thing that stands out, and the path's outlines are where the table says")
    func over() async throws {
        try root.write("photo.json", #"{"motion": "zoom_in", \#(Self.quickly)}"#)
        let render = try await soframe(
            "render", root.at("photo.png"), "--debug-images", root.at("a/debug"), "--path-out", root.at("path.csv"))
        #expect(render.code == 0, "\(render.errors)")
        #expect(
            render.output.split(separator: "\n").dropFirst().map(String.init)
                == ["saliency", "depth-relief", "path"].map { root.at("a/debug/\($0).png") })
        #expect(root.files(in: "a/debug") == ["depth-relief.png", "path.png", "saliency.png"])

        let saliency = try await Shown(root.at("a/debug/saliency.png"))
        #expect(saliency.width == 320 && saliency.height == 240)
        let brightest = try #require((0..<320 * 240).max { saliency.bytes[$0 * 4] < saliency.bytes[$1 * 4] })
        #expect(abs(brightest % 320 - 232) < 24 && abs(brightest / 320 - 72) < 24)

        let path = try await Shown(root.at("a/debug/path.png"))
        let table = try root.read("path.csv").split(separator: "\n").dropFirst()
        let windows = table.map { $0.split(separator: ",").compactMap { Double($0) } }
        let (first, last) = (try #require(windows.first), try #require(windows.last))
        for (window, isItsColor) in [
            (first, { (color: [Int]) in color[1] > 180 && color[0] < 60 }),
            (last, { (color: [Int]) in color[0] > 200 && color[1] < 90 }),
        ] {
            let (left, top) = (Int(window[0]), Int(window[1]))
            let (right, bottom) = (Int(window[0] + window[2]), Int(window[1] + window[3]))
            // One pixel further in than the edge, whatever the fraction.
            #expect(isItsColor(path(left + 1, (top + bottom) / 2)), "left: \(path(left + 1, (top + bottom) / 2))")
            #expect(isItsColor(path(right - 2, (top + bottom) / 2)))
            #expect(isItsColor(path(left + window[2].fifth, top + 1)))
            #expect(isItsColor(path(left + window[2].fifth, bottom - 2)))
        }
        #expect(path(10, 120)[0] < 100, "and the picture is shown")
        let depth = try await Shown(root.at("a/debug/depth-relief.png"))
        #expect(depth(160, 230)[0] > depth(160, 4)[0] + 60, "what lies low is near")
    }

    @Test("A move through depth shows its depth file and both layers")
    func through() async throws {
        try root.write("photo.json", #"{"motion": "orbit", \#(Self.quickly)}"#)
        try await run(
            "ffmpeg", "-v", "error", "-f", "lavfi", "-i",
            "color=0x202020:size=320x240,drawbox=x=212:y=52:w=40:h=40:color=0xe0e0e0:t=fill,format=gray", "-frames:v",
            "1", root.at("photo.depth.png"))
        let render = try await soframe("render", root.at("photo.png"), "--debug-images", root.at("debug"))
        #expect(render.code == 0, "\(render.errors)")
        #expect(
            root.files(in: "debug") == ["background.png", "depth-file.png", "near.png", "path.png", "saliency.png"])
        let depth = try await Shown(root.at("debug/depth-file.png"))
        #expect(depth(232, 72)[0] > 230 && depth(100, 160)[0] < 25)
        let near = try await Shown(root.at("debug/near.png"))
        let solid = (0..<near.width * near.height).filter { near.bytes[$0 * 4 + 3] == 255 }
        #expect(!solid.isEmpty && solid.count < near.width * near.height / 10)
        #expect(solid.allSatisfy { near.bytes[$0 * 4 + 3] == 255 })
        let reds = solid.filter { near.bytes[$0 * 4] > 150 && near.bytes[$0 * 4 + 1] < 110 }
        #expect(reds.count > solid.count / 2, "the square is the near layer")
        // Behind its edge the ground goes on, as far as it can come to sight.
        let background = try await Shown(root.at("debug/background.png"))
        #expect(background.width == near.width && background.height == near.height)
        let covered = reds.filter { background.bytes[$0 * 4] < 110 }
        #expect(covered.count > reds.count / 3)
    }

    @Test("The path of a move through depth is what it shows of what is nearest, thickly, and of what is farthest")
    func pathThrough() async throws {
        try root.write(
            "photo.json", #"{"motion": "horizontal", "depth": {"focus": 0, "source": "relief"}, \#(Self.quickly)}"#)
        let render = try await soframe(
            "render", root.at("photo.png"), "--debug-images", root.at("debug"), "--path-out", root.at("path.csv"))
        #expect(render.code == 0, "\(render.errors)")
        // What is farthest keeps its place: the table's window.
        let line = try #require(try root.read("path.csv").split(separator: "\n").dropFirst().first)
        let window = line.split(separator: ",").compactMap { Double($0) }
        let (left, row) = (Int(window[0].rounded()), Int(window[1]) + window[3].fifth)
        let path = try await Shown(root.at("debug/path.png"))
        func columns(_ isIt: ([Int]) -> Bool) -> [Int] { (0..<left + 60).filter { isIt(path($0, row)) } }
        let green = columns { $0[1] > 180 && $0[0] < 60 }
        let yellow = columns { $0[0] > 220 && $0[1] > 180 && $0[2] < 60 }
        let red = columns { $0[0] > 200 && $0[1] < 90 && $0[2] < 90 }
        #expect(green.count == 3 && yellow.count == 3 && red.count == 4, "\(green), \(yellow), \(red)")
        let (first, halfway, last) = (try #require(green.first), try #require(yellow.first), try #require(red.last))
        #expect(
            first < left - 1 && abs(halfway - left) < 2 && last > left + 3, "\(first), \(halfway), \(last); \(left)")
    }

    @Test("Pictures that are there are kept without --force, before anything is rendered, and others are never touched")
    func existing() async throws {
        try root.write("photo.json", #"{"motion": "static", \#(Self.quickly)}"#)
        try root.write("debug/path.png", "mine")
        try root.write("debug/other.png", "mine")
        let refused = try await soframe("render", root.at("photo.png"), "--debug-images", root.at("debug"))
        #expect(refused.code == 1)
        #expect(
            refused.errors
                == "soframe: \(root.at("debug"))/path.png exists already; use --force to replace it, or choose another folder.\n"
        )
        #expect(try root.read("debug/path.png") == "mine" && !root.exists("photo.mp4"))
        try root.makeFolder("full/path.png")
        let full = try await soframe("render", root.at("photo.png"), "--debug-images", root.at("full"), "--force")
        #expect(full.code == 1)
        #expect(
            full.errors
                == "soframe: \(root.at("full"))/path.png is a folder, which is never replaced; remove it, or choose another folder.\n"
        )
        let forced = try await soframe("render", root.at("photo.png"), "--debug-images", root.at("debug"), "--force")
        #expect(forced.code == 0, "\(forced.errors)")
        #expect(root.files(in: "debug") == ["depth-relief.png", "other.png", "path.png", "saliency.png"])
        #expect(try root.read("debug/other.png") == "mine")
        #expect(try await Shown(root.at("debug/path.png")).width == 320)
    }

    @Test("With --force what an earlier run drew of another shot goes, and only once the new one is rendered")
    func earlier() async throws {
        try root.write("photo.json", #"{"motion": "orbit", \#(Self.quickly)}"#)
        try await run(
            "ffmpeg", "-v", "error", "-f", "lavfi", "-i",
            "color=0x202020:size=320x240,drawbox=x=212:y=52:w=40:h=40:color=0xe0e0e0:t=fill,format=gray", "-frames:v",
            "1", root.at("photo.depth.png"))
        let render = ["render", root.at("photo.png"), "--debug-images", root.at("debug"), "--force"]
        func files(after code: Int32) async throws -> [String] {
            let ended = try await Program(Program.soframe, render).end()
            #expect(ended.code == code, "\(ended.errors)")
            return root.files(in: "debug")
        }
        let through = ["background.png", "depth-file.png", "near.png", "path.png", "saliency.png"]
        #expect(try await files(after: 0) == through)
        try root.write("debug/notes.png", "mine")
        try root.write("photo.depth.png", "no picture")
        #expect(try await files(after: 1) == through.dropLast(2) + ["notes.png"] + through.suffix(2))
        try root.remove("photo.depth.png")
        try root.write("photo.json", #"{"motion": "zoom_in", \#(Self.quickly)}"#)
        #expect(try await files(after: 0) == ["depth-relief.png", "notes.png", "path.png", "saliency.png"])
        #expect(try root.read("debug/notes.png") == "mine")
    }

    @Test("A picture that cannot be rendered leaves no pictures behind, and a file is no folder")
    func failing() async throws {
        try root.write("text.jpg", "no picture")
        let none = try await soframe("render", root.at("text.jpg"), "--debug-images", root.at("debug"))
        #expect(none.code == 1 && root.files(in: "debug") == [])
        let file = try await soframe("render", root.at("photo.png"), "--debug-images", root.at("text.jpg"))
        #expect(file.code == 1)
        #expect(file.errors.contains("text.jpg”: "), "\(file.errors)")
    }
}

extension Double {
    /// A place on a horizontal edge that neither the cross nor the way of the centre comes near.
    fileprivate var fifth: Int { Int(self * 0.2) }
}
