import Glibc

/// A plausible relief for a picture whose depth nobody knows: what lies low in it is nearer, and what stands out from the
/// border is nearer than its surroundings. Not depth: good for small moves only.
package enum Relief {
    /// Pixels of the long side that it is made at.
    package static let longSide = 448

    /// Nearness before it is spread over 0…1.
    package static func estimate(_ picture: LabPicture) -> Field {
        let (width, height) = (picture.width, picture.height)
        let border = { (x: Int, y: Int) in x == 0 || y == 0 || x == width - 1 }
        let strip = max(1, min(width, height) / 30)
        let edge = { (x: Int, y: Int) in x < strip || y < strip || x >= width - strip }

        let barrier = picture.channels.map { MinimumBarrier.distances(of: $0, from: border) }
            .reduce(Field(width: width, height: height)) { $0.combined(with: $1, +) }
        let scale = max(0.06, 0.45 * barrier.mean)
        let standing = barrier.mapped { 1 - exp(-$0 / scale) }
        let odds = ColorOdds.odds(of: picture, standing: standing, isBorder: edge)

        var front = Field(width: width, height: height)
        for y in 0..<height {
            let down = rise(y, height)
            for x in 0..<width {
                let place = y * width + x
                let across = width > 1 ? Float(x) / Float(width - 1) : 0.5
                let (dx, dy) = ((across - 0.5) / 0.33, (down - 0.58) / 0.38)
                let center = exp(-0.5 * (dx * dx + dy * dy))
                front.values[place] = 0.45 * standing.values[place] + 0.30 * odds.values[place] + 0.25 * center
            }
        }
        let smooth = EdgeAwareSmoothing(reach: Float(width) / 16, contrast: 0.35).apply(to: front, along: picture)
        let spread = DepthMap.normalized(smooth).map.field

        var nearness = spread
        for y in 0..<height {
            let down = rise(y, height)
            let ground = down * down * (3 - 2 * down)
            for x in 0..<width { nearness[x, y] = 0.6 * ground + 0.4 * spread[x, y] }
        }
        let filter = GuidedFilter(guide: picture, radius: max(2, width / 48), epsilon: 6e-4)
        return filter.apply(to: DepthMap.normalized(nearness).map.field)
    }

    /// How far down a row lies, 0…1.
    private static func rise(_ row: Int, _ height: Int) -> Float { height > 1 ? Float(row) / Float(height - 1) : 0.5 }
}
