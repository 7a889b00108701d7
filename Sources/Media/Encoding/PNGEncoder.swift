import CFFmpeg
package import Pixels

/// Pictures as PNG files, by libavcodec.
package enum PNGEncoder {
    /// The bytes of a whole file: eight bits a channel, with transparency.
    package static func encode(_ image: ColorImage) throws(MediaError) -> [UInt8] {
        guard let codec = unsafe avcodec_find_encoder(AV_CODEC_ID_PNG) else {
            throw .codec(operation: "finding the encoder png", reason: "this FFmpeg is built without it")
        }
        let context = try unsafe CodecContext(codec)
        unsafe context.pointer.pointee.width = Int32(image.width)
        unsafe context.pointer.pointee.height = Int32(image.height)
        unsafe context.pointer.pointee.pix_fmt = AV_PIX_FMT_RGBA
        unsafe context.pointer.pointee.time_base = AVRational(num: 1, den: 1)
        unsafe context.pointer.pointee.thread_count = 1
        try check(unsafe avcodec_open2(context.pointer, codec, nil), "opening the encoder png")
        let frame = try filled(image)
        try check(unsafe avcodec_send_frame(context.pointer, frame.pointer), "encoding a PNG")
        let packet = try CodecPacket()
        try check(unsafe avcodec_receive_packet(context.pointer, packet.pointer), "encoding a PNG")
        return unsafe Array(
            UnsafeBufferPointer(start: packet.pointer.pointee.data, count: Int(packet.pointer.pointee.size)))
    }

    private static func filled(_ image: ColorImage) throws(MediaError) -> CodecFrame {
        let frame = try CodecFrame()
        unsafe frame.pointer.pointee.format = AV_PIX_FMT_RGBA.rawValue
        unsafe frame.pointer.pointee.width = Int32(image.width)
        unsafe frame.pointer.pointee.height = Int32(image.height)
        try check(unsafe av_frame_get_buffer(frame.pointer, 0), "allocating a frame")
        let stride = unsafe Int(frame.pointer.pointee.linesize.0)
        let target = try unsafe allocated(frame.pointer.pointee.data.0, "allocating a frame")
        unsafe image.pixels.withUnsafeBytes { source in
            let row = image.width * 4
            for y in 0..<image.height {
                unsafe UnsafeMutableRawBufferPointer(start: target + y * stride, count: row)
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[y * row..<(y + 1) * row]))
            }
        }
        return frame
    }
}
