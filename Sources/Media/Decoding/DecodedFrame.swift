import CFFmpeg
import Pixels

/// Copies a decoder's frame into a picture of our own.
enum DecodedFrame {
    static func picture(from frame: UnsafePointer<AVFrame>, of encoded: EncodedPicture) throws(MediaError) -> Picture {
        let width = Int(unsafe frame.pointee.width)
        let height = Int(unsafe frame.pointee.height)
        guard width == encoded.width, height == encoded.height else {
            throw .malformed(
                "its header states \(encoded.width) × \(encoded.height) pixels but it holds \(width) × \(height)")
        }
        let pixelFormat = unsafe AVPixelFormat(frame.pointee.format)
        guard let format = SampleFormat(pixelFormat) else {
            throw .unsupported("its pixels are laid out in an unusual way (\(name(of: pixelFormat)))")
        }
        var buffer = PixelBuffer(planes: format.planeSizes(width: width, height: height), bytesPerSample: format.bytes)
        for (index, source) in format.sourcePlanes.enumerated() {
            unsafe copy(frame, plane: source, to: &buffer, plane: index)
        }
        return Picture(
            width: width, height: height, layout: unsafe format.layout(palette: frame), depth: format.bytes * 8,
            tags: unsafe tags(of: frame, format), orientation: encoded.orientation, buffer: buffer)
    }

    private static func name(of format: AVPixelFormat) -> String {
        unsafe av_get_pix_fmt_name(format).map { unsafe String(cString: $0) } ?? "unknown"
    }

    private static func copy(
        _ frame: UnsafePointer<AVFrame>, plane source: Int, to buffer: inout PixelBuffer, plane index: Int
    ) {
        let layout = buffer.planes[index]
        let (data, linesize) = unsafe planeAddress(frame, source)
        guard let data = unsafe data else { return }
        unsafe buffer.withUnsafeMutablePlane(index) { target in
            for row in 0..<layout.height {
                unsafe (target + row * layout.stride).copyMemory(
                    from: data + row * linesize, byteCount: layout.width * layout.bytesPerSample)
            }
        }
        guard layout.bytesPerSample == 2 else { return }
        buffer.withMutableSamples(ofPlane: index, as: UInt16.self) { samples in
            for place in samples.indices { samples[place] = UInt16(bigEndian: samples[place]) }
        }
    }

    /// Swift sees the C arrays `data` and `linesize` as tuples.
    private static func planeAddress(_ frame: UnsafePointer<AVFrame>, _ index: Int) -> (
        UnsafeMutablePointer<UInt8>?, Int
    ) {
        let (data, sizes) = unsafe (frame.pointee.data, frame.pointee.linesize)
        return switch index {
        case 0: unsafe (data.0, Int(sizes.0))
        case 1: unsafe (data.1, Int(sizes.1))
        case 2: unsafe (data.2, Int(sizes.2))
        default: unsafe (data.3, Int(sizes.3))
        }
    }

    /// What the still-picture formats prescribe, where the decoder does not say otherwise: JFIF is BT.601 full range
    /// with centred chroma, lossy WebP BT.601 limited range (RFC 6386, section 9.2).
    private static func tags(of frame: UnsafePointer<AVFrame>, _ format: SampleFormat) -> ColorTags {
        if format.isRGB { return ColorTags(matrix: .rgb, range: .full) }
        let isFull = unsafe frame.pointee.color_range == AVCOL_RANGE_JPEG || format.isFullRange
        return ColorTags(matrix: .bt601, range: isFull ? .full : .limited)
    }
}
