import CFFmpeg
import Glibc

/// A place in an open file that FFmpeg reads and writes through, without knowing any path.
final class DescriptorStream {
    private let descriptor: Int32
    private var position = 0

    /// Borrows an open descriptor of a regular file; it must outlive the stream.
    init(descriptor: Int32) { self.descriptor = descriptor }

    /// A second place in the same file, at its start.
    func another() -> DescriptorStream { DescriptorStream(descriptor: descriptor) }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int32 {
        let count = unsafe pread(descriptor, buffer.baseAddress, buffer.count, position)
        if count < 0 { return soframe_averror(errno) }
        position += count
        return count == 0 ? soframe_averror_eof : Int32(count)
    }

    func write(_ buffer: UnsafeRawBufferPointer) -> Int32 {
        var left = unsafe buffer
        while unsafe !left.isEmpty {
            let count = unsafe pwrite(descriptor, left.baseAddress, left.count, position)
            if count < 0 {
                if errno == EINTR { continue }
                return soframe_averror(errno)
            }
            position += count
            unsafe left = UnsafeRawBufferPointer(rebasing: left.dropFirst(count))
        }
        return Int32(buffer.count)
    }

    func seek(to offset: Int64, whence: Int32) -> Int64 {
        switch whence & ~AVSEEK_FORCE {
        case AVSEEK_SIZE: return size
        case SEEK_SET: position = Int(offset)
        case SEEK_CUR: position += Int(offset)
        default: return Int64(soframe_averror(EINVAL))
        }
        return Int64(position)
    }

    private var size: Int64 {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 ? Int64(status.st_size) : Int64(soframe_averror(errno))
    }

    private static let bufferSize: Int32 = 65536

    /// An `AVIOContext` over this stream. It retains the stream until `close` is called with it.
    func open(forWriting: Bool) throws(MediaError) -> UnsafeMutablePointer<AVIOContext> {
        let memory = try unsafe allocated(
            av_malloc(Int(Self.bufferSize))?.assumingMemoryBound(to: UInt8.self), "opening the video")
        let context = unsafe avio_alloc_context(
            memory, Self.bufferSize, forWriting ? 1 : 0, Unmanaged.passRetained(self).toOpaque(),
            { unsafe DescriptorStream.from($0).read(into: UnsafeMutableRawBufferPointer(start: $1, count: Int($2))) },
            { unsafe DescriptorStream.from($0).write(UnsafeRawBufferPointer(start: $1, count: Int($2))) },
            { unsafe DescriptorStream.from($0).seek(to: $1, whence: $2) })
        return try unsafe allocated(context, "opening the video")
    }

    /// Frees a context that `open` made and gives up its hold on the stream.
    static func close(_ context: UnsafeMutablePointer<AVIOContext>) {
        if let opaque = unsafe context.pointee.opaque {
            unsafe Unmanaged<DescriptorStream>.fromOpaque(opaque).release()
        }
        unsafe av_freep(&context.pointee.buffer)
        var context: UnsafeMutablePointer<AVIOContext>? = unsafe context
        unsafe avio_context_free(&context)
    }

    private static func from(_ opaque: UnsafeMutableRawPointer?) -> DescriptorStream {
        // FFmpeg hands back the pointer that `open` gave it, which retains the stream.
        unsafe Unmanaged.fromOpaque(opaque.unsafelyUnwrapped).takeUnretainedValue()
    }
}
