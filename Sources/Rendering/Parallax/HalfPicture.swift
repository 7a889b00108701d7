import Depth
import Pixels

/// A layer's colours with a sample for two by two of luma, as depth has them: 16 bits with a sign.
struct HalfPicture {
    let luma: Field
    let blue: Field
    let red: Field

    init(luma: Field, blue: Field, red: Field) {
        self.luma = luma
        self.blue = blue
        self.red = red
    }

    init(_ colors: LayerColors) {
        let plane = colors.luma
        let (pitch, origin) = (plane.pitch, plane.origin)
        luma = plane.pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
            Field(width: colors.blue.width, height: colors.blue.height) { x, y in
                let first = origin + 2 * y * pitch + 2 * x
                let sum =
                    Int(source[first]) + Int(source[first + 1]) + Int(source[first + pitch])
                    + Int(source[first + pitch + 1])
                return Float(sum) / 4
            }
        }
        blue = Self.samples(of: colors.blue)
        red = Self.samples(of: colors.red)
    }

    var planes: [Field] { [luma, blue, red] }

    func color(_ index: Int) -> SIMD3<Float> { SIMD3(luma.values[index], blue.values[index], red.values[index]) }

    private static func samples(of plane: LayerPlane) -> Field {
        let (pitch, origin) = (plane.pitch, plane.origin)
        return plane.pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
            Field(width: plane.width, height: plane.height) { x, y in Float(source[origin + y * pitch + x]) }
        }
    }
}
