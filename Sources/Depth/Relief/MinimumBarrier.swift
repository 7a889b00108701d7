/// How hard each place is to reach from the border: the least, over all paths, of the highest less the lowest value on
/// the way. By raster scans as in J. Zhang, S. Sclaroff, Z. Lin, X. Shen, B. Price and R. Měch, "Minimum Barrier Salient
/// Object Detection at 80 FPS", ICCV 2015 (FastMBD): never less than the true distance, and mostly equal to it.
package struct MinimumBarrier {
    /// Passes over the plane, to and fro. The paper finds three enough.
    private static let passes = 3

    private var distance: [Float]
    private var highest: [Float]
    private var lowest: [Float]

    /// The distances of all places from those where `isSeed`, which have none.
    ///
    /// - Parameter isSeed: Of a column and a row.
    package static func distances(of field: Field, from isSeed: (Int, Int) -> Bool) -> Field {
        var state = MinimumBarrier(field, isSeed)
        for pass in 0..<passes {
            scan(field, forward: pass % 2 == 0, &state.distance, &state.highest, &state.lowest)
        }
        return Field(width: field.width, height: field.height, values: state.distance)
    }

    private init(_ field: Field, _ isSeed: (Int, Int) -> Bool) {
        highest = field.values
        lowest = field.values
        distance = Array(repeating: .infinity, count: field.values.count)
        for y in 0..<field.height {
            for x in 0..<field.width where isSeed(x, y) { distance[y * field.width + x] = 0 }
        }
    }

    /// Reaches each place from the neighbour before it in its row and in its column.
    private static func scan(
        _ field: Field, forward: Bool, _ distance: inout [Float], _ highest: inout [Float], _ lowest: inout [Float]
    ) {
        let (step, end, width) = (forward ? 1 : -1, field.values.count - 1, field.width)
        let source = field.values.span
        var distances = distance.mutableSpan
        var high = highest.mutableSpan
        var low = lowest.mutableSpan
        for line in 0..<field.height {
            for along in 0..<width {
                // Backwards all is the other way round; both neighbours are within the plane.
                let place = forward ? line &* width &+ along : end &- line &* width &- along
                let value = unsafe source[unchecked: place]
                if along > 0 { reach(place, value, from: place &- step, &distances, &high, &low) }
                if line > 0 { reach(place, value, from: place &- step &* width, &distances, &high, &low) }
            }
        }
    }

    @inline(__always)
    private static func reach(
        _ place: Int, _ value: Float, from neighbor: Int, _ distance: inout MutableSpan<Float>,
        _ highest: inout MutableSpan<Float>, _ lowest: inout MutableSpan<Float>
    ) {
        let (above, below) = unsafe (highest[unchecked: neighbor], lowest[unchecked: neighbor])
        let (high, low) = (above > value ? above : value, below < value ? below : value)
        guard unsafe high - low < distance[unchecked: place], unsafe distance[unchecked: neighbor] < .infinity else {
            return
        }
        unsafe distance[unchecked: place] = high - low
        unsafe highest[unchecked: place] = high
        unsafe lowest[unchecked: place] = low
    }
}
