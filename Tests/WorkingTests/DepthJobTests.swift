import Foundation
import Model
import TestPictures
import Testing

@testable import Working

/// Moves through depth in true child processes.
@Suite(.serialized) struct DepthJobTests {
    private static let picture = PNGFile.bytes(.waves(width: 320, height: 200), .rgb)
    private static let map = Drawing(width: 160, height: 100) { x, y in
        let level: UInt8 = (60..<100).contains(x) && (30..<80).contains(y) ? 220 : UInt8(20 + y)
        return Drawing.Pixel(level, level, level)
    }

    private static func tiff(bits: Int) -> [UInt8] {
        let levels = map.pixels.map { bits == 16 ? $0.red : $0.red >> 8 }
        var file = TIFFFile(width: map.width, height: map.height, photometric: 1, channels: [levels])
        file.bits = bits
        return file.bytes()
    }

    private static func order(_ motion: Motion, _ change: (inout Settings) -> Void = { _ in }) -> WorkOrder {
        JobFolder.order { settings in
            settings.motion = motion
            change(&settings)
        }
    }

    @Test(
        "Every move through depth becomes a whole video, from a file and from relief",
        arguments: Motion.allCases.filter(\.isThroughDepth))
    func videos(motion: Motion) async throws {
        let folder = try JobFolder(picture: Self.picture, depth: PNGFile.bytes(Self.map, .gray, bits: 16))
        for hasFile in [false, true] {
            let name = hasFile ? "file.mp4" : "relief.mp4"
            let report = try await folder.render(Self.order(motion), withDepth: hasFile, to: name)
            #expect(report.choices.depth?.source == (hasFile ? .file : .relief))
            #expect(report.path.count == 15)
            let frames = try folder.frames(name)
            #expect(frames.count == 15)
            // The camera has moved by then.
            #expect(frames[7] != frames[0])
        }
        #expect(try folder.frames("file.mp4")[7] != folder.frames("relief.mp4")[7])
    }

    @Test(
        "The report has the numbers of the depth file, whatever its bits and format",
        arguments: ["PNG 8", "PNG 16", "TIFF 8", "TIFF 16", "indexed", "grey as RGB"])
    func numbers(format: String) throws {
        let file =
            switch format {
            case "PNG 8": PNGFile.bytes(Self.map, .gray)
            case "PNG 16": PNGFile.bytes(Self.map, .gray, bits: 16)
            case "TIFF 8": Self.tiff(bits: 8)
            case "TIFF 16": Self.tiff(bits: 16)
            case "indexed": PNGFile.bytes(Self.map, .indexed)
            default: PNGFile.bytes(Self.map, .rgb)
            }
        let folder = try JobFolder(picture: Self.picture, depth: file)
        let finding = try #require(try folder.renderHere(Self.order(.horizontal), withDepth: true).choices.depth)
        #expect(abs(finding.minimum - 20.0 / 255) < 1e-4 && abs(finding.maximum - 220.0 / 255) < 1e-4)
        #expect(abs(finding.low - 21.0 / 255) < 0.005 && abs(finding.high - 220.0 / 255) < 1e-4)
    }

