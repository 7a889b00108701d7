import Media
import Pixels
import TestPictures
import Testing

/// HEIF files that are cut, damaged, senseless or too large, and what they must not let through.
@Suite struct HEIFDamageTests {
    private static func grid(_ coding: CodedPicture.Coding) throws -> HEIFFile {
        let planes = RawPlanes.slopes("yuv420p", width: 100, height: 80)
        let tiles = try (0..<4).map { place in
            try CodedPicture(planes.part(x: place % 2 * 64, y: place / 2 * 48, width: 64, height: 48), coding)
        }
        var file = HEIFFile(grid: tiles, columns: 2, width: 100, height: 80, [.codePoints(12, 13, 1, full: true)])
        file.brands = coding == .hevc ? ["heic", "mif1"] : ["avif", "mif1", "miaf"]
        return file
    }

    private func decode(_ bytes: [UInt8], limit: Int = 1 << 20) throws -> Picture {
        try PictureDecoder.decode(try EncodedPicture(file: bytes), pixelLimit: limit).picture
    }

    private func refusal(_ file: HEIFFile) -> MediaError? {
        #expect(throws: MediaError.self) { try decode(file.bytes) }
    }

    @Test("No metadata and nothing beside the picture reaches the decoder", arguments: CodedPicture.Coding.allCases)
    func metadata(coding: CodedPicture.Coding) throws {
        let plain = try Self.grid(coding)
        var file = plain
        file.addMetadata()
        let bytes = file.bytes + Big.box("free", Array(Metadata.canary.utf8)) + Array(Metadata.canary.utf8)
        try #require(bytes.contains(Metadata.canary))
        let encoded = try EncodedPicture(file: bytes)
        #expect(!encoded.packet.contains(Metadata.canary))
        #expect(!encoded.packet.contains("MM\0*"))
        #expect(try decode(bytes).samples == decode(plain.bytes).samples)
    }

    @Test("A picture cut at any twentieth is refused as not complete", arguments: CodedPicture.Coding.allCases)
    func truncation(coding: CodedPicture.Coding) throws {
        let files = [
            try Self.grid(coding).bytes,
            try HEIFProgram.file(.waves(width: 96, height: 64), coding == .hevc ? [] : ["-A"]),
        ]
        for file in files {
            for step in 1..<20 {
                let cut = Array(file.prefix(file.count * step / 20))
                let refusal = #expect(throws: MediaError.self, "at \(step * 5) %") { try decode(cut) }
                guard case .truncated = refusal else {
                    Issue.record("at \(step * 5) %: \(String(describing: refusal))")
                    continue
                }
            }
        }
    }

