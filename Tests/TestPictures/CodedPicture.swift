/// A picture as ffmpeg's encoders code it, lossless, without a file around it.
package struct CodedPicture: Sendable {
    package enum Coding: String, CaseIterable, Sendable {
        case hevc = "hvc1"
        case av1 = "av01"
    }

    package let coding: Coding
    package let width: Int
    package let height: Int
    /// As an item of a HEIF holds it.
    package let content: [UInt8]
    /// What a decoder must know beforehand, as a box.
    package let configuration: [UInt8]

    /// - Parameter tags: ffmpeg's options that state what colours mean, such as `-colorspace`.
    package init(_ planes: RawPlanes, _ coding: Coding, tags: [String] = []) throws {
        self.coding = coding
        (width, height) = (planes.width, planes.height)
        let encoder =
            switch coding {
            case .hevc:
                [
                    "-c:v", "libx265", "-preset", "ultrafast", "-x265-params",
                    "lossless=1:keyint=1:ctu=16:min-cu-size=8:log-level=none:info=0", "-f", "hevc",
                ]
            case .av1:
                [
                    "-c:v", "libaom-av1", "-still-picture", "1", "-cpu-used", "8", "-crf", "0", "-aom-params",
                    "lossless=1", "-f", "obu",
                ]
            }
        let stream = try FFmpegProgram.picture(
            raw: planes.bytes, pixelFormat: planes.pixelFormat, width: width, height: height, tags + encoder)
        let format = planes.chromaFormat
        switch coding {
        case .hevc:
            let units = Self.units(stream)
            func type(_ unit: [UInt8]) -> UInt8 { unit[0] >> 1 & 63 }
            content = units.filter { type($0) < 32 }.flatMap { Big.number($0.count, 4) + $0 }
            let header: [UInt8] =
                [1] + Array(repeating: 0, count: 12) + [0xF0, 0, 0xFC, 0xFC | format]
                + Array(repeating: 0xF8 | UInt8(planes.depth - 8), count: 2) + [0, 0, 0x0F]
            let sets = units.filter { (32...34).contains(type($0)) }.map { unit in
                [type(unit)] + Big.number(1, 2) + Big.number(unit.count, 2) + unit
            }
            configuration = Big.box("hvcC", header + [UInt8(sets.count)] + sets.flatMap(\.self))
        case .av1:
            // Behind the delimiter, which a file does not need.
            content = Array(stream.dropFirst(2))
            let shifts = RawPlanes.shifts(planes.pixelFormat)
            let flags =
                (planes.depth > 8 ? 0x40 : 0) | (planes.depth > 10 ? 0x20 : 0) | (format == 0 ? 0x1C : 0)
                | shifts.x << 3 | shifts.y << 2
            configuration = Big.box("av1C", [0x81, 0, UInt8(flags), 0])
        }
    }

    /// What stands between the start codes of a stream (ITU-T H.265, annex B).
    private static func units(_ stream: [UInt8]) -> [[UInt8]] {
        var starts: [Int] = []
        for place in 0..<max(0, stream.count - 3) where stream[place..<place + 3].elementsEqual([0, 0, 1]) {
            starts.append(place + 3)
        }
        return starts.enumerated().map { index, start in
            let end = index + 1 < starts.count ? starts[index + 1] - 3 : stream.count
            var unit = Array(stream[start..<end])
            while unit.last == 0 { unit.removeLast() }
            return unit
        }
    }
}

/// Numbers and boxes with the highest byte first.
package enum Big {
    package static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    package static func box(_ type: String, _ body: [UInt8]) -> [UInt8] {
        number(body.count + 8, 4) + Array(type.utf8) + body
    }

    package static func box(_ type: String, version: Int, flags: Int = 0, _ body: [UInt8]) -> [UInt8] {
        box(type, number(version, 1) + number(flags, 3) + body)
    }
}
