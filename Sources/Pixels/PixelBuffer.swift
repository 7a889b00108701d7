/// Where one plane of samples lies inside a buffer.
package struct PlaneLayout: Equatable, Sendable {
    /// Samples a row. A packed plane counts each component of a pixel as one sample.
    package let width: Int
    package let height: Int
    /// 1 or 2; two-byte samples are in the machine's byte order.
    package let bytesPerSample: Int
    /// Bytes from one row to the next, a multiple of `PixelBuffer.alignment`.
    package let stride: Int
    /// Bytes from the buffer's start to the plane's first sample, a multiple of `PixelBuffer.alignment`.
    package let offset: Int

    /// Samples from one row to the next.
    package var pitch: Int { stride / bytesPerSample }
}

/// Planes of samples in one allocation that this value owns and frees.
///
/// Every row starts at a multiple of 64 bytes, which AVX-512 loads and so zimg want, and into whose padding our own loops
/// write whole vectors. The samples start as whatever the memory held: clearing them would cost as much as a copy, and
/// every maker of a buffer fills what is read of it.
@safe
package struct PixelBuffer: ~Copyable {
    package static let alignment = 64

    package let planes: [PlaneLayout]
    private let memory: UnsafeMutableRawBufferPointer

    /// Makes room for planes of the given sizes, in order, with samples of 1 or 2 bytes.
    package init(planes sizes: [(width: Int, height: Int)], bytesPerSample: Int) {
        var layouts: [PlaneLayout] = []
        var end = 0
        for size in sizes {
            let stride = Self.aligned(size.width * bytesPerSample)
            layouts.append(
                PlaneLayout(
                    width: size.width, height: size.height, bytesPerSample: bytesPerSample, stride: stride, offset: end)
            )
            end += stride * size.height
        }
        planes = layouts
        // Vector loops may read a little past the last row; they write no further than its padding.
        unsafe memory = .allocate(byteCount: end + Self.alignment, alignment: Self.alignment)
    }

    deinit { unsafe memory.deallocate() }

    private static func aligned(_ count: Int) -> Int { (count + alignment - 1) / alignment * alignment }

    private func extent(_ plane: PlaneLayout) -> Range<Int> {
        plane.offset..<plane.offset + plane.stride * plane.height
    }

    /// Lends all samples of one plane to read, rows `pitch` samples apart.
    package func withSamples<Sample: BitwiseCopyable, Result>(
        ofPlane index: Int, as type: Sample.Type, _ body: (Span<Sample>) throws -> Result
    ) rethrows -> Result {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: memory[extent(planes[index])])
        return try unsafe bytes.withMemoryRebound(to: type) { samples in
            // The span lives no longer than the call, and the memory as long as self.
            try unsafe body(Span(_unsafeElements: samples))
        }
    }

    /// Lends all samples of one plane to write, rows `pitch` samples apart.
    package mutating func withMutableSamples<Sample: BitwiseCopyable, Result>(
        ofPlane index: Int, as type: Sample.Type, _ body: (inout MutableSpan<Sample>) throws -> Result
    ) rethrows -> Result {
        let bytes = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[extent(planes[index])])
        return try unsafe bytes.withMemoryRebound(to: type) { samples in
            var span = unsafe MutableSpan(_unsafeElements: samples)
            return try body(&span)
        }
    }

    /// Lends a plane's address to a C library that reads. It must not outlive the call.
    package func withUnsafePlane<Result>(_ index: Int, _ body: (UnsafeRawPointer) throws -> Result) rethrows -> Result {
        try unsafe body(UnsafeRawPointer(memory.baseAddress.unsafelyUnwrapped) + planes[index].offset)
    }

    /// Lends a plane's address to a C library that writes no further than the plane. It must not outlive the call.
    package mutating func withUnsafeMutablePlane<Result>(
        _ index: Int, _ body: (UnsafeMutableRawPointer) throws -> Result
    ) rethrows -> Result {
        try unsafe body(memory.baseAddress.unsafelyUnwrapped + planes[index].offset)
    }
}

// The one owner passes between threads whole; shared borrows only read.
extension PixelBuffer: @unchecked Sendable {}
