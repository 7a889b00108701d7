package import Depth

/// What the director sees of a picture: what stands out where, and of which kind the whole is. Every number changes little
/// when the picture does, so that another size or a stronger compression leads to the same shot.
package struct PictureLook: Equatable, Sendable {
    /// Pixels of the long side of the picture to look at: whatever size it has, it is judged at this one.
    package static let longSide = 192

    package let saliency: Saliency
    let surfaces: Surfaces
    let layering: Layering

    /// - Parameter picture: The whole upright picture, `longSide` pixels long or, if it is smaller, as it is.
    package init(_ picture: LabPicture) {
        saliency = Saliency(picture)
        surfaces = Surfaces(picture)
        layering = Layering(picture)
    }
}

/// What a picture is made of: even colour, shading, and sharp changes. Photographs are shaded nearly everywhere; text and
/// graphics are even where they are not sharp, and mostly of one colour there.
struct Surfaces: Equatable {
    /// Shares of the picture, 0…1, that are of one colour and that change by little. What lies next to something sharp counts
    /// as neither, since scaling and compression leave traces there.
    let even: Double
    let shaded: Double
    /// How much of what is even has its most usual colour, 0…1.
    let ground: Double

    /// Squares across the long side.
    private static let squares = 32
    /// Differences within a square, summed over the channels: below the first it is even, below the second shaded.
    private static let limits: (even: Float, shaded: Float) = (0.05, 0.2)
    /// How far a colour may be from the most usual one, summed over the channels.
    private static let tolerance: Float = 0.06

    init(_ picture: LabPicture) {
        let size = max(1, max(picture.width, picture.height) / Self.squares)
        let (columns, rows) = (max(1, picture.width / size), max(1, picture.height / size))
        let changes = Field(width: columns, height: rows) { column, row in
            picture.channels.reduce(Float(0)) {
                $0
                    + Self.range(
                        $1, column * size..<min($1.width, (column + 1) * size),
                        row * size..<min($1.height, (row + 1) * size))
            }
        }
        var even: [Int] = []
        var shaded = 0
        for (index, change) in changes.values.enumerated() where change < Self.limits.shaded {
            if change < Self.limits.even {
                even.append(index)
            } else if !Self.isBesideSharp(index, changes) {
                shaded += 1
            }
        }
        self.even = Double(even.count) / Double(changes.values.count)
        self.shaded = Double(shaded) / Double(changes.values.count)
        let colors = picture.channels.map { $0.resized(width: columns, height: rows) }
        let usual = colors.map { channel in
            even.isEmpty ? 0 : even.map { channel.values[$0] }.sorted()[even.count / 2]
        }
        let near = even.count { index in
            zip(colors, usual).reduce(Float(0)) { $0 + abs($1.0.values[index] - $1.1) } < Self.tolerance
        }
        ground = even.isEmpty ? 0 : Double(near) / Double(even.count)
    }

    private static func isBesideSharp(_ index: Int, _ changes: Field) -> Bool {
        let (x, y) = (index % changes.width, index / changes.width)
        return (max(0, y - 1)...min(changes.height - 1, y + 1)).contains { row in
            (max(0, x - 1)...min(changes.width - 1, x + 1)).contains { changes[$0, row] >= limits.shaded }
        }
    }

    private static func range(_ field: Field, _ columns: Range<Int>, _ rows: Range<Int>) -> Float {
        var (low, high) = (Float.infinity, -Float.infinity)
        for y in rows {
            for x in columns { (low, high) = (min(low, field[x, y]), max(high, field[x, y])) }
        }
        return high - low
    }
}

/// How far a picture lies in layers from the top down, as a view over land does: its depth can then be guessed from the
/// height in the picture.
struct Layering: Equatable {
    /// How much of all differences of colour lie between rows, and between columns: 0…1.
    let rows: Double
    let columns: Double
    /// How much lighter the upper quarter is than the lower one, in lightness 0…1.
    let fade: Double
    /// How much of all fine detail lies in the lower half, 0…1.
    let lowDetail: Double

    init(_ picture: LabPicture) {
        var (total, down, across) = (Float(1e-6), Float(0), Float(0))
        for channel in picture.channels {
            let mean = channel.mean
            total += channel.mapped { ($0 - mean) * ($0 - mean) }.mean
            down += channel.resized(width: 1, height: channel.height).mapped { ($0 - mean) * ($0 - mean) }.mean
            across += channel.resized(width: channel.width, height: 1).mapped { ($0 - mean) * ($0 - mean) }.mean
        }
        rows = Double(down / total)
        columns = Double(across / total)
        let bands = picture.lightness.resized(width: 1, height: 4)
        fade = Double(bands[0, 0] - bands[0, 3])
        let halves = Self.detail(picture.lightness).resized(width: 1, height: 2)
        lowDetail = Double(halves[0, 1] / max(1e-6, halves[0, 0] + halves[0, 1]))
    }

    /// Differences between neighbours.
    private static func detail(_ field: Field) -> Field {
        Field(width: field.width, height: field.height) { x, y in
            abs(field[min(x + 1, field.width - 1), y] - field[x, y])
                + abs(field[x, min(y + 1, field.height - 1)] - field[x, y])
        }
    }
}
