import CFFmpeg

/// Rearranges pixels of a layout that is rare among pictures (blue first, five bits a colour, black and white) into red,
/// green and blue, or grey; with libswscale.
enum PlainFrame {
    static func make(of frame: UnsafePointer<AVFrame>) throws(MediaError) -> CodecFrame {
        let (width, height) = unsafe (frame.pointee.width, frame.pointee.height)
        let source = unsafe AVPixelFormat(frame.pointee.format)
        let target = try target(for: source)
        let result = try CodecFrame()
        unsafe result.pointer.pointee.width = width
        unsafe result.pointer.pointee.height = height
        unsafe result.pointer.pointee.format = target.rawValue
        try check(unsafe av_frame_get_buffer(result.pointer, 0), "making room for the picture")
        let flags = SWS_POINT | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT
        guard
            let context = unsafe sws_getContext(width, height, source, width, height, target, flags, nil, nil, nil)
        else { throw unusual(source) }
        defer { unsafe sws_freeContext(context) }
        try check(unsafe sws_scale_frame(context, result.pointer, frame), "rearranging the picture's pixels")
        return result
    }

    private static func target(for format: AVPixelFormat) throws(MediaError) -> AVPixelFormat {
        guard let description = unsafe av_pix_fmt_desc_get(format) else { throw unusual(format) }
        let isDeep = unsafe description.pointee.comp.0.depth > 8
        // The fourth byte of a colour without opacity, as in BGR0, is no component.
        return switch unsafe description.pointee.nb_components {
        case 1: isDeep ? AV_PIX_FMT_GRAY16LE : AV_PIX_FMT_GRAY8
        case 3: isDeep ? AV_PIX_FMT_RGB48LE : AV_PIX_FMT_RGB24
        case 4: isDeep ? AV_PIX_FMT_RGBA64LE : AV_PIX_FMT_RGBA
        default: throw unusual(format)
        }
    }

    private static func unusual(_ format: AVPixelFormat) -> MediaError {
        let name = unsafe av_get_pix_fmt_name(format).map { unsafe String(cString: $0) } ?? "unknown"
        return .unsupported("its pixels are laid out in an unusual way (\(name))")
    }
}
