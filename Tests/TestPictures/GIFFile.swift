/// Writes GIFs of one picture of up to 128 colours (GIF89a): every byte of them is the test's own.
package struct GIFFile: Sendable {
    /// Width and height.
    package var screen: [Int]
    /// The left and top pixel of the picture.
    package var place = [0, 0]
    /// Blocks between the colours and the picture.
    package var blocks: [UInt8] = []

    package init(screen: [Int]) { self.screen = screen }

    package func bytes(_ drawing: Drawing) -> [UInt8] {
        let colors = drawing.pixels.reduce(into: [Drawing.Pixel]()) { if !$0.contains($1) { $0.append($1) } }
        let table = colors.flatMap { $0.bytes.prefix(3) }
        // Codes of seven bits and the codes to clear (128) and to end (129) have eight, until 126 have followed a clear.
        let codes = drawing.pixels.enumerated().flatMap { place, pixel -> [UInt8] in
            (place % 100 == 0 ? [128] : []) + [UInt8(colors.firstIndex(of: pixel) ?? 0)]
        }
        let blocks = stride(from: 0, to: codes.count + 1, by: 255).flatMap { start -> [UInt8] in
            let part = (codes + [129]).dropFirst(start).prefix(255)
            return [UInt8(part.count)] + part
        }
        return Array("GIF89a".utf8) + numbers(screen) + [0xF6, 0, 0] + table
            + Array(repeating: 0, count: 128 * 3 - table.count) + self.blocks + [0x2C]
            + numbers(place + [drawing.width, drawing.height]) + [0, 7] + blocks + [0, 0x3B]
    }

    private func numbers(_ values: [Int]) -> [UInt8] { values.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] } }
}
