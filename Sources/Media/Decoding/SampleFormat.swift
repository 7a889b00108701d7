import CFFmpeg
import Pixels

/// FFmpeg's pixel formats that our decoders give, in the terms of `Picture`.
struct SampleFormat {
    private enum Kind { case gray, yuv, packed, indexed }

    private let kind: Kind
    private let components: Int
    private let alpha: Bool
    private let alphaFirst: Bool
    private let shiftX: Int
    private let shiftY: Int
    /// Bytes a sample: 1 or 2.
    let bytes: Int

    /// Nil for formats that have to be made plainer first.
    init?(_ format: AVPixelFormat) {
        switch format {
        case AV_PIX_FMT_GRAY8: self.init(.gray, 1)
        case AV_PIX_FMT_GRAY16BE, AV_PIX_FMT_GRAY16LE: self.init(.gray, 1, bytes: 2)
        case AV_PIX_FMT_YA8: self.init(.packed, 2, alpha: true)
        case AV_PIX_FMT_YA16BE, AV_PIX_FMT_YA16LE: self.init(.packed, 2, alpha: true, bytes: 2)
        case AV_PIX_FMT_RGB24: self.init(.packed, 3)
        case AV_PIX_FMT_RGB48BE, AV_PIX_FMT_RGB48LE: self.init(.packed, 3, bytes: 2)
        case AV_PIX_FMT_RGBA: self.init(.packed, 4, alpha: true)
        case AV_PIX_FMT_RGBA64BE, AV_PIX_FMT_RGBA64LE: self.init(.packed, 4, alpha: true, bytes: 2)
        case AV_PIX_FMT_ARGB: self.init(.packed, 4, alpha: true, alphaFirst: true)
        case AV_PIX_FMT_PAL8: self.init(.indexed, 1)
        case AV_PIX_FMT_YUV420P: self.init(.yuv, 3, shifts: (1, 1))
        case AV_PIX_FMT_YUVA420P: self.init(.yuv, 3, alpha: true, shifts: (1, 1))
        default: return nil
        }
    }

    private init(
        _ kind: Kind, _ components: Int, alpha: Bool = false, alphaFirst: Bool = false, bytes: Int = 1,
        shifts: (Int, Int) = (0, 0)
    ) {
        self.kind = kind
        self.components = components
        self.alpha = alpha
        self.alphaFirst = alphaFirst
        self.bytes = bytes
        (shiftX, shiftY) = shifts
    }

    var isRGB: Bool {
        switch kind {
        case .yuv: false
        case .gray, .packed, .indexed: true
        }
    }

    var isGray: Bool { kind != .indexed && components - (alpha ? 1 : 0) == 1 }

    /// The decoder's planes in the order of ours.
    var sourcePlanes: [Int] {
        switch kind {
        case .yuv: Array(0..<components + (alpha ? 1 : 0))
        case .gray, .packed, .indexed: [0]
        }
    }

    func planeSizes(width: Int, height: Int) -> [(width: Int, height: Int)] {
        switch kind {
        case .gray, .indexed: [(width, height)]
        case .packed: [(width * components, height)]
        case .yuv:
            sourcePlanes.map { plane in
                plane == 1 || plane == 2 ? (shrunk(width, shiftX), shrunk(height, shiftY)) : (width, height)
            }
        }
    }

    private func shrunk(_ size: Int, _ shift: Int) -> Int { (size + (1 << shift) - 1) >> shift }

    func layout(palette frame: UnsafePointer<AVFrame>) -> Picture.Layout {
        switch kind {
        case .gray: .planar(components: 1, chromaShiftX: 0, chromaShiftY: 0, alpha: false)
        case .yuv:
            .planar(components: components, chromaShiftX: shiftX, chromaShiftY: shiftY, alpha: alpha)
        case .packed: .packed(components: components, alpha: alpha, alphaFirst: alphaFirst)
        case .indexed:
            // FFmpeg keeps 256 native 32-bit ARGB values in the second plane of every PAL8 frame.
            .indexed(
                palette: unsafe frame.pointee.data.1.map { bytes in
                    unsafe bytes.withMemoryRebound(to: UInt32.self, capacity: 256) { colors in
                        (0..<256).map { unsafe colors[$0] }
                    }
                } ?? [])
        }
    }
}
