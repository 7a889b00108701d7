import CFFmpeg
import Model
import Pixels

/// H.264 through libx264: frames in, packets out, of which the first tells of the encoder until `anonymizer` has seen it.
struct VideoEncoder: ~Copyable {
    private let context: CodecContext
    private let packet: CodecPacket

    init(_ parameters: EncodingParameters) throws(MediaError) {
        guard let codec = unsafe avcodec_find_encoder_by_name("libx264") else {
            throw .codec(operation: "finding the encoder libx264", reason: "this FFmpeg is built without it")
        }
        let context = try unsafe CodecContext(codec)
        unsafe Self.describe(parameters, on: context.pointer)
        for option in parameters.options {
            try check(
                unsafe av_opt_set(context.pointer, option.name, option.value, AV_OPT_SEARCH_CHILDREN),
                "setting the encoder's \(option.name)")
        }
        let native = parameters.encoderOptions + Self.instructions
        if !native.isEmpty {
            try check(
                unsafe av_opt_set(
                    context.pointer, "x264-params", native.map { "\($0.name)=\($0.value)" }.joined(separator: ":"),
                    AV_OPT_SEARCH_CHILDREN),
                "setting x264's own options")
        }
        try check(unsafe avcodec_open2(context.pointer, codec, nil), "opening the encoder")
        packet = try CodecPacket()
        self.context = context
    }

    /// x264's macroblock tree for AVX-512 lets what lay in its memory before into the video where things move fast (core
    /// 164). That for AVX2 does not, and takes 2 % longer.
    private static var instructions: [(name: String, value: String)] {
        av_get_cpu_flags() & AV_CPU_FLAG_AVX512 != 0 ? [("asm", "avx2")] : []
    }

    private static func describe(_ parameters: EncodingParameters, on context: UnsafeMutablePointer<AVCodecContext>) {
        unsafe context.pointee.width = Int32(parameters.width)
        unsafe context.pointee.height = Int32(parameters.height)
        unsafe context.pointee.pix_fmt = AV_PIX_FMT_YUV420P
        unsafe context.pointee.time_base = AVRational(
            num: Int32(parameters.frameRate.denominator), den: Int32(parameters.frameRate.numerator))
        unsafe context.pointee.framerate = AVRational(
            num: Int32(parameters.frameRate.numerator), den: Int32(parameters.frameRate.denominator))
        unsafe context.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
        unsafe context.pointee.color_primaries = AVCOL_PRI_BT709
        unsafe context.pointee.color_trc = AVCOL_TRC_BT709
        unsafe context.pointee.colorspace = AVCOL_SPC_BT709
        unsafe context.pointee.color_range = AVCOL_RANGE_MPEG
        unsafe context.pointee.chroma_sample_location = AVCHROMA_LOC_LEFT
        unsafe context.pointee.thread_count = Int32(parameters.threads)
        unsafe context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER | Int32(bitPattern: AV_CODEC_FLAG_CLOSED_GOP)
        unsafe context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
    }

    /// What drops from its packets all that they tell of the encoder.
    func anonymizer() throws(MediaError) -> BitstreamFilter { try unsafe .droppingSEI(from: context.pointer) }

    /// Describes the stream, as it comes out of a filter, to a muxer.
    func describe(
        stream: UnsafeMutablePointer<AVStream>, from filter: borrowing BitstreamFilter
    ) throws(MediaError) {
        unsafe stream.pointee.time_base = context.pointer.pointee.time_base
        unsafe stream.pointee.avg_frame_rate = context.pointer.pointee.framerate
        try check(
            unsafe avcodec_parameters_copy(stream.pointee.codecpar, filter.outputParameters), "describing the video")
    }

    /// Encodes the frame shown at `index`, and hands over the packets that are ready. A frame of nil ends the video.
    func encode(
        _ frame: Frame?, at index: Int,
        _ write: (UnsafeMutablePointer<AVPacket>, AVRational) throws(MediaError) -> Void
    ) throws(MediaError) {
        if let frame {
            let lent = try LentFrame(frame, at: index)
            try check(unsafe avcodec_send_frame(context.pointer, lent.frame.pointer), "encoding")
        } else {
            try check(unsafe avcodec_send_frame(context.pointer, nil), "encoding")
        }
        while true {
            let code = unsafe avcodec_receive_packet(context.pointer, packet.pointer)
            if code == soframe_averror_again || code == soframe_averror_eof { return }
            try check(code, "encoding")
            unsafe packet.pointer.pointee.duration = 1
            try unsafe write(packet.pointer, context.pointer.pointee.time_base)
        }
    }
}

/// A frame lent to an encoder without copying: FFmpeg's reference keeps ours alive.
private struct LentFrame: ~Copyable {
    let frame: CodecFrame

    init(_ source: Frame, at index: Int) throws(MediaError) {
        frame = try CodecFrame()
        let target = unsafe frame.pointer
        unsafe target.pointee.format = AV_PIX_FMT_YUV420P.rawValue
        unsafe target.pointee.width = Int32(source.width)
        unsafe target.pointee.height = Int32(source.height)
        unsafe target.pointee.pts = Int64(index)
        let planes = source.pixels.planes
        unsafe target.pointee.linesize.0 = Int32(planes[0].stride)
        unsafe target.pointee.linesize.1 = Int32(planes[1].stride)
        unsafe target.pointee.linesize.2 = Int32(planes[2].stride)
        // The encoder only reads; FFmpeg's frames know no const data.
        unsafe target.pointee.data.0 = Self.address(source, 0)
        unsafe target.pointee.data.1 = Self.address(source, 1)
        unsafe target.pointee.data.2 = Self.address(source, 2)
        unsafe target.pointee.buf.0 = av_buffer_create(
            target.pointee.data.0, planes.reduce(0) { $0 + $1.stride * $1.height },
            { opaque, _ in
                if let opaque = unsafe opaque { unsafe Unmanaged<Frame>.fromOpaque(opaque).release() }
            },
            Unmanaged.passRetained(source).toOpaque(), AV_BUFFER_FLAG_READONLY)
    }

    private static func address(_ source: Frame, _ plane: Int) -> UnsafeMutablePointer<UInt8> {
        // The address stays valid for as long as the frame's retained reference, held by the AVBufferRef.
        unsafe source.pixels.withUnsafePlane(plane) { address in
            unsafe UnsafeMutablePointer(mutating: address.assumingMemoryBound(to: UInt8.self))
        }
    }
}
