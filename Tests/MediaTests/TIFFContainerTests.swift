import Media
import Pixels
import TestPictures
import Testing

@Suite struct TIFFContainerTests {
    private static let file = TIFFFile(.quarters(width: 96, height: 64))

    private func refusal(_ change: (inout TIFFFile) -> Void) -> MediaError? {
        #expect(throws: MediaError.self) {
            let encoded = try EncodedPicture(file: Self.file.with(change).bytes())
            return try PictureDecoder.decode(encoded, pixelLimit: 1 << 20)
        }
    }

    @Test("A TIFF's content decides what it is and how large", arguments: [false, true])
    func size(isBigEndian: Bool) throws {
        let picture = try EncodedPicture(file: Self.file.with { $0.isBigEndian = isBigEndian }.bytes())
        #expect(picture.codec == .tiff)
        #expect((picture.width, picture.height) == (96, 64))
        #expect(picture.orientation == .upright)
        #expect(picture.profile == nil)
    }

    @Test(
        "Every orientation of a TIFF is found in either byte order, and its pixels stay as they are stored",
        arguments: Orientation.allCases, [false, true])
    func orientation(orientation: Orientation, isBigEndian: Bool) throws {
        let plain = try PictureDecoder.decode(try EncodedPicture(file: Self.file.bytes()), pixelLimit: 1 << 20).picture
        for photometric in [2, 6] {
            var file = Self.file
            (file.isBigEndian, file.photometric) = (isBigEndian, photometric)
            if photometric == 6 { file.tags[530] = .shorts([1, 1]) }
            file.tags[274] = .shorts([Int(orientation.rawValue)])
            let encoded = try EncodedPicture(file: file.bytes())
            #expect(encoded.orientation == orientation)
            let picture = try PictureDecoder.decode(encoded, pixelLimit: 1 << 20).picture
            #expect(picture.orientation == orientation)
            #expect((picture.width, picture.height) == (96, 64))
            if photometric == 2 { #expect(picture.samples == plain.samples) }
        }
    }

    @Test("A senseless orientation of a TIFF means upright", arguments: [0, 9, 300])
    func senseless(value: Int) throws {
        let file = Self.file.with { $0.tags[274] = .shorts([value]) }
        #expect(try EncodedPicture(file: file.bytes()).orientation == .upright)
    }

    /// Tags that say something of who, where and how, by TIFF 6.0 and Exif, and some that nobody knows.
    private static let metadata = [
        269, 270, 271, 272, 285, 305, 306, 315, 316, 333, 337, 700, 32781, 33432, 33723, 34377, 37500, 37724, 40091,
        42016, 50341, 50827, 60123,
    ]

    @Test(
        "No metadata of a TIFF, no later page and nothing behind the end reaches the decoder", arguments: [false, true])
    func metadata(isBigEndian: Bool) throws {
        var file = Self.file
        file.isBigEndian = isBigEndian
        for tag in Self.metadata { file.tags[tag] = .text(Metadata.canary) }
        // Short texts lie in the directory itself.
        file.tags[65000] = .text("GPS")
        // The directories of Exif and GPS lie behind the pages.
        for tag in [34665, 34853, 330] { file.tags[tag] = .longs([0]) }
        var page = TIFFFile(.waves(width: 20, height: 20))
        page.tags[270] = .text(Metadata.canary)
        let start = file.bytes(pages: [page, page]).count
        for tag in [34665, 34853, 330] { file.tags[tag] = .longs([start + 8]) }
        let whole = file.bytes(
            pages: [page, page], trailing: Metadata.exif(orientation: 3, bigEndian: isBigEndian))
        try #require(whole.contains(Metadata.canary))
        let encoded = try EncodedPicture(file: whole)
        #expect(!encoded.packet.contains("CANARY"))
        #expect(!encoded.packet.contains("GPS"))
        #expect(encoded.packet.count < start)
        let decoded = try PictureDecoder.decode(encoded, pixelLimit: 1 << 20).picture
        let plain = try PictureDecoder.decode(try EncodedPicture(file: Self.file.bytes()), pixelLimit: 1 << 20).picture
        #expect(decoded.samples == plain.samples)
        #expect(try EncodedPicture(file: encoded.packet).packet == encoded.packet)
    }

    @Test("A TIFF's profile is kept apart from the pixels, and not when it is too large")
    func profile() throws {
        let profile = (0..<600).map { UInt8($0 % 251) }
        let encoded = try EncodedPicture(file: Self.file.with { $0.tags[34675] = .bytes(profile) }.bytes())
        #expect(encoded.profile == profile)
        #expect(encoded.packet.firstIndex(of: Array(profile.prefix(40))) == nil)
        let huge = Self.file.with { $0.tags[34675] = .bytes(Array(repeating: 1, count: 4 << 20 + 1)) }
        #expect(
            try EncodedPicture(file: huge.bytes()).remarks == [
                "Its colour profile is larger than 4 MB and was ignored."
            ])
    }

    @Test(
        "A camera's raw file that is a TIFF is called what it is, with a way out",
        arguments: [
            [50706: .bytes([1, 4, 0, 0])], [262: .shorts([32803])], [262: .shorts([34892])],
            [254: .longs([1]), 330: .longs([8]), 259: .shorts([6])],
        ] as [[Int: TIFFFile.Values]])
    func raw(tags: [Int: TIFFFile.Values]) {
        let found = refusal { $0.tags = tags }
        #expect(
            found
                == .unsupported(
                    "it is a camera's raw file",
                    advice: "Develop it in a raw converter and send the JPEG or TIFF that comes of it."))
    }

    @Test(
        "A TIFF of a kind that is not rendered is called what it is",
        arguments: [
            ([339: .shorts([3, 3, 3])], "it is a TIFF of floating-point numbers"),
            ([339: .shorts([2])], "it is a TIFF of signed numbers"),
            ([258: .shorts([32, 32, 32])], "it is a TIFF of 32 bits a sample"),
            ([258: .shorts([5, 6, 5])], "it is a TIFF whose samples differ in their number of bits"),
            ([258: .shorts([4, 4, 4])], "it is a TIFF of red, green and blue with 4 bits a sample"),
            ([277: .shorts([200])], "it is a TIFF of 200 samples a pixel"),
            ([259: .shorts([6])], "it is a TIFF compressed with old-style JPEG"),
            ([259: .shorts([50000])], "it is a TIFF compressed with Zstandard"),
            ([259: .shorts([12345])], "it is a TIFF compressed with an unknown method (12345)"),
            ([262: .shorts([8])], "it is a TIFF of CIE L*a*b* with 8 bits a sample"),
            ([262: .shorts([9])], "it is a TIFF of ICC L*a*b* with 8 bits a sample"),
            ([262: .shorts([]), 338: .shorts([2])], "it is a TIFF that does not say what its samples mean"),
            ([262: .shorts([77])], "it is a TIFF of unknown colours (77) with 8 bits a sample"),
            ([262: .shorts([3])], "it is a TIFF of a palette with 3 samples a pixel"),
            (
                [262: .shorts([5]), 277: .shorts([4]), 332: .shorts([2])],
                "it is a TIFF of other inks than cyan, magenta, yellow and black"
            ),
        ] as [([Int: TIFFFile.Values], String)])
    func unsupported(tags: [Int: TIFFFile.Values], reason: String) {
        #expect(refusal { $0.tags = tags } == .unsupported(reason))
    }

    @Test(
        "A TIFF whose directory makes no sense is refused with the reason",
        arguments: [
            ([256: .longs([0])], "its directory states no size"),
            ([257: .longs([0x8000_0000])], "its directory states no size"),
            ([256: .text("wide")], "its directory has something else where a number belongs"),
            ([262: .shorts([5])], "it has fewer samples a pixel than its colours need"),
            ([259: .shorts([4])], "its compression is for black and white alone"),
            ([278: .longs([0])], "its strips have no size"),
            ([322: .longs([16])], "its tiles have no size"),
            ([322: .longs([16]), 323: .longs([16])], "it does not say where its tiles lie"),
            ([322: .longs([1 << 20]), 323: .longs([1 << 20])], "its tiles are larger than the picture"),
            ([322: .longs([0xFFFF_FFFF]), 323: .longs([0xFFFF_FFFF])], "its tiles are larger than the picture"),
            ([278: .longs([1])], "it has fewer strips than its size needs"),
            (
                [273: .longs(Array(repeating: 300, count: 10)), 279: .longs(Array(repeating: 2000, count: 10))],
                "its strips lie over each other"
            ),
            ([279: .longs(Array(repeating: 0, count: 10))], "one of its strips is empty"),
            ([279: .longs([])], "it does not say where its strips lie"),
            ([259: .shorts([8]), 278: .longs([64]), 279: .longs([0])], "one of its strips is empty"),
            ([279: .longs(Array(repeating: 10, count: 10))], "its TIFF data cannot be decoded"),
            ([259: .shorts([5])], "its TIFF data cannot be decoded"),
            ([259: .shorts([8]), 317: .shorts([3])], "its TIFF data cannot be decoded"),
        ] as [([Int: TIFFFile.Values], String)])
    func malformed(tags: [Int: TIFFFile.Values], reason: String) {
        #expect(refusal { $0.tags = tags } == .malformed(reason))
    }

    @Test("A TIFF whose parts lie beyond its end is refused as not complete", arguments: [273, 279, 34675, 258])
    func beyond(tag: Int) {
        var file = Self.file.bytes()
        let count = Int(file[8])
        for entry in 0..<count where Int(file[10 + entry * 12]) | Int(file[11 + entry * 12]) << 8 == tag {
            file.replaceSubrange(18 + entry * 12..<22 + entry * 12, with: [0xFF, 0xFF, 0xFF, 0xFF])
        }
        if tag == 34675 {
            file = Self.file.with { $0.tags[34675] = .longs([1, 2]) }.bytes()
            let place = file.firstIndex(of: [0x73, 0x87]) ?? 0
            file.replaceSubrange(place + 8..<place + 12, with: [0xFF, 0xFF, 0xFF, 0xFF])
        }
        #expect(throws: MediaError.truncated("it ends inside its directory's values")) {
            try EncodedPicture(file: file)
        }
    }

    @Test("A TIFF of enormous size is refused before anything is allocated", arguments: [false, true])
    func limit(isTiled: Bool) throws {
        var file = Self.file
        file.tags = [256: .longs([0x7FFF_FFFF]), 257: .longs([0x7FFF_FFFF]), 278: .longs([0xFFFF_FFFF])]
        if isTiled {
            file.tags = [256: .longs([30000]), 257: .longs([30000]), 322: .longs([30000]), 323: .longs([30000])]
            file.pieces = .tiles(width: 16, height: 16)
        }
        let side = isTiled ? 30000 : 0x7FFF_FFFF
        #expect(throws: MediaError.tooManyPixels(width: side, height: side, limit: 200_000_000)) {
            try PictureDecoder.decode(try EncodedPicture(file: file.bytes()), pixelLimit: 200_000_000)
        }
    }

    @Test("A tile larger than the picture counts among the memory that is needed")
    func tileMemory() throws {
        var file = Self.file
        file.pieces = .tiles(width: 1024, height: 1024)
        let encoded = try EncodedPicture(file: file.bytes())
        #expect(encoded.bytesPerPixel * 96 * 64 >= 1024 * 1024 * 3 * 2)
    }
}
