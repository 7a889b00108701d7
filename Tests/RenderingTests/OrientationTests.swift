import Model
import Pixels
import Rendering
import TestPictures
import Testing

@Suite struct OrientationTests {
    private static let red = Drawing.Pixel(255, 0, 0)
    private static let green = Drawing.Pixel(0, 255, 0)
    private static let blue = Drawing.Pixel(0, 0, 255)
    private static let white = Drawing.Pixel(255, 255, 255)

    /// Colours of the stored quarters red, green, blue, white as they must be seen, in reading order.
    @Test(
        "Every orientation comes out upright",
        arguments: [
            (1, [red, green, blue, white]), (2, [green, red, white, blue]), (3, [white, blue, green, red]),
            (4, [blue, white, red, green]), (5, [red, blue, green, white]), (6, [blue, red, white, green]),
            (7, [white, green, blue, red]), (8, [green, white, red, blue]),
        ] as [(UInt8, [Drawing.Pixel])])
    func upright(value: UInt8, quarters: [Drawing.Pixel]) throws {
        let stored = try picture(.quarters(width: 96, height: 64), orientation: value)
        let (width, height) = stored.uprightSize
        let whole = Window(x: 0, y: 0, width: Double(width), height: Double(height))
        let frame = try ShotRenderer(shot(width, height, [whole]), of: stored).frame(0)
        for (index, quarter) in quarters.enumerated() {
            let (x, y) = (width / 4 + index % 2 * width / 2, height / 4 + index / 2 * height / 2)
            #expect(isNear(frame.color(x, y), quarter), "at \(x), \(y): \(frame.color(x, y))")
        }
    }

    @Test("A part of a picture that lies on its side is the part that is seen", arguments: Orientation.allCases)
    func part(orientation: Orientation) throws {
        let stored = try picture(.quarters(width: 96, height: 64), orientation: orientation.rawValue)
        let (width, height) = stored.uprightSize
        let whole = Window(x: 0, y: 0, width: Double(width), height: Double(height))
        let all = try ShotRenderer(shot(width, height, [whole]), of: stored).frame(0)
        let corner = Window(x: 4, y: 6, width: Double(width) / 4, height: Double(height) / 4)
        let part = try ShotRenderer(shot(width, height, [corner]), of: stored).frame(0)
        #expect(isNear(part.color(width / 2, height / 2), color(all, width / 4, height / 4)))
    }

    /// Which of the quarters' colours a pixel shows.
    private func color(_ frame: Frame, _ x: Int, _ y: Int) -> Drawing.Pixel {
        [Self.red, Self.green, Self.blue, Self.white].first { isNear(frame.color(x, y), $0) } ?? Drawing.Pixel(0, 0, 0)
    }
}
