import Model
import Pixels
import Rendering
import TestPictures
import Testing

@Suite struct BackdropTests {
    private let paper = RGBColor(red: 240, green: 100, blue: 20)
    private let middle = Viewport(x: 40, y: 0, width: 80, height: 90)
    private let inside = Drawing.Pixel(20, 180, 200)

    private func frame(_ drawing: Drawing, _ backdrop: Backdrop) throws -> Frame {
        let whole = Window(x: 0, y: 0, width: Double(drawing.width), height: Double(drawing.height))
        return try ShotRenderer(shot(160, 90, [whole], viewport: middle, backdrop: backdrop), of: try picture(drawing))
            .frame(0)
    }

    @Test("Around the viewport there is the background, to the pixel")
    func plain() throws {
        let frame = try frame(Drawing(width: 80, height: 90) { _, _ in inside }, .plain(paper))
        for (x, color) in [
            (0, Drawing.Pixel(paper)), (39, Drawing.Pixel(paper)), (40, inside), (119, inside),
            (120, Drawing.Pixel(paper)), (159, Drawing.Pixel(paper)),
        ] {
            #expect([0, 45, 89].allSatisfy { isNear(frame.color(x, $0), color) }, "column \(x)")
        }
    }

    @Test("The blurred backdrop has the picture's colour and none of its detail")
    func blurred() throws {
        let checks = Drawing(width: 160, height: 180) { x, y in
            (x / 4 + y / 4) % 2 == 0 ? Drawing.Pixel(255, 255, 255) : Drawing.Pixel(0, 0, 0)
        }
        let frame = try frame(checks, .blurredPicture)
        let around = [0, 20, 38, 121, 140, 159].flatMap { x in [2, 45, 87].map { frame.sample(0, x, $0) } }
        let (least, most) = (try #require(around.min()), try #require(around.max()))
        #expect(most - least < 24)
        #expect(abs(around.reduce(0, +) / around.count - 126) < 8)
        let within = (40..<120).map { frame.sample(0, $0, 45) }
        #expect(try #require(within.max()) - (try #require(within.min())) > 150)
    }

    @Test("A plain picture's blurred backdrop is that colour everywhere")
    func level() throws {
        let frame = try frame(Drawing(width: 160, height: 180) { _, _ in inside }, .blurredPicture)
        #expect([0, 30, 60, 130, 159].allSatisfy { isNear(frame.color($0, 40), inside) })
    }

    @Test("A stretched picture reaches all four edges")
    func stretched() throws {
        let whole = Window(x: 0, y: 0, width: 40, height: 90)
        let frame = try ShotRenderer(shot(160, 90, [whole]), of: try picture(.quarters(width: 40, height: 90))).frame(0)
        #expect(isNear(frame.color(0, 0), Drawing.Pixel(255, 0, 0), within: 2))
        #expect(isNear(frame.color(159, 0), Drawing.Pixel(0, 255, 0), within: 2))
        #expect(isNear(frame.color(0, 89), Drawing.Pixel(0, 0, 255), within: 2))
        #expect(isNear(frame.color(159, 89), Drawing.Pixel(255, 255, 255), within: 2))
    }
}
