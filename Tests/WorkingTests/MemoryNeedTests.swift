import Fixtures
import Foundation
import Media
import Model
import TestPictures
import Testing

@testable import Working

/// The memory that a job is said to need, against what the program takes.
@Suite(.timeLimit(.minutes(2))) struct MemoryNeedTests {
    /// A thing before another one before the ground, which make two sheets.
    private static let depth = Drawing(width: 640, height: 360) { x, y in
        let level: UInt8 =
            (300..<440).contains(x) && (120..<250).contains(y)
            ? 220 : (200..<420).contains(x) && (80..<300).contains(y) ? 130 : 40
        return Drawing.Pixel(level, level, level)
    }

    @Test("A move through two sheets takes no more than it is said to need", arguments: ["circle", "dolly_in"])
    func sheets(motion: String) async throws {
        let (root, sidecar) = (try TestFolder(), #"{"motion": "\#(motion)", "duration": 0.5, "resolution": "720p"}"#)
        let picture = PNGFile.bytes(.waves(width: 1280, height: 720), .rgb)
        let depth = PNGFile.bytes(Self.depth, .gray)
        try root.write("photo.png", Data(picture))
        try root.write("photo.depth.png", Data(depth))
        try root.write("photo.json", sidecar)
        let taken = try await Self.taken(root)
        let need = MemoryNeed(
            of: try EncodedPicture(file: picture), Settings.resolved([try SettingsLayer.read(Array(sidecar.utf8))]),
            depth: try EncodedPicture(file: depth))
        #expect(taken <= need.bytes, "\(taken) bytes of \(need.bytes)")
        // Nor far more than it takes, so that what a machine could do is not refused.
        #expect(need.bytes <= taken * 3, "\(taken) bytes of \(need.bytes)")
    }

    @Test(
        "A zoom takes no more than it is said to need, and two thirds of that at least",
        arguments: ["medium", "lossless"])
    func zoom(quality: String) async throws {
        // So long that the encoder holds as many frames as it ever does.
        let (root, sidecar) = (
            try TestFolder(), #"{"motion": "zoom_in", "duration": 1.6, "resolution": "720p", "quality": "\#(quality)"}"#
        )
        let picture = PNGFile.bytes(.waves(width: 1280, height: 720), .rgb)
        try root.write("photo.png", Data(picture))
        try root.write("photo.json", sidecar)
        let taken = try await Self.taken(root)
        let need = MemoryNeed(
            of: try EncodedPicture(file: picture), Settings.resolved([try SettingsLayer.read(Array(sidecar.utf8))]))
        #expect(taken <= need.bytes && need.bytes <= taken * 3 / 2, "\(taken) bytes of \(need.bytes)")
    }

    /// The most bytes that the program, or its worker, takes to render what is in a folder.
    private static func taken(_ root: TestFolder) async throws -> Int64 {
        let said = try await run(
            "python3", "-c",
            "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
                + "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)",
            Program.soframe, "render", root.at("photo.png"))
        return try #require(Int64(said.trimmingCharacters(in: .whitespacesAndNewlines))) * 1024
    }
}
