package import Pixels

/// A small square of a picture's brightness, for judging what stands out.
package enum Thumbnail {
    /// Average luma 0…1 of the upright picture in `side` × `side` cells, row by row, stretched to the square.
    ///
    /// Samples up to eight rows and columns a cell instead of all pixels. Transparent parts count as black.
    package static func luma(of picture: Picture, side: Int) -> [Double] {
        let rows = samplePlaces(picture.height, cells: side)
        let columns = samplePlaces(picture.width, cells: side)
        var sums = Array(repeating: 0, count: side * side)
        let unpacker = RowUnpacker.isNeeded(for: picture) ? RowUnpacker(picture, background: [0, 0, 0], rows: 2) : nil
        for (index, row) in rows.enumerated() {
            let start = index * side / rows.count * side
            if let unpacker {
                unpacker.fill(row: row)
                add(unpacker.ring, row: row % 2, of: picture, columns, to: &sums[start..<start + side])
            } else {
                add(picture.buffer, row: row, of: picture, columns, to: &sums[start..<start + side])
            }
        }
        let count = rows.count * columns.count / (side * side)
        let most = Double(count) * 4 * Double(1 << picture.depth - 1)
        return turned(sums.map { Double($0) / most }, side, picture.orientation)
    }

    /// Evenly spaced places, the same number in every cell.
    private static func samplePlaces(_ length: Int, cells: Int) -> [Int] {
        let count = cells * max(1, min(8, length / cells))
        return (0..<count).map { ($0 * 2 + 1) * length / (count * 2) }
    }

    private static func add(
        _ buffer: borrowing PixelBuffer, row: Int, of picture: Picture, _ columns: [Int],
        to cells: inout ArraySlice<Int>
    ) {
        if picture.depth == 8 {
            add(buffer, row: row, of: picture, columns, to: &cells, as: UInt8.self)
        } else {
            add(buffer, row: row, of: picture, columns, to: &cells, as: UInt16.self)
        }
    }

    /// Brightness counts in quarters: (red + 2 green + blue) or four times luma.
    private static func add<Sample: UnsignedInteger & BitwiseCopyable>(
        _ buffer: borrowing PixelBuffer, row: Int, of picture: Picture, _ columns: [Int],
        to cells: inout ArraySlice<Int>,
        as: Sample.Type
    ) {
        let isColor = picture.tags.matrix == .rgb && buffer.planes.count >= 3
        for (plane, weight) in isColor ? [(0, 1), (1, 2), (2, 1)] : [(0, 4)] {
            let start = row * buffer.planes[plane].pitch
            let side = cells.count
            buffer.withSamples(ofPlane: plane, as: Sample.self) { samples in
                for (index, column) in columns.enumerated() {
                    cells[cells.startIndex + index * side / columns.count] += weight * Int(samples[start + column])
                }
            }
        }
    }

    private static func turned(_ cells: [Double], _ side: Int, _ orientation: Orientation) -> [Double] {
        (0..<side * side).map { index in
            let (x, y) = (index % side, index / side)
            let (column, row) = orientation.swapsSides ? (y, x) : (x, y)
            return cells[
                (orientation.reversesStoredY ? side - 1 - row : row) * side
                    + (orientation.reversesStoredX ? side - 1 - column : column)]
        }
    }
}
