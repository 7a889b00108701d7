import Foundation
import Media
import TestPictures
import Testing

@testable import Working

/// What a finished video says of how it came to be, as other programs read it.
@Suite struct MarkingTests {
    private static func picture(_ term: String?) -> [UInt8] {
        let address = term.map { "http://cv.iptc.org/newscodes/digitalsourcetype/\($0)" }
        let packet = "<rdf:Description Iptc4xmpExt:DigitalSourceType=\"\(address ?? "")\"/>\(Metadata.canary)"
        let text = PNGFile.chunk("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0\(packet)".utf8))
        return PNGFile.bytes(.waves(width: 200, height: 120), .rgb, chunks: term == nil ? [] : [text])
    }

    @Test(
        "A camera's move is marked as a composite, and a trained model's mark stays as it is",
        arguments: [
            (nil, "composite"), ("digitalCapture", "composite"), ("trainedAlgorithmicMedia", "trainedAlgorithmicMedia"),
            ("compositeWithTrainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"),
        ] as [(String?, String)])
    func mark(term: String?, expected: String) throws {
        let folder = try JobFolder(picture: Self.picture(term))
        #expect(try folder.renderHere(JobFolder.order()).digitalSource == expected)
        let video = folder.scratch.path("video.mp4")
        let address = "http://cv.iptc.org/newscodes/digitalsourcetype/\(expected)"
        #expect(try Program.run("exiftool", ["-s3", "-XMP-iptcExt:DigitalSourceType", "-n", video]) == address + "\n")
        #expect(try Program.run("exiftool", ["-warning", "-error", video]) == "")
        let tags = try FFmpegProgram.probe(video, "format_tags", ["-export_xmp", "1"])
        #expect(tags["TAG:xmp"]?.contains(Metadata.canary) == false)
        let said = try Program.run("ffprobe", ["-v", "error", "-export_xmp", "1", "-show_format", video])
        #expect(said.contains(">\(address)<"))
    }

    @Test("The mark changes no frame and no byte before it")
    func frames() throws {
        let plain = try JobFolder(picture: Self.picture(nil))
        let marked = try JobFolder(picture: Self.picture("trainedAlgorithmicMedia"))
        for folder in [plain, marked] { try folder.renderHere(JobFolder.order()) }
        let files = try [plain, marked].map { try $0.scratch.read("video.mp4") }
        let starts = try files.map { try #require($0.firstRange(of: Array("uuid".utf8))?.lowerBound) - 4 }
        #expect(starts[0] == starts[1])
        #expect((files[0].prefix(starts[0]) == files[1].prefix(starts[1])) == true)
        #expect((files[0] == files[1]) == false)
        #expect(try plain.frames().count == 15)
    }
}
