import Foundation
import Model
import TestPictures
import Testing

/// How near the frames of a video are to what was encoded.
@Suite struct QualityTests {
    private static let picture = PNGFile.bytes(.waves(width: 400, height: 240), .rgb)

    private static func frames(_ quality: Quality) throws -> (frames: [VideoFrame], bytes: Int) {
        let folder = try JobFolder(picture: picture)
        try folder.renderHere(
            JobFolder.order { settings in
                settings.motion = .zoomIn
                settings.quality = quality
            })
        return (try folder.frames(), try folder.scratch.read("video.mp4").count)
    }

    /// Of all samples, in decibels.
    private static func likeness(_ one: [VideoFrame], _ other: [VideoFrame]) -> Double {
        var (sum, count) = (0.0, 0)
        for (frame, like) in zip(one, other) {
            for (sample, wanted) in zip(frame.samples, like.samples) {
                let difference = Double(sample) - Double(wanted)
                sum += difference * difference
                count += 1
            }
        }
        return 10 * log10(255 * 255 / (sum / Double(count)))
    }

    @Test("A better quality comes closer to the frames, and costs more bytes")
    func order() throws {
        let exact = try Self.frames(.lossless)
        let coded = try [Quality.low, .medium, .high].map(Self.frames)
        let likenesses = coded.map { Self.likeness($0.frames, exact.frames) }
        #expect(likenesses[0] + 2 < likenesses[1] && likenesses[1] + 1 < likenesses[2], "\(likenesses)")
        #expect(likenesses[0] > 32, "\(likenesses)")
        let bytes = coded.map(\.bytes) + [exact.bytes]
        #expect(bytes == bytes.sorted() && Set(bytes).count == bytes.count, "\(bytes)")
    }

    @Test(
        "Every sixth frame is coded for those between, whatever the picture shows", arguments: [Quality.medium, .high])
    func pattern(quality: Quality) throws {
        let folder = try JobFolder(picture: Self.picture)
        try folder.renderHere(JobFolder.order { $0.quality = quality })
        let types = try FFmpegProgram.types(of: folder.scratch.path("video.mp4"))
        #expect(types == "IBBBBBPBBBBBPBP")
    }
}
