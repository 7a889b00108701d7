import CFFmpeg
import Pixels

/// Copies a decoder's frame into a picture of our own.
enum DecodedFrame {
    /// - Parameters:
    ///   - size: Width and height that the header states.
    ///   - light: What its colours mean where no profile says so; nil for sRGB.
    static func picture(
        from frame: UnsafePointer<AVFrame>, size: (width: Int, height: Int), orientation: Orientation,
        _ colors: inout PictureColors, otherwise light: Light?
    ) throws(MediaError) -> Picture {
        let (width, height) = unsafe (Int(frame.pointee.width), Int(frame.pointee.height))
        guard (width, height) == size else {
            throw .malformed(
                "its header states \(size.width) × \(size.height) pixels but it holds \(width) × \(height)")
        }
        guard let format = unsafe SampleFormat(AVPixelFormat(frame.pointee.format)) else {
            let plain = try unsafe PlainFrame.make(of: frame)
            return try unsafe picture(
                from: plain.pointer, size: size, orientation: orientation, &colors, otherwise: light)
        }
        var buffer = PixelBuffer(planes: format.planeSizes(width: width, height: height), bytesPerSample: format.bytes)
        for (index, source) in format.sourcePlanes.enumerated() {
            unsafe copy(frame, plane: source, to: &buffer, plane: index)
        }
        return Picture(
            width: width, height: height, layout: unsafe format.layout(palette: frame), depth: format.bytes * 8,
            tags: unsafe tags(of: frame, format), orientation: orientation,
            conversion: colors.conversion(
                of: format.isGray ? .gray : .rgb, depth: format.bytes * 8, otherwise: light), buffer: buffer)
    }

    /// The ICC profile that the decoder gave along.
    static func profile(of frame: UnsafePointer<AVFrame>) -> [UInt8]? {
        guard let data = unsafe av_frame_get_side_data(frame, AV_FRAME_DATA_ICC_PROFILE),
            unsafe data.pointee.size <= ProfileBytes.limit
        else { return nil }
        return unsafe Array(UnsafeBufferPointer(start: data.pointee.data, count: data.pointee.size))
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
        guard layout.bytesPerSample == 2, unsafe isBigEndian(frame) else { return }
        buffer.withMutableSamples(ofPlane: index, as: UInt16.self) { samples in
            for place in samples.indices { samples[place] = UInt16(bigEndian: samples[place]) }
        }
    }

    private static func isBigEndian(_ frame: UnsafePointer<AVFrame>) -> Bool {
        let description = unsafe av_pix_fmt_desc_get(AVPixelFormat(frame.pointee.format))
        return unsafe (description?.pointee.flags ?? 0) & UInt64(AV_PIX_FMT_FLAG_BE) != 0
    }

    /// Swift sees the C arrays `data` and `linesize` as tuples.
    static func planeAddress(_ frame: UnsafePointer<AVFrame>, _ index: Int) -> (
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

    /// What the still-picture formats prescribe, where the decoder does not say otherwise: lossy WebP is BT.601 limited
    /// range (RFC 6386, section 9.2).
    private static func tags(of frame: UnsafePointer<AVFrame>, _ format: SampleFormat) -> ColorTags {
        if format.isRGB { return ColorTags(matrix: .rgb, range: .full) }
        let isFull = unsafe frame.pointee.color_range == AVCOL_RANGE_JPEG
        return ColorTags(matrix: .bt601, range: isFull ? .full : .limited)
    }
}
