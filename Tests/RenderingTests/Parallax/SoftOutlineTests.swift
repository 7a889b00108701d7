import Depth
import Glibc
import Model
import Pixels
import Testing

@testable import Rendering

@Suite struct SoftOutlineTests {
    @Test(
        "An outline out of focus moves with what it belongs to, and leaves nothing behind: 35 dB where it is and was",
        arguments: [Motion.dollyIn, .orbit, .horizontal, .vertical], [2, 4, 7.0])
    func outOfFocus(motion: Motion, blur: Double) throws {
        let scene = LayeredScene.outOfFocus(blur)
        let shot = try scene.shot(motion)
        let renderer = try ShotRenderer(shot, of: try RenderingTests.picture(scene.picture), depth: scene.depth)
        for number in [0, 4, 11] {
            let frame = renderer.frame(number)
            let errors = scene.exactOutline(shot, number).map { Double(frame.sample(0, $0.column, $0.row)) - $0.luma }
            try #require(errors.count > 500)
            #expect(psnr(errors) >= 35, "frame \(number): \(psnr(errors)) dB of \(errors.count)")
        }
    }

    /// What is seen at distances from an edge, twenty samples to either side of each.
    private static func profile(_ level: (Double) -> Double) -> EdgeProfile {
        var profile = EdgeProfile()
        for step in -199...199 {
            let distance = Double(step) / 20
            let slope = level(distance + 0.5) - level(distance - 0.5)
            profile.add(SIMD3(Float(level(distance)), 0, 0), slope: Float(slope * slope), at: Float(distance))
        }
        return profile
    }

    @Test(
        "How soft an outline is, and how far from the depth's edge, is read off the colours",
        arguments: [0.7, 1.2, 2, 2.8], [-1.5, 0, 1])
    func measured(blur: Double, shift: Double) throws {
        let profile = Self.profile { 9000 * erfc(($0 - shift) / blur / 2.0.squareRoot()) - 4000 }
        let found = try #require(profile.outline)
        #expect(abs(Double(found.blur) - blur) < 0.45, "\(found.blur)")
        #expect(abs(Double(found.shift) - shift) <= 0.5, "\(found.shift)")
        #expect(abs(found.contrast - 18000) < 1500)
    }

    @Test("An outline as sharp as samples are is sharp", arguments: [-1, 0, 1.0])
    func sharp(shift: Double) throws {
        let found = try #require(Self.profile { $0 < shift ? 9000 : -3000 }.outline)
        #expect(found.blur == 0 && Double(found.shift) == shift)
    }

    @Test("A sharp outline that depth runs beside is no soft one")
    func beside() throws {
        // The average of edges that are up to three samples away is a wide ramp; their slopes are steep.
        var profile = EdgeProfile()
        for step in -199...199 {
            for shift in -3...3 {
                let distance = Double(step) / 20
                let (level, slope): (Float, Float) = (
                    distance < Double(shift) ? 9000 : -3000, abs(distance - Double(shift)) < 0.5 ? 12000 : 0
                )
                profile.add(SIMD3(level, 0, 0), slope: slope * slope, at: Float(distance))
            }
        }
        #expect(try #require(profile.outline).blur == 0)
    }

    @Test("A slope of brightness, a texture and an even area are no outline")
    func none() {
        #expect(Self.profile { $0 * 600 }.outline == nil)
        #expect(Self.profile { 4000 * sin($0 * 1.3) }.outline == nil)
        #expect(Self.profile { $0 < 0 ? 300 : 0 }.outline == nil)
    }

    @Test("A share falls from all to nothing, and is half in the middle")
    func share() {
        #expect(OutlineShare.at(-OutlineShare.end) == 1 && OutlineShare.at(OutlineShare.end) == 0)
        #expect(OutlineShare.at(0) == 0.5)
        for step in -25...25 {
            let place = Double(step) / 10
            #expect(abs(Double(OutlineShare.at(Float(place))) - erfc(place / 2.0.squareRoot()) / 2) < 0.025)
        }
    }

