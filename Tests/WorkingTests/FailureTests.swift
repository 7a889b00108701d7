import Media
import Model
import Pixels
import TestPictures
import Testing

@testable import Working

@Suite struct FailureTests {
    private static let again = "Send the file again; if it fails again, the original is damaged."

    @Test("A move through depth needs memory for its layers, and for its depth file")
    func depthMemory() throws {
        let picture = EncodedPicture(codec: .jpeg, width: 4000, height: 3000, bytesPerPixel: 6, packet: [])
        let file = EncodedPicture(codec: .png, width: 4000, height: 3000, bytesPerPixel: 4, packet: [])
        func need(_ motion: Motion, _ depth: EncodedPicture? = nil) -> Int64 {
            let settings = JobFolder.order { $0.motion = motion }.settings
            return MemoryNeed(of: picture, settings, depth: depth).bytes
        }
        #expect(need(.orbit) > need(.zoomIn))
        #expect(need(.orbit, file) >= need(.orbit) + 40_000_000)
    }

    @Test(
        "Every media error says what failed, why, and what to do",
        arguments: [
            (
                MediaError.notAPicture("it is empty"),
                JobFailure(
                    .notAnImage, "The file is not a picture: it is empty.",
                    advice:
                        "Send a JPEG, HEIC, PNG, WebP, AVIF, GIF, BMP, TIFF or JPEG XL file; its name does not matter, its content does."
                )
            ),
            (
                .unsupported("it is an icon"),
                JobFailure(
                    .unsupportedFormat, "The picture cannot be rendered: it is an icon.",
                    advice: "Convert it to an ordinary JPEG or PNG and send that.")
            ),
            (
                .truncated("its end marker is missing"),
                JobFailure(.truncated, "The picture is not complete: its end marker is missing.", advice: again)
            ),
            (
                .malformed("it has two frame headers"),
                JobFailure(
                    .truncated, "The picture is damaged: it has two frame headers.",
                    advice: "Send the file again; if it fails again, open it in an image editor and save it anew.")
            ),
            (
                .tooManyPixels(width: 30000, height: 20000, limit: 200_000_000),
                JobFailure(
                    .tooManyPixels,
                    "The picture has 30000 × 20000 pixels, more than limits.pixels allows (200000000).",
                    advice: "Send a smaller picture, or raise limits.pixels if the machine has the memory.")
            ),
            (
                .codec(operation: "opening the encoder", reason: "Invalid argument"),
                JobFailure(
                    .internalError, "FFmpeg failed at opening the encoder: Invalid argument.",
                    advice: "Check that Debian's FFmpeg libraries are installed whole; otherwise please report it.")
            ),
            (
                .outOfMemory(operation: "decoding"),
                JobFailure(
                    .outOfMemory, "Memory ran out at decoding.",
                    advice: "Raise limits.memory, or send a smaller picture.")
            ),
            (
                .write(errno: 28),
                JobFailure(
                    .noSpace, "The video could not be written: No space left on device.",
                    advice: "Free space where the outbox is; the job is tried again.")
            ),
            (
                .write(errno: 5),
                JobFailure(
                    .unreadable, "The video could not be written: Input/output error.",
                    advice: "Check the disk that holds the outbox; the job is tried again.")
            ),
        ])
    func words(error: MediaError, failure: JobFailure) {
        #expect(error.failure == failure)
    }

    @Test("A job that needs more memory than allowed says how much, and is not begun")
    func memory() throws {
        let folder = try JobFolder(picture: PNGFile.bytes(.waves(width: 200, height: 100), .rgb))
        var order = JobFolder.order()
        order.memoryLimit = 64 << 20
        let failure = try #require(throws: JobFailure.self) { try folder.renderHere(order) }
        #expect(failure.code == .outOfMemory)
        #expect(failure.sentence == "Rendering this picture needs about 67 MB of memory; limits.memory allows 64 MB.")
        #expect(failure.advice == "Raise limits.memory, choose a smaller resolution, or send a smaller picture.")
    }

    @Test("Sides whose product is beyond any number are refused like any large picture")
    func enormous() throws {
        var file = TIFFFile(.quarters(width: 8, height: 8))
        file.tags = [256: .longs([0x7FFF_FFFF]), 257: .longs([0x7FFF_FFFF]), 278: .longs([0x7FFF_FFFF])]
        let folder = try JobFolder(picture: file.bytes())
        #expect {
            try folder.renderHere(JobFolder.order())
        } throws: { error in
            (error as? JobFailure)?.code == .tooManyPixels
        }
    }

    @Test("A header that states more pixels than an integer can count bytes needs more memory than there is")
    func largest() throws {
        let huge = EncodedPicture(
            codec: .png, width: 0xFFFF_FFFF, height: 0xFFFF_FFFF, bytesPerPixel: 16, packet: [])
        let failure = try #require(throws: JobFailure.self) {
            try MemoryNeed(of: huge, JobFolder.order().settings).check(against: 1 << 31)
        }
        #expect(failure.code == .outOfMemory)
    }

    @Test("A larger picture and a larger video need more memory")
    func need() throws {
        func need(_ side: Int, _ change: (inout Settings) -> Void = { _ in }) throws -> Int64 {
            let encoded = EncodedPicture(
                codec: .png, width: side, height: side, bytesPerPixel: 8, packet: [])
            return MemoryNeed(of: encoded, JobFolder.order(change).settings).bytes
        }
        #expect(try need(4000) > (try need(1000)) + 100_000_000)
        #expect(try need(1000) { $0.resolution = .shortSide(2160) } > (try need(1000)) + 500_000_000)
        #expect(try need(1000) { $0.resolution = .exact(width: 7680, height: 7680) } > 5_000_000_000)
    }

    @Test(
        "What is wrong with a picture is the job's failure",
        arguments: [
            ("qoif....", FailureCode.unsupportedFormat), ("%PDF-1.7", .notAnImage),
            ("not a picture", .notAnImage), ("\u{7F}", .notAnImage), ("", .notAnImage),
        ])
    func refused(content: String, code: FailureCode) throws {
        let folder = try JobFolder(picture: Array(content.utf8))
        #expect(try #require(throws: JobFailure.self) { try folder.renderHere(JobFolder.order()) }.code == code)
    }
}