    @Test("A damaged file is decoded or refused, and never more", arguments: CodedPicture.Coding.allCases, [0, 1, 2])
    func mutations(coding: CodedPicture.Coding, version: Int) throws {
        var file = try Self.grid(coding)
        file.version = version
        file.add(.init(try CodedPicture(.slopes("gray", width: 100, height: 80), coding), [.opacity]), as: "auxl")
        let bytes = file.bytes
        let boxes = bytes.count - file.items.map(\.content.count).reduce(0, +)
        var random = Congruence(state: UInt64(version) * 7919 + (coding == .hevc ? 1 : 2))
        var refused = 0
        for round in 0..<200 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                // Mostly among the boxes, for what is behind them is the codec's to mind.
                let place = Int.random(in: 0..<(round % 4 == 0 ? bytes.count : boxes), using: &random)
                damaged[place] =
                    Bool.random(using: &random)
                    ? damaged[place] ^ 1 << UInt8.random(in: 0..<8, using: &random)
                    : [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
            }
            do {
                _ = try decode(damaged)
            } catch MediaError.codec(let operation, let reason) {
                Issue.record("the picture's fault is taken for the library's: \(operation), \(reason)")
            } catch {
                refused += 1
            }
        }
        #expect(refused > 50)
    }

    @Test("A damaged description of what is coded is the picture's fault, not the decoder's")
    func configuration() throws {
        let file = try HEIFProgram.file(.waves(width: 96, height: 64), [])
        let start = try #require(file.indices.first { file[$0...].starts(with: Array("hvcC".utf8)) }) + 4
        for place in start..<start + 80 {
            var damaged = file
            damaged[place] = 0xFF
            do {
                _ = try decode(damaged)
            } catch MediaError.codec(let operation, let reason) {
                Issue.record("at byte \(place - start): \(operation), \(reason)")
            } catch {}
        }
    }

    @Test("A picture with more pixels than allowed is refused before it is decoded")
    func limit() throws {
        let file = try Self.grid(.hevc).bytes
        #expect(throws: MediaError.tooManyPixels(width: 100, height: 80, limit: 7999)) { try decode(file, limit: 7999) }
        #expect(try decode(file, limit: 8000).width == 100)
        // Its header alone says so: what it holds is nothing.
        var item = HEIFFile.Item(type: "hvc1", content: [0])
        item.properties = [.size(1 << 31, 1 << 31), .init(box: Big.box("hvcC", [1]))]
        #expect(throws: MediaError.tooManyPixels(width: 1 << 31, height: 1 << 31, limit: 1 << 26)) {
            try decode(HEIFFile([item]).bytes, limit: 1 << 26)
        }
        // A small picture cut from a huge one.
        item.properties = [
            .size(40000, 40000), .init(box: Big.box("hvcC", [1])),
            .crop(x: 0, y: 0, width: 8, height: 8, of: (40000, 40000)),
        ]
        #expect(throws: MediaError.tooManyPixels(width: 40000, height: 40000, limit: 1 << 26)) {
            try decode(HEIFFile([item]).bytes, limit: 1 << 26)
        }
    }

    @Test("A decoder that finds another size than the header states is not believed")
    func otherSize() throws {
        var file = HEIFFile([.init(try CodedPicture(.slopes("yuv420p", width: 64, height: 48), .hevc))])
        file.items[0].properties[0] = .size(48, 48)
        #expect(
            refusal(file) == .malformed("its header states 48 × 48 pixels but it holds 64 × 48"))
    }

    @Test("A grid that does not fit together is refused with the reason")
    func grids() throws {
        let good = try Self.grid(.hevc)
        func changed(_ change: (inout HEIFFile) -> Void) -> MediaError? {
            var file = good
            change(&file)
            return refusal(file)
        }
        #expect(
            changed { $0.references = [.init("dimg", from: 1, to: [2, 3, 4])] } == .malformed("its grid lacks tiles"))
        #expect(
            changed { $0.references = [.init("dimg", from: 1, to: [2, 3, 4, 9])] }
                == .malformed("a part of its picture is missing"))
        #expect(
            changed { $0.references = [.init("dimg", from: 1, to: [1, 1, 1, 1])] }
                == .malformed("the tiles of its grid do not fit its size"))
        #expect(
            changed { file in
                file.items[0].properties[0] = .size(64, 80)
                file.items[0].content = [0, 0, 1, 1, 0, 64, 0, 80]
            } == .malformed("the tiles of its grid do not fit its size"))
        #expect(
            changed { $0.items[0].properties[0] = .size(100, 81) }
                == .malformed("its header and its grid state different sizes"))
        #expect(changed { $0.items[0].content = [0, 0, 1] } == .malformed("its grid cannot be read"))
        #expect(
            changed { $0.items[2].properties.append(.turned(1)) }
                == .unsupported("the tiles of its grid are turned or cropped"))
        #expect(changed { $0.primary = 17 } == .malformed("a part of its picture is missing"))
        #expect(changed { $0.items[0].type = "iovl" } == .unsupported("it is made of pictures that overlap"))
        #expect(changed { $0.items[0].type = "j2k1" } == .unsupported("it is a HEIF of a rare coding (j2k1)"))
        #expect(
            changed { $0.items[0].properties.append(.init(box: Big.box("abcd", []))) }
                == .unsupported("it has a property without which it cannot be shown, and which is not known"))
    }

    @Test("A grid within a grid is refused")
    func nested() throws {
        let tile = try CodedPicture(.slopes("gray", width: 64, height: 48), .hevc)
        var file = HEIFFile(grid: [tile], columns: 1, width: 64, height: 48)
        file.references = [.init("dimg", from: 1, to: [1])]
        #expect(refusal(file) == .unsupported("it is a HEIF of a coding that is not known"))
    }

    @Test("A grid of too many tiles, too much data or too many pixels is refused")
    func largeGrids() throws {
        let tile = try CodedPicture(.slopes("gray", width: 64, height: 48), .hevc)
        func grid(columns: Int, rows: Int, width: Int, height: Int, tileWidth: Int = 64) -> HEIFFile {
            var file = HEIFFile(grid: [tile], columns: 1, width: width, height: height)
            file.items[0].content = [0, 1, UInt8(rows - 1), UInt8(columns - 1)] + Big.number(width, 4)
            file.items[0].content += Big.number(height, 4)
            file.items[1].properties[0] = .size(tileWidth, 48)
            file.references = [.init("dimg", from: 1, to: Array(repeating: 2, count: columns * rows))]
            return file
        }
        #expect(
            refusal(grid(columns: 64, rows: 65, width: 64 * 64, height: 48 * 65))
                == .unsupported("its grid has more than 4096 tiles"))
        var heavy = grid(columns: 64, rows: 64, width: 64 * 64, height: 48 * 64)
        heavy.items[1].content += [UInt8](repeating: 0, count: 1 << 15)
        #expect(refusal(heavy) == .malformed("its grid repeats tiles beyond all measure"))
        // Of a column of wide tiles a narrow edge is shown.
        #expect(
            refusal(grid(columns: 1, rows: 100, width: 1, height: 4800, tileWidth: 20000))
                == .tooManyPixels(width: 20000, height: 4800, limit: 1 << 20))
    }

    @Test("A sequence without a still picture is refused as what it is, and any without its description as cut")
    func sequences() throws {
        let start = Big.box("ftyp", Array("avis".utf8) + Big.number(0, 4) + Array("msf1".utf8))
        let refusal = #expect(throws: MediaError.self) { try decode(start + Big.box("moov", Big.number(0, 9))) }
        guard case .unsupported(let reason, let advice) = refusal else {
            Issue.record("it was not refused as unsupported")
            return
        }
        #expect(reason == "it is an image sequence and holds no still picture")
        #expect(advice.hasPrefix("Save a single frame"))
        #expect(throws: MediaError.truncated("it ends before it describes its picture")) { try decode(start) }
    }

    @Test(
        "Any brand of HEIF will do, the first or another",
        arguments: [
            ["heic"], ["heix", "mif1"], ["mif1", "heic"], ["avif"], ["mif1", "avif"], ["msf1", "mif1", "heic"],
        ])
    func brands(brands: [String]) throws {
        var file = try Self.grid(.hevc)
        file.brands = brands
        #expect(try EncodedPicture(file: file.bytes).codec == .heic)
    }
}

/// Numbers that look random, the same in every run (Knuth's MMIX).
private struct Congruence: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 33
    }
}
