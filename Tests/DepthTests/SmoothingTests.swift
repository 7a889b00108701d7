import Depth
import Glibc
import TestPictures
import Testing

@Suite struct SmoothingTests {
    private static func even(_ width: Int, _ height: Int) -> LabPicture {
        let gray = Field(width: width, height: height, repeating: 0.4)
        return LabPicture(red: gray, green: gray, blue: gray)
    }

    @Test("Over an even picture a point spreads exponentially each way")
    func response() {
        var point = Field(width: 81, height: 81)
        point[40, 40] = 1
        let smooth = EdgeAwareSmoothing(reach: 4, contrast: 1, rounds: 1).apply(to: point, along: Self.even(81, 81))
        // One round has the whole variance, so that the feedback is exp(−√2/reach).
        let feedback = exp(-Float(2).squareRoot() / 4)
        func line(_ distance: Int) -> Float {
            (1 - feedback) / (1 + feedback) * pow(feedback, Float(abs(distance)))
        }
        for (x, y) in [(40, 40), (41, 40), (47, 38), (30, 52)] {
            #expect(abs(smooth[x, y] - line(x - 40) * line(y - 40)) < 1e-5)
        }
    }

    @Test("Rounds add up to the reach that was asked for")
    func variance() {
        var point = Field(width: 161, height: 9)
        point[80, 4] = 1
        let smooth = EdgeAwareSmoothing(reach: 8, contrast: 1).apply(to: point, along: Self.even(161, 9))
        let row = (0..<161).map { x in (0..<9).reduce(Float(0)) { $0 + smooth[x, $1] } }
        let sum = row.reduce(0, +)
        let variance = row.enumerated().reduce(Float(0)) {
            $0 + $1.element * Float(($1.offset - 80) * ($1.offset - 80))
        }
        #expect(abs((variance / sum).squareRoot() - 8) < 0.5)
    }

    @Test("An edge of the picture keeps both sides apart")
    func edge() {
        let step = Field(width: 60, height: 20) { x, _ in x < 30 ? 0.1 : 0.9 }
        var noise = Noise(2)
        let rough = Field(width: 60, height: 20) { x, _ in (x < 30 ? 0.2 : 0.8) + (noise.next() - 0.5) * 0.3 }
        let picture = LabPicture(red: step, green: step, blue: step)
        let smooth = EdgeAwareSmoothing(reach: 12, contrast: 0.1).apply(to: rough, along: picture)
        for y in 0..<20 {
            #expect(abs(smooth[29, y] - 0.2) < 0.05)
            #expect(abs(smooth[30, y] - 0.8) < 0.05)
        }
    }
}