    private static let disc = Field(width: 80, height: 60) { x, y in
        hypot(Float(x) - 40, Float(y) - 30) < 15 ? 0.9 : 0.1
    }

    @Test("The band of an edge says how far away it is, on both sides")
    func band() {
        let band = EdgeBand(GapSplitting(Self.disc, parallax: 4, spare: 6))
        for place in band.places {
            let exact = hypot(Float(place % 80) - 40, Float(place / 80) - 30) - 15
            // At its ends, where outlines end before, it is evened out from one side only.
            #expect(abs(band.distance.values[place] - exact) < (abs(exact) < 8 ? 0.8 : 1.5), "\(exact)")
        }
        #expect(band.places.count(where: { band.distance.values[$0] > 0 }) > 800)
        #expect(band.places.count(where: { band.distance.values[$0] < 0 }) > 500)
    }

    /// The disc's depth with its outline in the picture blurred, in samples; 0 for none.
    private static func outline(_ blur: Double, isMadeUp: Bool = false) -> SoftOutline {
        let luma = Field(width: 80, height: 60) { x, y in
            let beyond = hypot(Double(x) - 40, Double(y) - 30) - 15
            let share = blur > 0 ? erfc(beyond / blur / 2.0.squareRoot()) / 2 : beyond < 0 ? 1 : 0
            return Float(16000 * share - 8000)
        }
        let even = Field(width: 80, height: 60)
        return SoftOutline(
            of: GapSplitting(disc, parallax: 4, spare: 6), in: HalfPicture(luma: luma, blue: even, red: even),
            isMadeUp: Array(repeating: isMadeUp, count: luma.values.count))
    }

    @Test("Where a picture's outlines are sharp, or made up, nothing is changed")
    func unchanged() {
        #expect(Self.outline(0).places.isEmpty)
        #expect(Self.outline(3, isMadeUp: true).places.isEmpty)
        #expect(!Self.outline(3).places.isEmpty)
    }

    @Test(
        "Nothing of a sheet out of focus stays in the ground where the depth's edge lies within the picture's",
        arguments: [3, 4.0], [1.5])
    func edgeOff(pixels: Double, blur: Double) {
        let radius = 15 + pixels / 2
        func level(_ x: Double, _ y: Double) -> Double {
            let beyond = hypot(x - 40, y - 30) - radius
            return 8000 * erfc(beyond / blur / 2.0.squareRoot()) - 8000
        }
        func plane(_ scale: Int, _ value: @escaping (Double, Double) -> Double) -> LayerPlane {
            LayerPlane(width: 80 * scale, height: 60 * scale) { y, row, start in
                for x in 0..<80 * scale {
                    row[start + x] = Int16(
                        value((Double(x) + 0.5) / Double(scale) - 0.5, (Double(y) + 0.5) / Double(scale) - 0.5))
                }
            }
        }
        let colors = LayerColors(luma: plane(2, level), blue: plane(1, level), red: plane(1) { _, _ in 0 })
        let (picture, split) = (HalfPicture(colors), GapSplitting(Self.disc, parallax: 4, spare: 6))
        let outline = SoftOutline(
            of: split, in: picture, isMadeUp: Array(repeating: false, count: split.isHidden.count))
        let ground = HalfPicture(HiddenGround(colors, picture, split, outline).ground)
        // Three codes, where the sheet's are 62 more.
        for index in ground.luma.values.indices where hypot(Double(index % 80) - 40, Double(index / 80) - 30) > 16 {
            #expect(abs(ground.luma.values[index] + 8000) < 3 * 256, "\(index % 80), \(index / 80)")
            #expect(abs(ground.blue.values[index] + 8000) < 3 * 256, "\(index % 80), \(index / 80)")
        }
    }

