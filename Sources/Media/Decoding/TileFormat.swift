import CFFmpeg
import Pixels

/// How the decoders of tiles lay samples out: luma, or luma and two chroma planes, or green, blue and red, each a plane.
struct TileFormat: Equatable {
    let components: Int
    let chromaShiftX: Int
    let chromaShiftY: Int
    /// Bits a sample, in one byte or the lower end of two.
    let depth: Int

    init(of frame: borrowing CodecFrame) throws(MediaError) {
        let format = unsafe AVPixelFormat(frame.pointer.pointee.format)
        guard let description = unsafe av_pix_fmt_desc_get(format)?.pointee else { throw Self.unusual }
        let flags = UInt64(
            AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BE)
        let first = unsafe description.comp.0
        guard unsafe description.flags & flags == 0, first.shift == 0, first.step == (first.depth > 8 ? 2 : 1),
            (8...16).contains(first.depth)
        else { throw Self.unusual }
        components = unsafe Int(description.nb_components)
        // One plane, or all of them.
        let planes = av_pix_fmt_count_planes(format)
        guard components == 1 || components == 3, Int(planes) == components else { throw Self.unusual }
        chromaShiftX = unsafe components == 1 ? 0 : Int(description.log2_chroma_w)
        chromaShiftY = unsafe components == 1 ? 0 : Int(description.log2_chroma_h)
        depth = Int(first.depth)
    }

    var bytes: Int { depth > 8 ? 2 : 1 }

    func shifts(ofPlane plane: Int) -> (x: Int, y: Int) {
        plane == 1 || plane == 2 ? (chromaShiftX, chromaShiftY) : (0, 0)
    }

    /// Planes of a picture, with one of opacity behind them if wanted.
    func planes(width: Int, height: Int, opacity: Bool) -> PixelBuffer {
        var sizes = (0..<components).map { plane in
            let (x, y) = shifts(ofPlane: plane)
            return ((width + (1 << x) - 1) >> x, (height + (1 << y) - 1) >> y)
        }
        if opacity { sizes.append((width, height)) }
        return PixelBuffer(planes: sizes, bytesPerSample: bytes)
    }

    private static let unusual = MediaError.unsupported("its pixels are laid out in an unusual way")
}

extension CodePoints {
    /// As the decoder found them in the coded data.
    init(of frame: borrowing CodecFrame) {
        unsafe self.init(
            primaries: Int(frame.pointer.pointee.color_primaries.rawValue),
            transfer: Int(frame.pointer.pointee.color_trc.rawValue),
            matrix: Int(frame.pointer.pointee.colorspace.rawValue),
            isFullRange: frame.pointer.pointee.color_range == AVCOL_RANGE_JPEG)
    }
}

extension ColorTags.ChromaSiting {
    /// The centre where nothing is said, for there the encoders of still pictures put it. Of HEVC that says nothing, FFmpeg
    /// says left.
    init(of frame: borrowing CodecFrame, _ codec: EncodedPicture.Codec) {
        switch unsafe frame.pointer.pointee.chroma_location {
        case AVCHROMA_LOC_LEFT where codec != .heic: self = .left
        case AVCHROMA_LOC_TOPLEFT: self = .topLeft
        default: self = .center
        }
    }
}
