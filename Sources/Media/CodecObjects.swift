import CFFmpeg

/// Owns an `AVCodecContext` and frees it.
@safe
struct CodecContext: ~Copyable {
    let pointer: UnsafeMutablePointer<AVCodecContext>

    init(_ codec: UnsafePointer<AVCodec>) throws(MediaError) {
        _ = FFmpegLog.silenced
        unsafe pointer = try allocated(avcodec_alloc_context3(codec), "allocating a codec")
    }

    /// Hands over what a decoder must know beforehand, before it is opened.
    func configure(_ bytes: ArraySlice<UInt8>) throws(MediaError) {
        guard !bytes.isEmpty else { return }
        let room = bytes.count + Int(AV_INPUT_BUFFER_PADDING_SIZE)
        // The context frees it.
        let memory = try unsafe allocated(
            av_mallocz(room)?.assumingMemoryBound(to: UInt8.self), "configuring a codec")
        for (place, byte) in bytes.enumerated() { unsafe memory[place] = byte }
        unsafe pointer.pointee.extradata = unsafe memory
        unsafe pointer.pointee.extradata_size = Int32(bytes.count)
    }

    deinit {
        var pointer: UnsafeMutablePointer<AVCodecContext>? = unsafe pointer
        unsafe avcodec_free_context(&pointer)
    }
}

/// Owns an `AVPacket` and frees it.
@safe
struct CodecPacket: ~Copyable {
    let pointer: UnsafeMutablePointer<AVPacket>

    init() throws(MediaError) { unsafe pointer = try allocated(av_packet_alloc(), "allocating a packet") }

    deinit {
        var pointer: UnsafeMutablePointer<AVPacket>? = unsafe pointer
        unsafe av_packet_free(&pointer)
    }
}

/// Owns an `AVFrame` and frees it.
@safe
struct CodecFrame: ~Copyable {
    let pointer: UnsafeMutablePointer<AVFrame>

    init() throws(MediaError) { unsafe pointer = try allocated(av_frame_alloc(), "allocating a frame") }

    deinit {
        var pointer: UnsafeMutablePointer<AVFrame>? = unsafe pointer
        unsafe av_frame_free(&pointer)
    }
}
