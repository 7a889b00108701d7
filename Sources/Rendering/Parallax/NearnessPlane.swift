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
