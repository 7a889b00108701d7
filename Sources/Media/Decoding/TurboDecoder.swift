import CTurboJPEG
import Pixels

/// Owns a decompressor of libjpeg-turbo's API TurboJPEG, and destroys it.
@safe
struct TurboDecoder: ~Copyable {
    private let handle: tjhandle

    init() throws(MediaError) {
        guard let handle = unsafe tjInitDecompress() else {
            throw .outOfMemory(operation: "starting the JPEG decoder")
        }
        unsafe self.handle = unsafe handle
    }

    deinit { unsafe tjDestroy(handle) }

    /// How colours are stored; nil when chroma is sampled in a way that has no name.
    func header(of packet: [UInt8]) -> (sampling: TJSAMP, colors: TJCS)? {
        var (width, height, sampling, colors) = (Int32(0), Int32(0), Int32(0), Int32(0))
        let status = unsafe tjDecompressHeader3(
            handle, packet, UInt(packet.count), &width, &height, &sampling, &colors)
        return status == 0 ? (TJSAMP(UInt32(sampling)), TJCS(UInt32(colors))) : nil
    }

    /// Luma and chroma as stored, into planes of the sizes that TurboJPEG states.
    func decode(_ encoded: EncodedPicture, into planes: inout PixelBuffer) throws(MediaError) {
        var addresses = unsafe [UnsafeMutablePointer<UInt8>?]()
        for index in planes.planes.indices {
            // The planes stay where they are while `planes` is borrowed by this call.
            unsafe planes.withUnsafeMutablePlane(index) {
                unsafe addresses.append($0.assumingMemoryBound(to: UInt8.self))
            }
        }
        var strides = planes.planes.map { Int32($0.stride) }
        try attempt { flags in
            unsafe tjDecompressToYUVPlanes(
                handle, encoded.packet, UInt(encoded.packet.count), &addresses, Int32(encoded.width), &strides,
                Int32(encoded.height), flags)
        }
    }

    /// Whole pixels, into one plane.
    func decode(_ encoded: EncodedPicture, as format: TJPF, into buffer: inout PixelBuffer) throws(MediaError) {
        let stride = Int32(buffer.planes[0].stride)
        try attempt { flags in
            unsafe buffer.withUnsafeMutablePlane(0) { target in
                unsafe tjDecompress2(
                    handle, encoded.packet, UInt(encoded.packet.count), target.assumingMemoryBound(to: UInt8.self),
                    Int32(encoded.width), stride, Int32(encoded.height), Int32(format.rawValue), flags)
            }
        }
    }

    /// Decodes until the first warning, which means damage, but for one: padding between the last block and the end is
    /// common, and there is nothing to be warned of behind it.
    private func attempt(_ decode: (Int32) -> Int32) throws(MediaError) {
        guard decode(TJFLAG_STOPONWARNING) != 0 else { return }
        let warning = unsafe String(cString: tjGetErrorStr2(handle))
        guard warning.hasSuffix("extraneous bytes before marker 0xd9"), decode(0) == 0 || isWarning else {
            throw .malformed("its JPEG data cannot be decoded")
        }
    }

    /// Whether the last call went on to its end in spite of what it complained of.
    private var isWarning: Bool { unsafe tjGetErrorCode(handle) == TJERR_WARNING.rawValue }
}
