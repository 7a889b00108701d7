/// How hard each place is to reach from the border: the least, over all paths, of the highest less the lowest value on
/// the way. By raster scans as in J. Zhang, S. Sclaroff, Z. Lin, X. Shen, B. Price and R. Měch, "Minimum Barrier Salient
/// Object Detection at 80 FPS", ICCV 2015 (FastMBD): never less than the true distance, and mostly equal to it.
package struct MinimumBarrier {
    /// Passes over the plane, to and fro. The paper finds three enough.
    private static let passes = 3

    private let width: Int
    private let height: Int
    private let values: [Float]
    private var distance: [Float]
    private var highest: [Float]
    private var lowest: [Float]

    /// The distances of all places from those where `isSeed`, which have none.
    ///
    /// - Parameter isSeed: Of a column and a row.
    package static func distances(of field: Field, from isSeed: (Int, Int) -> Bool) -> Field {
        var state = MinimumBarrier(field, isSeed)
        for pass in 0..<passes { state.scan(forward: pass % 2 == 0) }
        return Field(width: field.width, height: field.height, values: state.distance)
    }

    private init(_ field: Field, _ isSeed: (Int, Int) -> Bool) {
        width = field.width
        height = field.height
        values = field.values
        highest = values
        lowest = values
        distance = Array(repeating: .infinity, count: values.count)
        for y in 0..<height {
            for x in 0..<width where isSeed(x, y) { distance[y * width + x] = 0 }
        }
    }

    /// Reaches each place from the neighbour before it in its row and in its column.
    private mutating func scan(forward: Bool) {
        let step = forward ? 1 : -1
        for line in 0..<height {
            let y = forward ? line : height - 1 - line
            for along in 0..<width {
                let x = forward ? along : width - 1 - along
                let place = y * width + x
                if along > 0 { reach(place, from: place - step) }
                if line > 0 { reach(place, from: place - step * width) }
            }
        }
    }

    @inline(__always)
    private mutating func reach(_ place: Int, from neighbor: Int) {
        let high = max(highest[neighbor], values[place])
        let low = min(lowest[neighbor], values[place])
        guard high - low < distance[place], distance[neighbor] < .infinity else { return }
        distance[place] = high - low
        highest[place] = high
        lowest[place] = low
    }
}
