import Fixtures
import Foundation
import Media
import Model
import TestPictures
import Testing

@testable import Working

/// Pictures that are made to hurt: each ends in a stable code, soon, and with little memory.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct HostilePictureTests {
    private func failure(_ file: [UInt8], _ change: (inout WorkOrder) -> Void = { _ in }, limit: TimeSpan = .minutes(1))
        async throws -> JobFailure?
    {
        let folder = try JobFolder(picture: file)
        var order = JobFolder.order()
        order.pixelLimit = 200_000_000
        change(&order)
        do {
            try await folder.render(order, limit: limit)
            return nil
        } catch let failure as JobFailure {
            return failure
        }
    }

    enum Large: CaseIterable {
        case png, jpeg, webP, gif, bmp

        /// A file of a few bytes whose header states more pixels than are allowed; and how many.
        var file: (bytes: [UInt8], width: Int, height: Int) {
            switch self {
            case .png: (HostilePicture.png(width: 30000, height: 30000), 30000, 30000)
            case .jpeg: (HostilePicture.jpeg(width: 65500, height: 65500), 65500, 65500)
            case .webP: (HostilePicture.webP(width: 16383, height: 16383), 16383, 16383)
            case .gif: (HostilePicture.gif(width: 65535, height: 65535), 65535, 65535)
            case .bmp: (HostilePicture.bmp(width: 20000, height: 20000), 20000, 20000)
            }
        }
    }

    @Test(
        "A small file that states a huge picture is refused before anything is set aside for it",
        arguments: Large.allCases)
    func huge(kind: Large) async throws {
        let (file, width, height) = kind.file
        let failure = try #require(try await failure(file) { $0.memoryLimit = 150 << 20 })
        #expect(failure.code == .tooManyPixels)
        #expect(
            failure.sentence
                == "The picture has \(width) × \(height) pixels, more than limits.pixels allows (200000000).")
    }

    @Test("A chunk that inflates to a gigabyte takes less than 150 MB", arguments: ["zTXt", "iTXt", "iCCP"])
    func bomb(chunk: String) async throws {
        let folder = try TestFolder()
        try folder.write("picture.png", Data(HostilePicture.bomb(chunk)))
        try folder.write("side.json", quick)
        // The peak of the program and of the worker that it waited for, in KiB.
        let peak = try await run(
            "python3", "-c",
            "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True);"
                + "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)",
            JobFolder.program, "render", folder.at("picture.png"), "-s", folder.at("side.json"), "-o",
            folder.at("video.mp4"))
        let kibibytes = try #require(Int(peak.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(kibibytes < 150 * 1000)
        #expect(try await Video(decoding: folder.at("video.mp4")) == .quick)
    }

    @Test("A progressive JPEG that takes minutes is ended by the limit on time")
    func slow() async throws {
        let file = HostilePicture.slowJPEG(width: 12000, height: 12000)
        #expect(file.count < 1 << 20)
        let failure = try await failure(file, { $0.secondsLimit = 1 }, limit: .seconds(1))
        #expect(failure?.code == .renderTimeout)
    }

    enum Form: CaseIterable {
        case jpeg, progressiveJPEG, png, lossyWebP, losslessWebP, gif, bmp, jxl

        func file() throws -> [UInt8] {
            let drawing = Drawing.waves(width: 64, height: 48)
            return switch self {
            case .jpeg: try FFmpegProgram.jpeg(drawing)
            case .progressiveJPEG: try JPEGProgram.progressive(try FFmpegProgram.jpeg(drawing))
            case .png: PNGFile.bytes(drawing, .rgb)
            case .lossyWebP: try FFmpegProgram.webP(drawing, lossless: false)
            case .losslessWebP: try FFmpegProgram.webP(drawing, lossless: true)
            case .gif: try FFmpegProgram.gif(drawing)
            case .bmp: BMPFile.bytes(drawing, bits: 24)
            case .jxl: try FFmpegProgram.lossless(drawing, ["-c:v", "libjxl", "-f", "image2pipe"])
            }
        }
    }

    @Test("A picture cut at any hundredth is refused, or was whole already", arguments: Form.allCases)
    func cut(form: Form) throws {
        let file = try form.file()
        let whole = try EncodedPicture(file: file).packet
        for step in 1..<100 {
            let cut = Array(file.prefix(file.count * step / 100))
            if let code = refusal(cut) {
                #expect([.truncated, .notAnImage].contains(code), "at \(step) %: \(code)")
            } else {
                #expect(try EncodedPicture(file: cut).packet == whole, "at \(step) %")
            }
        }
    }

    /// How decoding ends; nil for well.
    private func refusal(_ file: [UInt8]) -> FailureCode? {
        do throws(MediaError) {
            _ = try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 24)
            return nil
        } catch {
            return error.failure.code
        }
    }

    @Test(
        "A picture damaged at any hundredth is refused with a stable code, or rendered whole", arguments: Form.allCases)
    func damaged(form: Form) throws {
        let file = try form.file()
        let allowed: [FailureCode] = [.truncated, .notAnImage, .unsupportedFormat, .tooManyPixels, .outOfMemory]
        for step in 0..<100 {
            var damaged = file
            for place in 0..<3 where file.count * step / 100 + place < file.count {
                damaged[file.count * step / 100 + place] ^= 0xA5
            }
            if let code = refusal(damaged) {
                #expect(allowed.contains(code), "at \(step) %: \(code)")
            } else {
                #expect(form != .png, "every byte of a PNG is covered by a checksum")
            }
        }
    }

    @Test("An empty file, and one of a single byte, are refused", arguments: [[], [0xFF], [0x89]] as [[UInt8]])
    func tiny(file: [UInt8]) async throws {
        #expect(try await failure(file)?.code == .notAnImage)
    }
}
