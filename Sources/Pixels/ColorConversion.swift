/// Turns the colours of one picture into sRGB (IEC 61966-2-1), as its colour profile says.
package protocol ColorConversion: Sendable {
    /// Bits of the samples that it takes: 8 or 16.
    var depth: Int { get }

    /// Planes of red, green and blue in sRGB, 16 bits, all codes, for planes of the picture's own of `depth` bits. Of a grey
    /// picture all three are the same.
    func sRGB(_ planes: borrowing PixelBuffer) -> PixelBuffer

    /// The picture's own red, green and blue for an sRGB colour, each of 8 bits.
    func own(_ color: (red: UInt8, green: UInt8, blue: UInt8)) -> (red: UInt8, green: UInt8, blue: UInt8)
}
