import Depth

/// Where the outlines of sheets are out of focus, and what share of the colours there is the sheet's.
struct SoftOutline {
    struct Place {
        let index: Int
        /// The standard deviation of the blur, in samples.
        let blur: Float
        let shift: Float
        /// 0…1: how much this counts against a sharp outline, which there is where it is 0.
        let strength: Float
        /// How much the ground's colours change from a sample to the next, in 256ths of a code of eight bits.
        let slope: Float
    }

    let places: [Place]
    private let band: EdgeBand

    /// Blurs up to the first are sharp, from the second on they are not.
    private static let (sharp, soft): (Float, Float) = (0.5, 0.8)
    /// Samples beyond and within the depth's edge that an outline may reach: the ground goes on no farther.
    private static let (outer, inner): (Float, Float) = (9, 7)
    /// Samples beyond and within the depth's edge where a sharp outline hides the ground, or is not opaque.
    private static let (beyond, within): (Float, Float) = (4, 2)

    /// - Parameter isMadeUp: Where the picture's colours are not its own: what was filled in says nothing of outlines.
    init(of split: GapSplitting, in picture: HalfPicture, isMadeUp: [Bool]) {
        band = EdgeBand(split)
        let softness = EdgeSoftness(band, in: picture, isMadeUp: isMadeUp)
        guard softness.isSoft else {
            places = []
            return
        }
        let (width, reach) = (split.depth.width, Float(EdgeBand.reach))
        places = band.places.compactMap { [band] index in
            let source = Int(band.source[index])
            let measure = softness.measure(source % width, source / width)
            let strength = min(1, (measure.blur - Self.sharp) / (Self.soft - Self.sharp))
            guard strength > 0 else { return nil }
            let (distance, half) = (band.distance.values[index], OutlineShare.end * measure.blur)
            let shift = max(half - Self.inner, min(Self.outer - half, measure.shift))
            // Farther away sharp outlines and soft ones are the same.
            let end = shift + half + 1 + Self.tail(measure.blur)
            guard distance > min(shift - half - 1, -Self.within), distance < max(end, Self.beyond) else { return nil }
            return Place(
                index: index, blur: measure.blur, shift: shift,
                strength: strength * max(0, min(1, reach - abs(distance))),
                slope: softness.slope(source % width, source / width))
        }
    }

    /// What share of the colours at a place is the sheet's.
    func share(_ place: Place) -> Float { Self.share(place, band.distance.values[place.index]) }

    /// How surely there is nothing of the sheet at a place, 0…1.
    func clearness(_ place: Place) -> Float {
        max(0, 1 - 10 * Self.share(place, band.distance.values[place.index] - Self.tail(place.blur)))
    }

    /// Samples by which an outline may reach farther out than was measured: lenses blur with longer tails than Gaussians have,
    /// and what was measured is an average of what is around.
    private static func tail(_ blur: Float) -> Float { max(1, 1.2 * blur) }

    /// The same share for a sample of luma, of which each place has two by two.
    func share(_ place: Place, column: Int, row: Int) -> Float {
        let (x, y) = (place.index % band.distance.width, place.index / band.distance.width)
        return Self.share(
            place,
            band.distance.between(Float(x) - 0.25 + 0.5 * Float(column), Float(y) - 0.25 + 0.5 * Float(row)))
    }

    private static func share(_ place: Place, _ distance: Float) -> Float {
        OutlineShare.at((distance - place.shift) / place.blur)
    }

    /// Makes sheets as opaque as their outlines are.
    ///
    /// - Parameter opacities: 0…16384, of luma.
    func apply(to opacities: inout [Int16]) {
        let width = band.distance.width
        for place in places {
            let (x, y) = (place.index % width, place.index / width)
            for (column, row) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let luma = (2 * y + row) * 2 * width + 2 * x + column
                let sharp = Float(opacities[luma])
                opacities[luma] = Int16(
                    sharp + (16384 * share(place, column: column, row: row) - sharp) * place.strength)
            }
        }
    }

    /// The depth of the sheets of a split, which goes on as far as their outlines do.
    func sheet(of split: GapSplitting) -> Field {
        var sheet = split.sheet
        for place in places where sheet.values[place.index] == GapSplitting.nothing {
            // One sample more, for what lies between them.
            guard band.distance.values[place.index] < place.shift + OutlineShare.end * place.blur + 1 else { continue }
            sheet.values[place.index] = split.depth.values[Int(band.source[place.index])]
        }
        return sheet
    }
}