    @Test(
        "A depth file without near and far gives a video that says why it stands still",
        arguments: [
            ("white", "the same depth everywhere, so that nothing moves against anything else."),
            ("one pixel", "the same depth everywhere, so that nothing moves against anything else."),
            (
                "a speck",
                "nearly the same depth almost everywhere, so that hardly anything moves against anything else."
            ),
            ("two shades", nil),
        ])
    func flat(kind: String, sentence: String?) throws {
        let size = kind == "one pixel" ? (1, 1) : (160, 100)
        let map = Drawing(width: size.0, height: size.1) { x, y in
            let level: UInt8 =
                switch kind {
                case "a speck": x < 10 && y < 10 ? 0 : 255
                case "two shades": x < 80 ? 100 : 104
                default: 255
                }
            return Drawing.Pixel(level, level, level)
        }
        let folder = try JobFolder(picture: Self.picture, depth: PNGFile.bytes(map, .gray, bits: 16))
        let report = try folder.renderHere(Self.order(.horizontal) { $0.quality = .lossless }, withDepth: true)
        let advice = "Save it anew with what is near lighter than what is far, or set depth.source to relief."
        #expect(report.remarks == (sentence.map { ["The depth file has \($0) \(advice)"] } ?? []))
        let frames = try folder.frames()
        if kind != "a speck" { #expect((frames[14] == frames[0]) == (sentence != nil)) }
    }

    @Test("A depth file that is turned is followed, and invert makes near far")
    func turned() throws {
        let upright = try JobFolder(picture: Self.picture, depth: PNGFile.bytes(Self.map, .gray))
        let reversed = Drawing(width: 160, height: 100) { x, y in
            let level = 255 - Self.map.pixels[(99 - y) * 160 + 159 - x].bytes[0]
            return Drawing.Pixel(level, level, level)
        }
        let turned = try JobFolder(
            picture: Self.picture,
            depth: PNGFile.bytes(reversed, .gray, chunks: [PNGFile.chunk("eXIf", Metadata.exif(orientation: 3))]))
        try upright.renderHere(Self.order(.orbit), withDepth: true)
        try turned.renderHere(Self.order(.orbit) { $0.depth.invert = true }, withDepth: true)
        #expect(try upright.frames()[5] == turned.frames()[5])
    }

    @Test(
        "A depth file that cannot serve is refused in a sentence",
        arguments: [
            (
                PNGFile.bytes(Drawing(width: 100, height: 100) { x, _ in .init(UInt8(x), UInt8(x), UInt8(x)) }, .gray),
                "The depth file has another shape than the picture: it measures 100 × 100 pixels, and the picture 320 × 200.",
                "Save it at the picture's size, or at any other size of the same shape."
            ),
            (
                PNGFile.bytes(Drawing(width: 160, height: 100) { x, _ in .init(UInt8(x), 80, 20) }, .rgb),
                "The depth file is coloured, so that its brightness does not say how near anything is.",
                "Save the depth as shades of grey, with what is near in white (or set depth.invert)."
            ),
            (
                BMPFile.bytes(Drawing(width: 160, height: 100) { _, _ in .init(9, 9, 9) }, bits: 24),
                "The depth file is a BMP picture; depth is read from PNG and TIFF.",
                "Save it as a PNG in grey, of 8 or 16 bits."
            ),
            (
                Array(PNGFile.bytes(map, .gray).dropLast(60)),
                "The depth file cannot be used: The picture is not complete: ",
                "Save it anew as a PNG in grey, or remove it."
            ),
            (
                Array("no picture".utf8),
                "The depth file cannot be used: The file is not a picture: its content is that of no known picture format.",
                "Save it anew as a PNG in grey, or remove it."
            ),
        ])
    func refused(file: [UInt8], sentence: String, advice: String) throws {
        let folder = try JobFolder(picture: Self.picture, depth: file)
        do {
            try folder.renderHere(Self.order(.drift), withDepth: true)
            Issue.record("It was taken.")
        } catch let failure as JobFailure {
            #expect(failure.code == .depthInvalid)
            #expect(failure.sentence.hasPrefix(sentence), "\(failure.sentence)")
            #expect(failure.advice == advice)
        }
    }

    @Test(
        "A shape that is off by a pixel of rounding is the picture's",
        arguments: [(33, 20), (33, 21), (320, 200), (641, 400), (7, 4)])
    func rounded(width: Int, height: Int) throws {
        let map = Drawing(width: width, height: height) { x, y in
            .init(UInt8(255 * y / height), UInt8(255 * y / height), UInt8(255 * y / height))
        }
        let folder = try JobFolder(picture: Self.picture, depth: PNGFile.bytes(map, .gray))
        #expect(try folder.renderHere(Self.order(.dollyIn), withDepth: true).choices.depth?.source == .file)
    }

    @Test(
        "A loop through depth has no seam: its last frame is as far from the first as frames are from each other",
        arguments: [Motion.orbit, .drift, .dollyIn])
    func seam(motion: Motion) throws {
        let folder = try JobFolder(picture: Self.picture, depth: PNGFile.bytes(Self.map, .gray))
        try folder.renderHere(
            Self.order(motion) { settings in
                settings.loop = true
                settings.quality = .lossless
                settings.duration = 1
            }, withDepth: true)
        let frames = try folder.frames()
        func distance(_ one: VideoFrame, _ other: VideoFrame) -> Double {
            zip(one.samples, other.samples).reduce(0.0) { $0 + abs(Double($1.0) - Double($1.1)) }
        }
        let steps = zip(frames, frames.dropFirst()).map(distance)
        #expect(distance(frames[frames.count - 1], frames[0]) <= (try #require(steps.max())) * 1.1)
    }

    @Test("The same order gives the same bytes, again and on a single core")
    func reproducible() async throws {
        let folder = try JobFolder(picture: Self.picture, depth: PNGFile.bytes(Self.map, .gray))
        let pinned = try folder.scratch.writeProgram("exec taskset -c 0 '\(JobFolder.program)' \"$@\"", "pinned")
        try await folder.render(Self.order(.circle), withDepth: true, to: "one.mp4")
        try await folder.render(Self.order(.circle), executable: pinned, withDepth: true, to: "pinned.mp4")
        #expect(try folder.scratch.read("pinned.mp4") == folder.scratch.read("one.mp4"))
    }
}
