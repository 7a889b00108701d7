import Depth
import Testing

@Suite struct LabTests {
    @Test(
        "Colours have their published coordinates",
        arguments: [
            // sRGB primaries, white and a grey under D65 (B. Lindbloom's tables).
            ([1, 0, 0], [53.24, 80.09, 67.20]), ([0, 1, 0], [87.73, -86.18, 83.18]),
            ([0, 0, 1], [32.30, 79.19, -107.86]),
            ([1, 1, 1], [100, 0, 0]), ([0, 0, 0], [0, 0, 0]), ([0.5, 0.5, 0.5], [53.39, 0, 0]),
        ] as [([Float], [Float])])
    func known(color: [Float], lab: [Float]) {
        let fields = color.map { Field(width: 1, height: 1, repeating: $0) }
        let picture = LabPicture(red: fields[0], green: fields[1], blue: fields[2])
        #expect(abs(picture.lightness[0, 0] * 100 - lab[0]) < 0.1)
        #expect(abs(picture.a[0, 0] * 255 - 128 - lab[1]) < 0.2)
        #expect(abs(picture.b[0, 0] * 255 - 128 - lab[2]) < 0.2)
    }
}
