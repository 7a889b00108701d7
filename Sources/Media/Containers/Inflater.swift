import CZlib

/// Unpacks a zlib stream piece by piece, so that a small one which unpacks to gigabytes never takes more than its limit.
enum Inflater {
    /// A compressed ICC profile.
    static func profile(_ stream: ArraySlice<UInt8>) -> ProfileBytes {
        var state = unsafe z_stream()
        guard unsafe soframe_inflate_begin(&state) == Z_OK else { return .damaged }
        defer { unsafe inflateEnd(&state) }
        var profile = ProfileBytes()
        var input = Array(stream)
        return unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe state.next_in = input.baseAddress
            unsafe state.avail_in = UInt32(clamping: input.count)
            while profile.fault == nil {
                var status = Z_OK
                let piece = unsafe [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
                    unsafe state.next_out = buffer.baseAddress
                    unsafe state.avail_out = UInt32(buffer.count)
                    status = unsafe inflate(&state, Z_NO_FLUSH)
                    count = unsafe buffer.count - Int(state.avail_out)
                }
                profile.append(piece)
                if status == Z_STREAM_END { return profile }
                if status != Z_OK { return .damaged }
            }
            return profile
        }
    }
}
