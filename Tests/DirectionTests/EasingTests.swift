import Direction
import Model
import Testing

@Suite struct EasingTests {
    @Test("Every easing starts at 0, ends at 1, never turns back and is symmetrical", arguments: Easing.allCases)
    func shape(easing: Easing) {
        #expect(easing.progress(0) == 0)
        #expect(abs(easing.progress(1) - 1) < 1e-12)
        let values = (0...1000).map { easing.progress(Double($0) / 1000) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
        #expect((0...1000).allSatisfy { abs(values[$0] + values[1000 - $0] - 1) < 1e-12 })
    }

    @Test("Soft speeds up over 15 % of the time, holds its speed, and slows down over 15 %")
    func soft() {
        func speed(_ u: Double) -> Double { (Easing.soft.progress(u + 1e-5) - Easing.soft.progress(u - 1e-5)) / 2e-5 }
        let top = 1 / 0.85
        #expect([0.2, 0.5, 0.8].allSatisfy { abs(speed($0) - top) < 1e-6 })
        #expect(abs(speed(0.075) - top / 2) < 1e-6)
        #expect(abs(speed(0.925) - top / 2) < 1e-6)
    }

    @Test(
        "Easings keep to their formulas",
        arguments: [
            (Easing.linear, 0.25, 0.25), (.sine, 1.0 / 3, 0.25), (.cubic, 0.25, 0.0625), (.smooth, 0.25, 0.103515625),
        ])
    func formulas(easing: Easing, time: Double, progress: Double) {
        #expect(abs(easing.progress(time) - progress) < 1e-12)
    }
}
