/// Turns the colours of one picture into sRGB (IEC 61966-2-1), as its colour profile says.
package protocol ColorConversion: Sendable {
    /// Converts planes of red, green and blue, 16 bits, all codes, one size, in place.
    func convertToSRGB(_ planes: inout PixelBuffer)

    /// The picture's own red, green and blue for an sRGB colour, each of 8 bits.
    func own(_ color: (red: UInt8, green: UInt8, blue: UInt8)) -> (red: UInt8, green: UInt8, blue: UInt8)
}
