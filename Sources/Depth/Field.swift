/// A plane of numbers, row by row: what the filters of this room work on.
package struct Field: Equatable, Sendable {
    package let width: Int
    package let height: Int
    /// `width` × `height` of them.
    package var values: [Float]

    /// - Parameter values: Row by row; as many as the sides ask for.
    package init(width: Int, height: Int, values: [Float]) {
        precondition(width > 0 && height > 0 && values.count == width * height)
        self.width = width
        self.height = height
        self.values = values
    }

    package init(width: Int, height: Int, repeating value: Float = 0) {
        self.init(width: width, height: height, values: Array(repeating: value, count: width * height))
    }

    /// The value of each place, from its column and row.
    package init(width: Int, height: Int, _ value: (Int, Int) -> Float) {
        self.init(width: width, height: height, values: (0..<width * height).map { value($0 % width, $0 / width) })
    }

    package subscript(x: Int, y: Int) -> Float {
        get { values[y * width + x] }
        set { values[y * width + x] = newValue }
    }

    /// Each value of this plane with the one at the same place of another.
    package func combined(with other: Field, _ combine: (Float, Float) -> Float) -> Field {
        Field(width: width, height: height, values: values.indices.map { combine(values[$0], other.values[$0]) })
    }

    /// Each value changed.
    package func mapped(_ change: (Float) -> Float) -> Field {
        Field(width: width, height: height, values: values.map(change))
    }

    /// Columns for rows, so that what runs along rows can run along columns.
    var transposed: Field {
        var result = Field(width: height, height: width)
        for y in 0..<height {
            for x in 0..<width { result.values[x * height + y] = values[y * width + x] }
        }
        return result
    }

    /// The average of all values.
    package var mean: Float { values.reduce(0, +) / Float(values.count) }
}
