/// The filter that resampling weighs by: Spline36 of Panorama Tools (H. Dersch; the coefficients are zimg's), three lobes a
/// side. Nearly as sharp as Lanczos-3, and unlike it exact for straight ramps, so that a slow move never
/// trembles: where an image shrinks, to a few thousandths of a sample.
enum Spline36 {
    /// How far the filter reaches, in samples.
    static let reach = 3.0

    /// The weight at `distance` ≥ 0 from the centre, in samples.
    static func weight(at distance: Double) -> Double {
        switch distance {
        case ..<1: ((13 / 11 * distance - 453 / 209) * distance - 3 / 209) * distance + 1
        case ..<2: ((-6 / 11 * (distance - 1) + 270 / 209) * (distance - 1) - 156 / 209) * (distance - 1)
        case ..<3: ((1 / 11 * (distance - 2) - 45 / 209) * (distance - 2) + 26 / 209) * (distance - 2)
        default: 0
        }
    }
}
