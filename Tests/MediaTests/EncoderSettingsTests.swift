import CFFmpeg
import Foundation
import Model
import Pixels
import TestPictures
import Testing

@testable import Media

/// What x264 codes with, by its own account: it writes its settings into the first packet, from where no video has them.
@Suite struct EncoderSettingsTests {
    private static let (width, height) = (192, 112)

    /// x264's settings, as words, and how many frames it held before the first packet came.
    private static func coded(_ quality: Quality) throws -> (settings: [String: String], held: Int) {
        let encoder = try VideoEncoder(
            EncodingParameters(width: width, height: height, frameRate: FrameRate(30), quality: quality, threads: 4))
        let frame = Frame(pixels: Frame.planes(width: width, height: height))
        var (packets, held) = ([[UInt8]](), 0)
        for number in 0..<60 where packets.isEmpty {
            try unsafe encoder.encode(frame, at: number) { packet, _ in unsafe packets.append(bytes(packet.pointee)) }
            held = number
        }
        return (try settings(try #require(packets.first)), held)
    }

    private static func bytes(_ packet: AVPacket) -> [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: packet.data, count: Int(packet.size)))
    }

    /// The settings in a coded video: `name=value`, one after the other, behind a word and up to the text's end.
    private static func settings(_ video: [UInt8]) throws -> [String: String] {
        let start = try #require(video.firstRange(of: Array("options: ".utf8))).upperBound
        let text = String(decoding: video[start...].prefix { $0 != 0 }, as: UTF8.self)
        return Dictionary(
            uniqueKeysWithValues: text.split(separator: " ").map { word in
                let parts = word.split(separator: "=", maxSplits: 1)
                return (String(parts[0]), String(parts[1]))
            })
    }

    /// Of all qualities but lossless: no split inter blocks, no search for cuts and fades, the same number of B-frames
    /// everywhere, one reference.
    private static let still = [
        "analyse": "0x3:0x3", "scenecut": "0", "weightp": "0", "bframes": "5", "b_adapt": "0", "ref": "1",
        "aq": "2:0.80", "mbtree": "1", "rc": "crf",
    ]

    @Test(
        "Each quality is coded with the look-ahead, dead zone and search that were chosen for it",
        arguments: [
            (
                Quality.low,
                ["crf": "26.0", "rc_lookahead": "10", "deadzone": "4,11", "me": "dia", "subme": "1"]
            ),
            (.medium, ["crf": "20.0", "rc_lookahead": "10", "deadzone": "4,11", "me": "dia", "subme": "1"]),
            (.crf(30), ["crf": "30.0", "rc_lookahead": "10", "deadzone": "4,11", "me": "dia", "subme": "1"]),
            (.high, ["crf": "17.0", "rc_lookahead": "40", "deadzone": "6,11", "me": "hex", "subme": "5"]),
        ])
    func promised(quality: Quality, own: [String: String]) throws {
        let promised = Self.still.merging(own) { $1 }
        let coded = try Self.coded(quality)
        #expect(coded.settings.filter { promised[$0.key] != nil } == promised)
        // Those that it looks ahead, one for each further thread, and one more, whose length it does not know until the next
        // comes. A thread that looks ahead would hold others.
        #expect(coded.held == (try #require(own["rc_lookahead"].flatMap { Int($0) })) + 3 + 1)
    }

    @Test("What is lossless is coded without loss, and as veryfast does it")
    func lossless() throws {
        let promised = ["rc": "cqp", "qp": "0", "ref": "1", "me": "hex", "subme": "2", "deadzone": "21,11"]
        let coded = try Self.coded(.lossless)
        #expect(coded.settings.filter { promised[$0.key] != nil } == promised)
    }

    @Test(
        "The settings that were measured and chosen are those that videos are coded with",
        arguments: [("low", Quality.low, 26), ("medium", .medium, 20), ("crf", .crf(23), 23), ("high", .high, 17)])
    func study(name: String, quality: Quality, factor: Int) throws {
        let folder = URL(filePath: #filePath).appending(path: "../../../Scripts/benching").standardizedFileURL.path
        let words = try Program.run(
            "python3",
            [
                "-Bc",
                "import sys; sys.path.insert(0, sys.argv[1]); import encoder_settings as study; "
                    + "print(*study.words(study.SETTINGS[study.CHOSEN[sys.argv[2]]], sys.argv[3]), sep='\\n')",
                folder, name, String(factor),
            ]
        ).split(separator: "\n").map(String.init)
        let scratch = try ScratchFolder()
        try Program.run(
            "ffmpeg",
            ["-v", "error", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "\(Self.width)x\(Self.height)", "-r", "30"]
                + ["-i", "/dev/zero", "-frames:v", "1"] + words + ["-f", "h264", scratch.path("measured")])
        #expect(try Self.settings(scratch.read("measured")) == Self.coded(quality).settings)
    }
}
