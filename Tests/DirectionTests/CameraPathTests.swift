import Direction
import Glibc
import Model
import Testing

@Suite struct CameraPathTests {
    private let path = CameraPath(
        from: Window(x: 10, y: 20, width: 1600, height: 900), to: Window(x: 700, y: 300, width: 800, height: 450))

    @Test("The ends are the windows that were given, exactly")
    func ends() {
        #expect(path.window(at: 0) == path.start)
        #expect(path.window(at: 1) == path.end)
    }

    @Test("The zoom's rate is constant: the width is a power of the progress", arguments: [0.1, 0.25, 0.5, 0.9])
    func logarithmic(e: Double) {
        let window = path.window(at: e)
        #expect(abs(window.width - 1600 * pow(0.5, e)) < 1e-9)
        #expect(abs(window.height - window.width * 9 / 16) < 1e-9)
    }

    @Test("On screen every point of the picture runs along a straight line")
    func straight() {
        func seen(_ e: Double) -> SIMD2<Double> {
            let window = path.window(at: e)
            return SIMD2((900 - window.x) / window.width * 16, (400 - window.y) / window.height * 9)
        }
        let (start, end) = (seen(0), seen(1))
        let way = end - start
        for step in 1..<100 {
            let point = seen(Double(step) / 100) - start
            #expect(abs(point.x * way.y - point.y * way.x) < 1e-9)
        }
    }

    @Test("Between windows of one size the camera travels evenly")
    func travel() {
        let pan = CameraPath(
            from: Window(x: 0, y: 5, width: 100, height: 50), to: Window(x: 80, y: 5, width: 100, height: 50))
        #expect(pan.window(at: 0.25) == Window(x: 20, y: 5, width: 100, height: 50))
    }
}
