/// What red, green and blue numbers mean as light.
struct Light: Equatable {
    let colors: Chromaticities
    let curve: LightCurve
}

/// Where primaries and white lie in the CIE 1931 diagram.
struct Chromaticities: Equatable {
    struct Place: Equatable {
        let x, y: Double
    }
    let red, green, blue, white: Place

    init(red: (Double, Double), green: (Double, Double), blue: (Double, Double), white: (Double, Double)) {
        self.red = Place(x: red.0, y: red.1)
        self.green = Place(x: green.0, y: green.1)
        self.blue = Place(x: blue.0, y: blue.1)
        self.white = Place(x: white.0, y: white.1)
    }

    /// IEC 61966-2-1.
    static let sRGB = Chromaticities(
        red: (0.64, 0.33), green: (0.30, 0.60), blue: (0.15, 0.06), white: (0.3127, 0.3290))
}

/// The curve from stored numbers to light.
enum LightCurve: Equatable {
    case sRGB
    case power(Double)
}
