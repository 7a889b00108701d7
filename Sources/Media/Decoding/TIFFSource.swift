import CTIFF

/// What libtiff reads instead of a file: bytes in memory. It also hears what libtiff complains of.
final class TIFFSource {
    private let bytes: [UInt8]
    private var position = 0
    /// Something in the pixels' data was wrong, even where libtiff went on.
    private(set) var sawDamage = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// As libtiff hands it back to the functions below; valid as long as this object is.
    var handle: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

    private static func at(_ handle: UnsafeMutableRawPointer?) -> TIFFSource? {
        unsafe handle.map { unsafe Unmanaged<TIFFSource>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Opens the bytes for reading.
    ///
    /// - Parameter memoryLimit: Bytes that libtiff may take at once.
    /// - Returns: nil when libtiff finds no directory that it can read.
    func open(memoryLimit: Int) -> OpaquePointer? {
        guard let options = unsafe TIFFOpenOptionsAlloc() else { return nil }
        defer { unsafe TIFFOpenOptionsFree(options) }
        unsafe TIFFOpenOptionsSetMaxSingleMemAlloc(options, tmsize_t(memoryLimit))
        // Handlers that return 1 keep libtiff from writing to standard error.
        unsafe TIFFOpenOptionsSetErrorHandlerExtR(
            options,
            { _, handle, _, _, _ in
                unsafe TIFFSource.at(handle)?.sawDamage = true
                return 1
            }, handle)
        unsafe TIFFOpenOptionsSetWarningHandlerExtR(
            options,
            { _, handle, module, _, _ in
                let name = unsafe module.map { unsafe String(cString: $0) } ?? ""
                // These two go on with made-up pixels after no more than a warning. The exception takes the density of
                // chroma from the JPEG where the directory says nothing of it.
                let isDamage = name.hasPrefix("JPEG") && !name.hasPrefix("JPEGFixupTagsSubsampling")
                if isDamage || name.hasPrefix("Fax") { unsafe TIFFSource.at(handle)?.sawDamage = true }
                return 1
            }, handle)
        // Reading, without mapping into memory, and with strips as they are rather than cut into smaller ones.
        return unsafe TIFFClientOpenExt(
            "picture", "rmc", handle,
            { handle, buffer, count in unsafe TIFFSource.at(handle)?.read(buffer, count) ?? -1 },
            { _, _, _ in -1 },
            { handle, offset, origin in unsafe TIFFSource.at(handle)?.seek(offset, from: origin) ?? .max },
            { _ in 0 },
            { handle in unsafe UInt64(TIFFSource.at(handle)?.bytes.count ?? 0) },
            nil, nil, options)
    }

    private func read(_ buffer: UnsafeMutableRawPointer?, _ count: tmsize_t) -> tmsize_t {
        let part = bytes.dropFirst(position).prefix(max(0, Int(count)))
        // libtiff gives room for `count` bytes.
        unsafe part.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            unsafe buffer?.copyMemory(from: start, byteCount: source.count)
        }
        position += part.count
        return tmsize_t(part.count)
    }

    /// - Returns: The new position, or all ones when there is no such place.
    private func seek(_ offset: UInt64, from origin: Int32) -> UInt64 {
        let base = origin == SEEK_CUR ? position : origin == SEEK_END ? bytes.count : 0
        let (place, overflow) = base.addingReportingOverflow(Int(truncatingIfNeeded: offset))
        guard !overflow, place >= 0 else { return .max }
        position = place
        return UInt64(place)
    }
}
