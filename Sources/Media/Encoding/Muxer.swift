import CFFmpeg

/// The MP4 container around one video stream, written through a descriptor.
@safe
struct Muxer: ~Copyable {
    private let context: UnsafeMutablePointer<AVFormatContext>
    private let file: DescriptorStream
    private let filter: BitstreamFilter

    private init(
        owning context: UnsafeMutablePointer<AVFormatContext>, file: DescriptorStream, filter: consuming BitstreamFilter
    ) {
        unsafe self.context = unsafe context
        self.file = file
        self.filter = filter
    }

    /// Begins an MP4 in an open regular file, which stays the caller's.
    static func open(descriptor: Int32, encoder: borrowing VideoEncoder) throws(MediaError) -> Muxer {
        let filter = try encoder.anonymizer()
        var made: UnsafeMutablePointer<AVFormatContext>?
        try check(unsafe avformat_alloc_output_context2(&made, nil, "mp4", nil), "making an MP4")
        let muxer = try unsafe Muxer(
            owning: allocated(made, "making an MP4"), file: DescriptorStream(descriptor: descriptor), filter: filter)
        try muxer.begin(encoder)
        return muxer
    }

    private func begin(_ encoder: borrowing VideoEncoder) throws(MediaError) {
        unsafe context.pointee.flags |= AVFMT_FLAG_BITEXACT
        unsafe context.pointee.pb = try file.open(forWriting: true)
        unsafe Self.readBack(file, in: context)
        let stream = try unsafe allocated(avformat_new_stream(context, nil), "making an MP4")
        try unsafe encoder.describe(stream: stream, from: filter)
        try check(unsafe av_opt_set(context.pointee.priv_data, "movflags", "+faststart", 0), "setting up the MP4")
        try check(unsafe avformat_write_header(context, nil), "writing the MP4")
    }

    deinit {
        if let output = unsafe context.pointee.pb { unsafe DescriptorStream.close(output) }
        unsafe avformat_free_context(context)
    }

    /// Lets faststart's second pass read what was written from the same descriptor, never from a path.
    private static func readBack(_ file: DescriptorStream, in context: UnsafeMutablePointer<AVFormatContext>) {
        // The muxer keeps the stream alive for as long as the context.
        unsafe context.pointee.opaque = Unmanaged.passUnretained(file).toOpaque()
        unsafe context.pointee.io_open = { context, reader, _, _, _ in
            guard let opaque = unsafe context?.pointee.opaque else { return soframe_averror(EINVAL) }
            let file = unsafe Unmanaged<DescriptorStream>.fromOpaque(opaque).takeUnretainedValue()
            guard let opened = unsafe try? file.another().open(forWriting: false) else {
                return soframe_averror(ENOMEM)
            }
            unsafe reader?.pointee = unsafe opened
            return 0
        }
        unsafe context.pointee.io_close2 = { _, reader in
            if let reader = unsafe reader { unsafe DescriptorStream.close(reader) }
            return 0
        }
    }

    /// Writes an encoder's packet whose times count in `timeBase`, without what it tells of the encoder, and empties it.
    func write(_ packet: UnsafeMutablePointer<AVPacket>, timeBase: AVRational) throws(MediaError) {
        // The one stream is the first.
        guard let stream = unsafe context.pointee.streams[0] else { return }
        defer { unsafe av_packet_unref(packet) }
        try unsafe filter.apply(to: packet)
        unsafe packet.pointee.stream_index = 0
        unsafe av_packet_rescale_ts(packet, timeBase, stream.pointee.time_base)
        try check(unsafe av_write_frame(context, packet), "writing the MP4")
    }

    /// Writes the index, moves it to the front, puts a box of the caller's behind all others, and reports any write that
    /// failed on the way.
    func finish(with box: [UInt8]) throws(MediaError) {
        try check(unsafe av_write_trailer(context), "writing the MP4")
        guard let output = unsafe context.pointee.pb else { return }
        unsafe avio_seek(output, avio_size(output), SEEK_SET)
        unsafe avio_write(output, box, Int32(box.count))
        unsafe avio_flush(output)
        try check(unsafe output.pointee.error, "writing the MP4")
    }
}
