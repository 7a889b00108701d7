import CFFmpeg
import Pixels

/// Decodes with libavcodec.
enum FFmpegDecoder {
    static func decode(
        _ encoded: EncodedPicture, _ colors: inout PictureColors, pixelLimit: Int
    ) throws(MediaError) -> Picture {
        // FFmpeg counts rows with their padding, up to 64 pixels (AVX-512); the header's own count was checked before.
        let frame = try frame(
            of: encoded.packet[...], encoded.codec, pixelLimit: Int64(pixelLimit) + 64 * Int64(encoded.height))
        // libjxl alone knows the profile of what it decodes.
        if colors.profile == nil { colors.profile = unsafe DecodedFrame.profile(of: frame.pointer) }
        let size = encoded.placement.map { ($0.width, $0.height) } ?? (encoded.width, encoded.height)
        // Where the profile of a JPEG XL does not fit what libjxl gives, code points do; the other decoders' say nothing.
        let light = encoded.codec == .jpegXL ? try CodePoints(of: frame).light : encoded.light
        let picture = try unsafe DecodedFrame.picture(
            from: frame.pointer, size: size, orientation: encoded.orientation, &colors, otherwise: light)
        return encoded.placement.map { picture.placed($0, width: encoded.width, height: encoded.height) } ?? picture
    }

    /// The one frame in a packet.
    ///
    /// - Parameters:
    ///   - configuration: What the decoder must know beforehand, if anything.
    ///   - pixelLimit: The most pixels that the frame may have by FFmpeg's count, which includes padding.
    static func frame(
        of data: ArraySlice<UInt8>, _ format: EncodedPicture.Codec, configuration: ArraySlice<UInt8> = [],
        pixelLimit: Int64
    ) throws(MediaError) -> CodecFrame {
        guard let codec = unsafe format.decoder else {
            throw .codec(operation: "finding a decoder for \(format.rawValue)", reason: "FFmpeg has none")
        }
        let context = try unsafe CodecContext(codec)
        unsafe context.pointer.pointee.err_recognition = AV_EF_EXPLODE | AV_EF_CRCCHECK
        unsafe context.pointer.pointee.max_pixels = pixelLimit
        unsafe context.pointer.pointee.thread_count = 1
        // Else a picture that begins inside of what is coded would begin at a multiple of the vectors' size.
        unsafe context.pointer.pointee.flags |= AV_CODEC_FLAG_UNALIGNED
        try context.configure(configuration)
        let isOpen = unsafe avcodec_open2(context.pointer, codec, nil)
        guard isOpen >= 0 || configuration.isEmpty else { throw damaged(format) }
        try check(isOpen, "opening the \(format.rawValue) decoder")

        guard let size = Int32(exactly: data.count) else { throw .unsupported("its file is larger than 2 GB") }
        let packet = try CodecPacket()
        try check(unsafe av_new_packet(packet.pointer, size), "holding the picture's bytes")
        unsafe data.withUnsafeBytes { bytes in
            // The packet was just made with room for exactly these bytes.
            unsafe UnsafeMutableRawBufferPointer(start: packet.pointer.pointee.data, count: bytes.count)
                .copyMemory(from: bytes)
        }
        let frame = try CodecFrame()
        try decoded(unsafe avcodec_send_packet(context.pointer, packet.pointer), format)
        try decoded(unsafe avcodec_send_packet(context.pointer, nil), format)
        try decoded(unsafe avcodec_receive_frame(context.pointer, frame.pointer), format)
        let isDamaged =
            unsafe frame.pointer.pointee.decode_error_flags != 0
            || frame.pointer.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0
        guard !isDamaged else { throw damaged(format) }
        return frame
    }

    /// Turns a decoder's return code into an error.
    private static func decoded(_ code: Int32, _ format: EncodedPicture.Codec) throws(MediaError) {
        switch code {
        case 0...: return
        case soframe_averror_patchwelcome, soframe_averror(ENOSYS):
            throw .unsupported("it holds \(format.rawValue) data of a kind that is not decoded")
        case soframe_averror(ENOMEM): throw .outOfMemory(operation: "decoding")
        default: throw damaged(format)
        }
    }

    private static func damaged(_ format: EncodedPicture.Codec) -> MediaError {
        .malformed("its \(format.rawValue) data cannot be decoded")
    }
}

extension EncodedPicture.Codec {
    /// By name, for FFmpeg may have several for a format.
    fileprivate var decoder: UnsafePointer<AVCodec>? {
        unsafe FFmpegDecoder.names[self].flatMap { unsafe avcodec_find_decoder_by_name($0) }
    }
}

extension FFmpegDecoder {
    /// FFmpeg's names of the decoders that we use (`ffmpeg -decoders`).
    static let names: [EncodedPicture.Codec: String] = [
        .png: "png", .webp: "webp", .gif: "gif", .bmp: "bmp", .jpegXL: "libjxl", .heic: "hevc",
        .avif: "libdav1d",
    ]
}