    /// What the ground is made of beneath the disc, if the picture is so bright at distances from its outline, and columns.
    private static func ground(_ level: @escaping (_ beyond: Double, _ x: Double) -> Double) -> HalfPicture {
        func plane(_ scale: Int) -> LayerPlane {
            LayerPlane(width: 80 * scale, height: 60 * scale) { y, row, start in
                for x in 0..<80 * scale {
                    let place = ((Double(x) + 0.5) / Double(scale) - 40.5, (Double(y) + 0.5) / Double(scale) - 30.5)
                    row[start + x] = Int16(level(hypot(place.0, place.1) - 15, place.0 + 40))
                }
            }
        }
        let colors = LayerColors(luma: plane(2), blue: plane(1), red: plane(1))
        let (picture, split) = (HalfPicture(colors), GapSplitting(Self.disc, parallax: 4, spare: 6))
        let outline = SoftOutline(
            of: split, in: picture, isMadeUp: Array(repeating: false, count: split.isHidden.count))
        return HalfPicture(HiddenGround(colors, picture, split, outline).ground)
    }

    @Test("Nothing of an outline whose blur has a long tail stays in the ground", arguments: [1.2, 1.6])
    func tail(blur: Double) {
        let ground = Self.ground { beyond, _ in
            func edge(_ blur: Double) -> Double { 8000 * erfc(beyond / blur / 2.0.squareRoot()) }
            return 0.6 * edge(blur) + 0.4 * edge(2.2 * blur) - 8000
        }
        let beside = ground.luma.values.indices.filter { hypot(Double($0 % 80) - 40, Double($0 / 80) - 30) > 14 }
        let most = beside.map { abs(ground.luma.values[$0] + 8000) }.max() ?? .infinity
        #expect(most < 4 * 256, "\(most / 256)")
    }

    @Test("A ground darker than is expected of it stays dark beside a bright sheet", arguments: [1.5, 2.5])
    func dark(blur: Double) {
        let outline = Self.outline(blur)
        func plane(_ level: (Double) -> Double) -> LayerPlane {
            LayerPlane(width: 80, height: 60) { y, row, start in
                for x in 0..<80 { row[start + x] = Int16(level(hypot(Double(x) - 40, Double(y) - 30) - 15)) }
            }
        }
        let picture = plane { -12000 + 10000 * erfc($0 / blur / 2.0.squareRoot()) }
        let unmixed = UnmixedPlane(
            picture, scale: 1, outline, sheet: Field(width: 40, height: 30, repeating: 8000),
            ground: Field(width: 80, height: 60, repeating: -6000), isHidden: Array(repeating: false, count: 4800))
        let ground = picture.with(unmixed.ground).values
        let beside = ground.indices.filter {
            (1.2 * blur..<12).contains(hypot(Double($0 % 80) - 40, Double($0 / 80) - 30) - 15)
        }
        let most = beside.map { abs(ground[$0] + 12000) }.max() ?? .infinity
        // Where it was thought to be 23 codes brighter.
        #expect(most < 10 * 256, "\(most / 256)")
    }

    @Test("A sheet goes on as far as its outline does")
    func sheet() {
        let split = GapSplitting(Self.disc, parallax: 4, spare: 6)
        #expect(split.sheet[40 + 21, 30] == GapSplitting.nothing)
        let sheet = Self.outline(3).sheet(of: split)
        #expect(sheet[40 + 21, 30] == 0.9 && sheet[40 + 26, 30] == GapSplitting.nothing)
        #expect(Self.outline(0).sheet(of: split) == split.sheet)
    }
}

extension LayerPlane {
    /// Row by row.
    fileprivate var values: [Float] {
        pixels.withSamples(ofPlane: 0, as: Int16.self) { samples in
            (0..<height).flatMap { y in (0..<width).map { x in Float(samples[origin + y * pitch + x]) } }
        }
    }
}
