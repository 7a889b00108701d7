import CZlib

/// Unpacks a zlib stream piece by piece, so that a small one which unpacks to gigabytes never takes more than its limit.
enum Inflater {
    /// A compressed ICC profile.
    static func profile(_ stream: ArraySlice<UInt8>) -> ProfileBytes {
        var profile = ProfileBytes()
        let isWhole = inflate(stream) { piece in
            profile.append(piece)
            return profile.fault == nil
        }
        return isWhole || profile.fault != nil ? profile : .damaged
    }

    /// As many of a stream's bytes as can be unpacked, and no more than `limit`.
    static func beginning(of stream: ArraySlice<UInt8>, limit: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        _ = inflate(stream) { piece in
            bytes += piece.prefix(limit - bytes.count)
            return bytes.count < limit
        }
        return bytes
    }

    /// Hands on piece after piece for as long as they are wanted; false when the stream does not come to its end.
    private static func inflate(_ stream: ArraySlice<UInt8>, _ take: ([UInt8]) -> Bool) -> Bool {
        var state = unsafe z_stream()
        guard unsafe soframe_inflate_begin(&state) == Z_OK else { return false }
        defer { unsafe inflateEnd(&state) }
        var input = Array(stream)
        return unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe state.next_in = input.baseAddress
            unsafe state.avail_in = UInt32(clamping: input.count)
            while true {
                var status = Z_OK
                let piece = unsafe [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
                    unsafe state.next_out = buffer.baseAddress
                    unsafe state.avail_out = UInt32(buffer.count)
                    status = unsafe CZlib.inflate(&state, Z_NO_FLUSH)
                    count = unsafe buffer.count - Int(state.avail_out)
                }
                let isWanted = take(piece)
                if status == Z_STREAM_END { return true }
                if status != Z_OK || !isWanted { return false }
            }
        }
    }
}
