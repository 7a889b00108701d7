import CFFmpeg
package import Pixels

/// Decodes a picture with libavcodec: one packet in, one picture out.
package enum PictureDecoder {
    /// The decoded picture, in stored orientation.
    ///
    /// Errors that a codec would conceal fail here (`AV_EF_EXPLODE`), checksums count, and nothing is allocated for a
    /// picture of more than `pixelLimit` pixels.
    package static func decode(_ encoded: EncodedPicture, pixelLimit: Int) throws(MediaError) -> Picture {
        let (pixels, overflow) = encoded.width.multipliedReportingOverflow(by: encoded.height)
        guard !overflow, pixels <= pixelLimit else {
            throw .tooManyPixels(width: encoded.width, height: encoded.height, limit: pixelLimit)
        }
        let frame = try decodeFrame(encoded, pixelLimit: pixelLimit)
        return try unsafe DecodedFrame.picture(from: frame.pointer, of: encoded)
    }

    private static func decodeFrame(_ encoded: EncodedPicture, pixelLimit: Int) throws(MediaError) -> CodecFrame {
        guard let codec = unsafe avcodec_find_decoder(encoded.codec.id) else {
            throw .codec(operation: "finding a decoder for \(encoded.codec.rawValue)", reason: "FFmpeg has none")
        }
        let context = try unsafe CodecContext(codec)
        unsafe context.pointer.pointee.err_recognition = AV_EF_EXPLODE | AV_EF_CRCCHECK
        // FFmpeg counts rows with their padding, up to 64 pixels (AVX-512); the header's own count was checked above.
        unsafe context.pointer.pointee.max_pixels = Int64(pixelLimit) + 64 * Int64(encoded.height)
        unsafe context.pointer.pointee.thread_count = 1
        try check(unsafe avcodec_open2(context.pointer, codec, nil), "opening the \(encoded.codec.rawValue) decoder")

        let packet = try CodecPacket()
        try check(unsafe av_new_packet(packet.pointer, Int32(encoded.packet.count)), "holding the picture's bytes")
        unsafe encoded.packet.withUnsafeBytes { bytes in
            // The packet was just made with room for exactly these bytes.
            unsafe UnsafeMutableRawBufferPointer(start: packet.pointer.pointee.data, count: bytes.count)
                .copyMemory(from: bytes)
        }
        let frame = try CodecFrame()
        do {
            try check(unsafe avcodec_send_packet(context.pointer, packet.pointer), "decoding")
            try check(unsafe avcodec_send_packet(context.pointer, nil), "decoding")
            try check(unsafe avcodec_receive_frame(context.pointer, frame.pointer), "decoding")
        } catch {
            throw .malformed("its \(encoded.codec.rawValue) data cannot be decoded")
        }
        return frame
    }
}

extension EncodedPicture.Codec {
    fileprivate var id: AVCodecID {
        switch self {
        case .jpeg: AV_CODEC_ID_MJPEG
        case .png: AV_CODEC_ID_PNG
        case .webp: AV_CODEC_ID_WEBP
        }
    }
}
