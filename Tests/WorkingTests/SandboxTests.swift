import Containing
import Files
import Foundation
import Model
import TestPictures
import Testing

@testable import Working

/// Real sandboxes on this kernel, in true child processes.
@Suite(.serialized) struct SandboxTests {
    @Test("Nothing gets out of a sandbox", arguments: [SandboxMode.required, .seccompOnly])
    func holds(mode: SandboxMode) throws {
        guard case .tried(let attempts) = try SandboxTrial.run(mode, executable: JobFolder.program) else {
            Issue.record("the sandbox is unavailable: \(try SandboxTrial.run(mode, executable: JobFolder.program))")
            return
        }
        #expect(attempts.count == 11)
        for attempt in attempts { #expect(attempt.isRefused, "\(attempt.deed): \(attempt.errno)") }
    }

    @Test("Without a sandbox nothing that needs no right is refused, so that a refusal proves something")
    func trial() throws {
        guard case .tried(let attempts) = try SandboxTrial.run(.off, executable: JobFolder.program) else {
            Issue.record("nothing was tried")
            return
        }
        #expect(attempts.filter(\.isRefused).map(\.deed).allSatisfy { $0 == "make a namespace" })
    }

    enum Codec: CaseIterable {
        case jpeg, progressiveJPEG, inks, png, profile, lossyWebP, losslessWebP, gif, bmp, jpegXL, tiff, tiffOfJPEG
        case heic, deepHEIC, avif, grid

        func file() throws -> [UInt8] {
            let drawing = Drawing.waves(width: 320, height: 200)
            return switch self {
            case .jpeg: try FFmpegProgram.jpeg(drawing)
            case .progressiveJPEG: try JPEGProgram.progressive(try FFmpegProgram.jpeg(drawing))
            case .inks:
                BlockJPEG.bytes(
                    blocks: (0..<1000).map { [UInt8($0 % 256), UInt8($0 / 4), 90, 200] }, across: 40, adobe: 0)
            case .png: PNGFile.bytes(drawing, .rgb)
            case .profile:
                PNGFile.bytes(
                    drawing, .rgb, chunks: [PNGFile.profile(ICCProfile.rgb(.displayP3, .sRGB, version: 4))])
            case .lossyWebP: try FFmpegProgram.webP(drawing, lossless: false)
            case .losslessWebP: try FFmpegProgram.webP(drawing, lossless: true, alpha: true)
            case .gif: try FFmpegProgram.gif(.quarters(width: 320, height: 200))
            case .bmp: BMPFile.bytes(drawing, bits: 16)
            case .jpegXL:
                try FFmpegProgram.lossless(drawing, ["-c:v", "libjxl", "-distance", "1", "-f", "image2pipe"])
            case .tiff: try TIFFProgram.copy(TIFFFile(drawing, bits: 16).bytes(), ["-c", "zip:2", "-t"])
            case .tiffOfJPEG: try TIFFProgram.copy(TIFFFile(drawing).bytes(), ["-c", "jpeg", "-r", "16"])
            case .heic: try HEIFProgram.file(drawing, [])
            case .deepHEIC: try HEIFProgram.file(drawing, bits: 16, ["-b", "10"])
            case .avif: try HEIFProgram.file(drawing, ["-A"])
            case .grid: try SandboxTests.grid.bytes
            }
        }
    }

    /// Of four tiles, with colours that are converted and opacity.
    private static var grid: HEIFFile {
        get throws {
            let planes = RawPlanes.slopes("yuv420p10le", width: 320, height: 200)
            let tiles = try (0..<4).map { place in
                try CodedPicture(planes.part(x: place % 2 * 192, y: place / 2 * 128, width: 192, height: 128), .av1)
            }
            var file = HEIFFile(grid: tiles, columns: 2, width: 320, height: 200, [.codePoints(9, 14, 9, full: false)])
            file.add(.init(try CodedPicture(.slopes("gray", width: 320, height: 200), .av1), [.opacity]), as: "auxl")
            return file
        }
    }

    @Test("Every codec works inside, and makes the same bytes as outside", arguments: Codec.allCases)
    func codecs(codec: Codec) async throws {
        let folder = try JobFolder(picture: try codec.file())
        // The encoder's own calls are the same whatever the picture was.
        for quality in codec == .png ? [Quality.medium, .lossless] : [.medium] {
            var order = JobFolder.order { settings in
                settings.quality = quality
                settings.fit = .containBlur
                settings.focus = .auto
            }
            let contained = try await folder.render(order, to: "in-\(quality).mp4")
            #expect(contained.containment == .landlockAndSeccomp)
            order.sandbox = .off
            #expect(try await folder.render(order, to: "out-\(quality).mp4").containment == .none)
            #expect(try folder.scratch.read("in-\(quality).mp4") == folder.scratch.read("out-\(quality).mp4"))
        }
    }

    @Test("A job that uses up its processor time took too long, whoever measures")
    func processorTime() async throws {
        let folder = try JobFolder(picture: PNGFile.bytes(.waves(width: 320, height: 200), .rgb))
        var order = JobFolder.longOrder
        order.secondsLimit = 0
        await #expect {
            try await folder.render(order)
        } throws: { error in
            (error as? JobFailure)?.code == .renderTimeout
        }
    }

    @Test("An encoder of many threads has room for them", .timeLimit(.minutes(2)))
    func manyThreads() async throws {
        let folder = try JobFolder(picture: PNGFile.bytes(.waves(width: 320, height: 200), .rgb))
        var order = JobFolder.order { $0.resolution = .shortSide(720) }
        order.encoderThreads = 64
        #expect(try await folder.render(order).frames == 15)
    }

    @Test("A video has room for all its frames, and no more than they can need")
    func room() {
        let limits = JobFolder.order().resourceLimits
        #expect(limits.fileSize > 160 * 90 * 3 * 15 && limits.fileSize < 100 << 20)
        #expect(limits.processorSeconds == 600 * 10)
        #expect(limits.memory == 1 << 31)
    }
}
