import Glibc
import Model
import Pixels
import Rendering
import TestPictures
import Testing

@Suite struct ShiftTests {
    /// A wave whose value between pixels is known, slow enough that every filter passes it unchanged.
    private static func level(_ x: Double, period: Double) -> Double { 0.5 + 0.3 * cos(2 * .pi * x / period) }

    private static func wave(along axis: Int, period: Double) -> Drawing {
        Drawing(width: 320, height: 240) { x, y in
            let code = UInt16((level((axis == 0 ? Double(x) : Double(y)) + 0.5, period: period) * 65535).rounded())
            return Drawing.Pixel(deep: code, code, code)
        }
    }

    @Test(
        "A shift by a fraction of a pixel moves the picture by exactly that",
        arguments: [0.0, 0.01, 0.25, 0.5, 0.77], [0, 1])
    func shift(fraction: Double, axis: Int) throws {
        let window = Window(
            x: 64 + (axis == 0 ? fraction : 0), y: 48 + (axis == 1 ? fraction : 0), width: 192, height: 144)
        // 17 waves in the frame meet its pixels at as many phases as there are pixels, so that rounding evens out.
        let period = (axis == 0 ? window.width : window.height) / 17
        let source = try picture(Self.wave(along: axis, period: period))
        let far = Window(x: 32, y: 24, width: 192, height: 144)
        let frame = try ShotRenderer(shot(192, 144, [window, far]), of: source).frame(0)
        // Rounding hides a shift in one sample; fitted to the whole wave it shows.
        #expect(abs(Self.place(frame, axis, period) - (axis == 0 ? window.x : window.y)) < 0.003)
    }

    @Test("A zoom puts every pixel where its window says", arguments: [0.8, 1, 1.25, 2])
    func zoom(factor: Double) throws {
        let window = Window(x: 60.3, y: 40.7, width: 192 / factor, height: 144 / factor)
        let frame = try ShotRenderer(shot(192, 144, [window]), of: try picture(Self.wave(along: 0, period: 24))).frame(
            0)
        for x in 0..<192 {
            let source = window.x + (Double(x) + 0.5) / factor
            #expect(abs(Double(frame.sample(0, x, 70)) - 16 - 219 * Self.level(source, period: 24)) < 1.2, "at \(x)")
        }
    }

    /// Where the frame's origin lies in the picture, by the phase of its wave (one whole period counts as none).
    private static func place(_ frame: Frame, _ axis: Int, _ period: Double) -> Double {
        let length = axis == 0 ? 192 : 144
        var (cosine, sine) = (0.0, 0.0)
        for step in 0..<length {
            let value = Double(axis == 0 ? frame.sample(0, step, 70) : frame.sample(0, 90, step))
            let angle = 2 * .pi * (Double(step) + 0.5) / period
            cosine += value * cos(angle)
            sine -= value * sin(angle)
        }
        let shift = atan2(sine, cosine) / (2 * .pi) * period
        let start = axis == 0 ? 64.0 : 48.0
        return start + (shift - start).remainder(dividingBy: period)
    }

    @Test("Chroma stays with its luma: left-sited in the frame")
    func siting() throws {
        let edge = Drawing(width: 128, height: 64) { x, _ in
            let share = 0.5 + 0.4 * cos(2 * .pi * (Double(x) + 0.5) / 32)
            return Drawing.Pixel(deep: UInt16(share * 65535), 20000, 20000)
        }
        let whole = Window(x: 0, y: 0, width: 128, height: 64)
        let frame = try ShotRenderer(shot(128, 64, [whole]), of: try picture(edge)).frame(0)
        for x in 8..<56 {
            // A chroma sample stands over the even luma column's centre.
            let share = 0.5 + 0.4 * cos(2 * .pi * (Double(2 * x) + 0.5) / 32)
            let code = UInt16(share * 65535)
            #expect(abs(Double(frame.sample(2, x, 16)) - expected(Drawing.Pixel(deep: code, 20000, 20000))[2]) < 1.6)
        }
    }
}
