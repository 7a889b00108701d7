/// Samples of a picture as a codec takes them: plane after plane, by one of ffmpeg's names for such a layout.
package struct RawPlanes: Sendable {
    package let pixelFormat: String
    package let width: Int
    package let height: Int
    /// Row by row; luma and chroma, or green, blue and red.
    package let samples: [[UInt16]]

    /// - Parameter sample: The sample at a place of a plane.
    package init(_ pixelFormat: String, width: Int, height: Int, _ sample: (_ plane: Int, _ x: Int, _ y: Int) -> Int) {
        self.pixelFormat = pixelFormat
        self.width = width
        self.height = height
        let (shiftX, shiftY) = Self.shifts(pixelFormat)
        samples = (0..<(pixelFormat.hasPrefix("gray") ? 1 : 3)).map { plane in
            let (x, y) = plane == 0 ? (0, 0) : (shiftX, shiftY)
            let (across, down) = ((width + (1 << x) - 1) >> x, (height + (1 << y) - 1) >> y)
            return (0..<across * down).map { UInt16(sample(plane, $0 % across, $0 / across)) }
        }
    }

    /// Slopes that differ from plane to plane and use the whole range of codes.
    package static func slopes(_ pixelFormat: String, width: Int, height: Int) -> RawPlanes {
        let most = 1 << depth(pixelFormat)
        return RawPlanes(pixelFormat, width: width, height: height) { plane, x, y in
            (x * (3 + plane) * most / 256 + y * (5 - plane) * most / 256 + plane * 37) % most
        }
    }

    /// The part of these that begins at a place; beyond the end the last samples are repeated.
    package func part(x left: Int, y top: Int, width: Int, height: Int) -> RawPlanes {
        let (shiftX, shiftY) = Self.shifts(pixelFormat)
        return RawPlanes(pixelFormat, width: width, height: height) { plane, x, y in
            let (byX, byY) = plane == 0 ? (0, 0) : (shiftX, shiftY)
            let (across, down) = ((self.width + (1 << byX) - 1) >> byX, (self.height + (1 << byY) - 1) >> byY)
            return Int(samples[plane][min(down - 1, y + top >> byY) * across + min(across - 1, x + left >> byX)])
        }
    }

    package var depth: Int { Self.depth(pixelFormat) }

    package var bytes: [UInt8] {
        samples.flatMap { plane in
            plane.flatMap { depth == 8 ? [UInt8($0)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
        }
    }

    /// As a box that describes the coding counts them: 0 for grey to 3 for full resolution.
    var chromaFormat: UInt8 {
        if pixelFormat.hasPrefix("gray") { return 0 }
        return switch Self.shifts(pixelFormat) {
        case (1, 1): 1
        case (1, 0): 2
        default: 3
        }
    }

    package static func shifts(_ pixelFormat: String) -> (x: Int, y: Int) {
        pixelFormat.hasPrefix("yuv420p") ? (1, 1) : pixelFormat.hasPrefix("yuv422p") ? (1, 0) : (0, 0)
    }

    private static func depth(_ pixelFormat: String) -> Int {
        pixelFormat.hasSuffix("10le") ? 10 : pixelFormat.hasSuffix("12le") ? 12 : 8
    }
}
