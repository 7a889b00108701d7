import Depth

/// A layer's nearness for marching: rows of numbers with two more around, so that what lies between samples at the border
/// needs no care.
struct NearnessPlane: Sendable {
    static let margin = 2
    /// Numbers beyond the last, which loops that take many at once may read.
    static let tail = 16

    let width: Int
    let height: Int
    let values: [Float]

    var pitch: Int { width + 2 * Self.margin }
    /// Where the first sample within the margins lies.
    var origin: Int { Self.margin * pitch + Self.margin }

    init(_ field: Field) {
        let margin = Self.margin
        width = field.width
        height = field.height
        values =
            Field(width: field.width + 2 * margin, height: field.height + 2 * margin) { x, y in
                field[
                    max(0, min(field.width - 1, x - margin)), max(0, min(field.height - 1, y - margin))]
            }.values + Array(repeating: 0, count: Self.tail)
    }
}

/// The lowest and highest numbers of each square of a plane, so that rays begin and end their march where there is something to
/// meet.
struct FieldBounds: Sendable {
    /// Samples a side of a square.
    static let side = 8

    private let columns: Int
    private let rows: Int
    private let low: [Float]
    private let high: [Float]

    /// - Parameter absent: What stands where there is nothing to meet.
    init(_ field: Field, absent: Float? = nil) {
        let side = Self.side
        columns = (field.width + side - 1) / side
        rows = (field.height + side - 1) / side
        var low = Array(repeating: Float.infinity, count: columns * rows)
        var high = Array(repeating: -Float.infinity, count: columns * rows)
        for y in 0..<field.height {
            for x in 0..<field.width where field[x, y] != absent {
                let square = y / side * columns + x / side
                low[square] = min(low[square], field[x, y])
                high[square] = max(high[square], field[x, y])
            }
        }
        self.low = low
        self.high = high
    }

    /// The bounds over a rectangle of samples, which may reach beyond the plane; low is above high where nothing is.
    func range(x: ClosedRange<Float>, y: ClosedRange<Float>) -> (low: Float, high: Float) {
        func squares(_ range: ClosedRange<Float>, _ count: Int) -> ClosedRange<Int> {
            let side = Float(Self.side)
            let first = max(0, min(count - 1, Int((range.lowerBound - 1) / side)))
            return first...max(first, min(count - 1, Int((range.upperBound + 2) / side)))
        }
        var result = (low: Float.infinity, high: -Float.infinity)
        for row in squares(y, rows) {
            for column in squares(x, columns) {
                result.low = min(result.low, low[row * columns + column])
                result.high = max(result.high, high[row * columns + column])
            }
        }
        return result
    }
}
