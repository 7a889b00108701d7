import Media
import Pixels
import TestPictures
import Testing

/// Broken TIFFs: whatever comes of them, it comes as a picture or as an error.
@Suite struct TIFFDamageTests {
    enum Form: CaseIterable {
        case strips, tiles, separate, deep, inks, palette, lzw, deflate, packBits, jpeg, tiledJPEG, fax, fax4, chroma

        func file() throws -> [UInt8] {
            let drawing = Drawing.waves(width: 40, height: 24)
            let plain = TIFFFile(drawing)
            let dots = (0..<40 * 24).map { UInt16($0 / 3 % 2) }
            let page = TIFFFile(width: 40, height: 24, photometric: 0, channels: [dots]).with {
                $0.bits = 1
                $0.tags[274] = .shorts([6])
            }
            return switch self {
            case .strips: plain.bytes()
            case .tiles: plain.with { $0.pieces = .tiles(width: 16, height: 16) }.bytes()
            case .separate: plain.with { $0.isSeparate = true }.bytes()
            case .deep: TIFFFile(drawing, bits: 16, alpha: 1).with { $0.isBigEndian = true }.bytes()
            case .inks:
                plain.with {
                    $0.photometric = 5
                    $0.channels.append($0.channels[0])
                }.bytes()
            case .palette:
                TIFFFile(width: 40, height: 24, photometric: 3, channels: [dots]).with {
                    $0.bits = 4
                    $0.tags[320] = .shorts((0..<48).map { $0 * 1300 })
                }.bytes()
            case .lzw: try TIFFProgram.copy(plain.bytes(), ["-c", "lzw:2"])
            case .deflate: try TIFFProgram.copy(plain.bytes(), ["-c", "zip:2", "-p", "separate"])
            case .packBits: try TIFFProgram.copy(plain.bytes(), ["-c", "packbits"])
            case .jpeg: try TIFFProgram.copy(plain.bytes(), ["-c", "jpeg", "-r", "16"])
            case .tiledJPEG: try TIFFProgram.copy(plain.bytes(), ["-c", "jpeg:r", "-t", "-w", "16", "-l", "16"])
            case .fax: try TIFFProgram.copy(page.bytes(), ["-c", "g3:2d"])
            case .fax4: try TIFFProgram.copy(page.bytes(), ["-c", "g4"])
            case .chroma:
                plain.with {
                    $0.photometric = 6
                    $0.tags[530] = .shorts([1, 1])
                }.bytes()
            }
        }
    }

    private func decode(_ file: [UInt8]) throws -> Int {
        try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 16).picture.width
    }

    @Test("A TIFF cut at any twentieth is refused", arguments: Form.allCases)
    func truncation(form: Form) throws {
        let file = try form.file()
        #expect(try decode(file) == 40)
        for step in 1..<20 {
            #expect(throws: MediaError.self, "at \(step * 5) %") {
                try decode(Array(file.prefix(file.count * step / 20)))
            }
        }
        #expect(throws: MediaError.self) { try decode(Array(file.dropLast())) }
    }

    @Test(
        "A TIFF with bytes that are wrong by chance is decoded or refused, and nothing else happens",
        arguments: Form.allCases)
    func mutation(form: Form) throws {
        let file = try form.file()
        var chance = Chance(state: 0x5EED)
        // Half of the changes hit the directory, wherever it lies.
        let start = Int(file[file.first == 0x4D ? 6 : 5]) << 8 | Int(file[file.first == 0x4D ? 7 : 4])
        for _ in 0..<400 {
            var broken = file
            for _ in 0...Int.random(in: 0..<3, using: &chance) {
                let isDirectory = Bool.random(using: &chance)
                let place = Int.random(
                    in: isDirectory ? start..<min(start + 220, file.count) : 4..<file.count, using: &chance)
                broken[place] =
                    [0, 1, 0x7F, 0x80, 0xFF, .random(in: 0...255, using: &chance)].randomElement(using: &chance) ?? 0
            }
            do {
                #expect(try decode(broken) > 0)
            } catch {
                #expect(error is MediaError)
            }
        }
    }
}

/// SplitMix64: the same numbers in every run.
struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
