import Pixels
import Testing

@testable import Rendering

/// A reproducible stream of 16-bit samples.
private struct Noise {
    private var state: UInt64 = 42

    mutating func next() -> Int16 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int16(truncatingIfNeeded: state >> 40)
    }

    mutating func plane(width: Int, height: Int) -> PixelBuffer {
        var buffer = PixelBuffer(planes: [(width, height)], bytesPerSample: 2)
        buffer.withMutableSamples(ofPlane: 0, as: Int16.self) { samples in
            for index in samples.indices { samples[index] = next() }
        }
        return buffer
    }
}

extension PixelBuffer {
    fileprivate func values<Sample: BitwiseCopyable & BinaryInteger>(_: Sample.Type) -> [Int] {
        let plane = planes[0]
        return withSamples(ofPlane: 0, as: Sample.self) { samples in
            (0..<plane.height).flatMap { row in
                (0..<plane.width).map { Int(samples[row * plane.pitch + $0]) }
            }
        }
    }
}

@Suite struct ResamplingTests {
    @Test("The weights of every sample sum to a half", arguments: [0.2, 1, 1.25, 3.7, 40], [0.0, 0.3, 17.9])
    func sums(step: Double, start: Double) {
        let weights = AxisWeights(start: start, step: step, count: 50, length: 200)
        for index in 0..<50 {
            #expect(
                weights.weights[index * weights.taps..<(index + 1) * weights.taps].reduce(0) { $0 + Int($1) } == 16384)
        }
        #expect(weights.reach.lowerBound >= 0 && weights.reach.upperBound <= 200)
    }

    @Test(
        "A ramp is read where the view looks, to a few thousandths of a sample",
        arguments: [0.25, 0.5, 0.8, 1, 1.25, 2],
        [0.5, 0.25])
    func ramp(step: Double, siting: Double) {
        let weights = AxisWeights(start: 20.37, step: step, siting: siting, count: 100, length: 300)
        for index in 0..<100 {
            let place = (0..<weights.taps).reduce(0.0) { sum, tap in
                sum + Double(weights.weights[index * weights.taps + tap])
                    * (Double(Int(weights.first[index]) + tap) + 0.5)
            }
            #expect(abs(place / 16384 - (20.37 + (Double(index) + siting) * step)) < (step > 1 ? 0.005 : 0.001))
        }
    }

    @Test(
        "The loops in C and in Swift give the same samples", .enabled(if: VectorLoops.runHere),
        arguments: [(64, 64), (33, 17), (200, 130), (1, 1), (7, 90)], [0.3, 1, 1.25, 2.6])
    func sameLoops(size: (width: Int, height: Int), step: Double) {
        var noise = Noise()
        let (columns, rows) = (Int(Double(size.width) * step) + 8, Int(Double(size.height) * step) + 8)
        let image = noise.plane(width: rows, height: columns)
        let across = AxisWeights(start: 3.1, step: step, count: size.width, length: columns)
        let down = AxisWeights(start: 2.7, step: step, count: size.height, length: rows)
        func view(_ loops: any ResamplingLoops.Type) -> [Int] {
            var target = PixelBuffer(planes: [size], bytesPerSample: 1)
            PlaneView.fill(&target, plane: 0, from: image, across: across, down: down, with: loops)
            return target.values(UInt8.self)
        }
        #expect(view(VectorLoops.self) == view(PortableLoops.self))
    }

    @Test(
        "A view is the weighted sum of the image's samples, to within its rounding", arguments: [0.4, 1, 1.25, 3],
        Loops.here)
    fileprivate func exact(step: Double, loops: Loops) {
        var noise = Noise()
        let (width, height) = (70, 40)
        for (columns, rows) in [(Int(70 * step) + 9, Int(40 * step) + 9), (5, 2), (1, 1)] {
            check(noise.plane(width: rows, height: columns), columns, rows, width, height, step, loops)
        }
    }

    @Test("Samples at both ends of 16 bits do not run over, wherever they stand", arguments: Loops.here)
    fileprivate func extremes(loops: Loops) {
        for period in [1, 2, 3] {
            var image = PixelBuffer(planes: [(60, 80)], bytesPerSample: 2)
            let pitch = image.planes[0].pitch
            image.withMutableSamples(ofPlane: 0, as: Int16.self) { samples in
                for column in 0..<80 {
                    for row in 0..<60 {
                        samples[column * pitch + row] =
                            (column / period + row / period) % 2 == 0 ? Int16.max : Int16.min
                    }
                }
            }
            check(image, 80, 60, 70, 40, 1, loops)
        }
    }

    private func check(
        _ image: borrowing PixelBuffer, _ columns: Int, _ rows: Int, _ width: Int, _ height: Int, _ step: Double,
        _ loops: Loops
    ) {
        let samples = image.values(Int16.self).map { Double($0) / 256 + 128 }
        let (left, top) = (4.5, 3.8)
        var target = PixelBuffer(planes: [(width, height)], bytesPerSample: 1)
        PlaneView.fill(
            &target, plane: 0, from: image,
            across: AxisWeights(start: left, step: step, count: width, length: columns),
            down: AxisWeights(start: top, step: step, count: height, length: rows), with: loops.type)
        let view = target.values(UInt8.self)
        for y in stride(from: 0, to: height, by: 3) {
            let vertical = Self.weights(top, step, y, rows)
            for x in stride(from: 0, to: width, by: 3) {
                let value = Self.weights(left, step, x, columns).reduce(0.0) { sum, across in
                    sum + across.weight
                        * vertical.reduce(0.0) { $0 + $1.weight * samples[across.sample * rows + $1.sample] }
                }
                #expect(abs(Double(view[y * width + x]) - max(0, min(255, value))) < 0.6, "at \(x), \(y)")
            }
        }
    }

    /// Straight from the definition: the filter centred on the sample's place, edge samples going on beyond the ends.
    private static func weights(_ start: Double, _ step: Double, _ index: Int, _ length: Int) -> [(
        sample: Int, weight: Double
    )] {
        let (place, width) = (start + (Double(index) + 0.5) * step, max(1, step))
        let all = (Int(place - 3 * width) - 2...Int(place + 3 * width) + 2).map { sample in
            (
                sample: max(0, min(length - 1, sample)),
                weight: Spline36.weight(at: abs(Double(sample) + 0.5 - place) / width)
            )
        }
        let sum = all.reduce(0) { $0 + $1.weight }
        return all.filter { $0.weight != 0 }.map { ($0.sample, $0.weight / sum) }
    }
}

/// The loops that this machine can run.
private enum Loops: CaseIterable {
    case portable, vector

    static let here = allCases.filter { $0 == .portable || VectorLoops.runHere }

    var type: any ResamplingLoops.Type { self == .portable ? PortableLoops.self : VectorLoops.self }
}
