import CTIFF
import Pixels

/// Owns a TIFF that libtiff has open, reads its samples, and closes it.
@safe
struct TIFFReader: ~Copyable {
    let layout: TIFFLayout
    private let grid: TIFFGrid
    private let tiff: OpaquePointer
    private let source: TIFFSource

    init(_ encoded: EncodedPicture) throws(MediaError) {
        let directory = try TIFFDirectory(encoded.packet)
        let layout = try TIFFLayout(directory)
        let grid = try TIFFGrid(directory, layout)
        let source = TIFFSource(encoded.packet)
        let pixels = Double(layout.width) * Double(layout.height)
        // Besides pixels, libtiff holds the directory's tables, in twice their width, and those of its decompressors.
        let most = Int(pixels * encoded.bytesPerPixel) + encoded.packet.count * 2 + 1 << 20
        guard let tiff = unsafe source.open(memoryLimit: most) else { throw Self.damaged }
        self.layout = layout
        self.grid = grid
        self.source = source
        unsafe self.tiff = unsafe tiff
    }

    deinit { unsafe TIFFClose(tiff) }

    private static let damaged = MediaError.malformed("its TIFF data cannot be decoded")

    /// Samples that lie together for each pixel.
    private var together: Int { layout.isSeparate ? 1 : layout.samples }

    /// Reads all samples that the pixels want, in the machine's byte order.
    func read(into pixels: inout TIFFPixels) throws(MediaError) {
        // No buffer is lent before libtiff means the same size as we do.
        let width = grid.width * together * layout.bits / 8
        let isTiled = unsafe TIFFIsTiled(tiff) != 0
        let size = unsafe isTiled ? TIFFTileSize(tiff) : TIFFScanlineSize(tiff)
        let rowSize = unsafe isTiled ? TIFFTileRowSize(tiff) : TIFFScanlineSize(tiff)
        guard isTiled == grid.isTiled, rowSize == width, size == width * (isTiled ? grid.height : 1) else {
            throw Self.damaged
        }
        for sample in layout.isSeparate ? pixels.kept : [0] {
            if isTiled {
                try readTiles(sample: sample, into: &pixels)
            } else {
                try readRows(sample: sample, into: &pixels)
            }
        }
        guard !source.sawDamage else { throw Self.damaged }
    }

    private func readRows(sample: Int, into pixels: inout TIFFPixels) throws(MediaError) {
        var row = PixelBuffer(planes: [(grid.width * together, 1)], bytesPerSample: layout.bits / 8)
        for y in 0..<layout.height {
            let status = unsafe row.withUnsafeMutablePlane(0) { target in
                unsafe TIFFReadScanline(tiff, target, UInt32(y), UInt16(sample))
            }
            guard status == 1 else { throw Self.damaged }
            pixels.put(row, from: 0, count: layout.width, x: 0, y: y, sample: sample)
        }
    }

    private func readTiles(sample: Int, into pixels: inout TIFFPixels) throws(MediaError) {
        let pitch = grid.width * together
        var tile = PixelBuffer(planes: [(pitch * grid.height, 1)], bytesPerSample: layout.bits / 8)
        let size = pitch * grid.height * layout.bits / 8
        for top in stride(from: 0, to: layout.height, by: grid.height) {
            for left in stride(from: 0, to: layout.width, by: grid.width) {
                let count = unsafe tile.withUnsafeMutablePlane(0) { target in
                    unsafe TIFFReadTile(tiff, target, UInt32(left), UInt32(top), 0, UInt16(sample))
                }
                guard count == size else { throw Self.damaged }
                for row in 0..<min(grid.height, layout.height - top) {
                    pixels.put(
                        tile, from: row * pitch, count: min(grid.width, layout.width - left), x: left, y: top + row,
                        sample: sample)
                }
            }
        }
    }

    /// The whole picture by libtiff's own conversion: for each pixel a number of 32 bits, red in the lowest eight, then
    /// green and blue.
    func readConverted() throws(MediaError) -> PixelBuffer {
        var raster = PixelBuffer(planes: [(layout.width * layout.height * 4, 1)], bytesPerSample: 1)
        let status = unsafe raster.withUnsafeMutablePlane(0) { target in
            // The packet has no orientation, so that rows stay in stored order; 1 stops at the first error.
            unsafe TIFFReadRGBAImageOriented(
                tiff, UInt32(layout.width), UInt32(layout.height), target.assumingMemoryBound(to: UInt32.self),
                ORIENTATION_TOPLEFT, 1)
        }
        guard status == 1, !source.sawDamage else { throw Self.damaged }
        return raster
    }
}
