import Depth
import Glibc
import Model
import Testing

@testable import Rendering

@Suite struct EdgeAlignmentTests {
    /// How depth's edges lie to those of a scene.
    enum Depiction: CaseIterable {
        case fourPixelsWithin, wavy

        func depth(of scene: LayeredScene) -> DepthMap {
            let exact = scene.depth.field
            switch self {
            case .fourPixelsWithin: return DepthMap(exact.lowest(reach: 4))
            case .wavy:
                let fields = [exact.highest(reach: 4), exact.highest(reach: 2), exact, exact.lowest(reach: 2)]
                return DepthMap(
                    Field(width: exact.width, height: exact.height) { x, y in
                        fields[(x / 12 + y / 12) % fields.count][x, y]
                    })
            }
        }
    }

    @Test(
        "Depth whose edges lie beside the picture's shows a scene nearly as well as exact depth",
        arguments: Depiction.allCases, [(LayeredScene.apart, 42.0), (.meeting, 35)])
    func beside(depiction: Depiction, scene: (scene: LayeredScene, least: Double)) throws {
        let (scene, least) = scene
        let depth = depiction.depth(of: scene)
        for motion in [Motion.horizontal, .dollyIn] {
            let shot = try scene.shot(motion)
            let renderer = try ShotRenderer(shot, of: try RenderingTests.picture(scene.picture), depth: depth)
            let frame = renderer.frame(11)
            let (luma, _) = scene.exact(shot, 11)
            let errors = luma.indices.map { Double(frame.sample(0, $0 % shot.width, $0 / shot.width)) - luma[$0] }
            #expect(psnr(errors) >= least, "\(motion): \(psnr(errors)) dB")
        }
    }

    /// Something before a ground, 0…1 of its colour there, in a picture that is 50 codes brighter where it is.
    private static func picture(_ share: @escaping (Int, Int) -> Float) -> HalfPicture {
        let even = Field(width: 80, height: 60)
        let luma = Field(width: 80, height: 60) { x, y in
            // With some texture.
            50 * 256 * share(x, y) + 3 * 256 * Float((x * 7 + y * 13) % 5 - 2) / 2
        }
        return HalfPicture(luma: luma, blue: even, red: even)
    }

    private static func disc(_ radius: Float) -> Field {
        Field(width: 80, height: 60) { x, y in hypot(Float(x) - 40, Float(y) - 30) < radius ? 0.9 : 0.1 }
    }

    @Test(
        "An edge of depth moves to the picture's, which lies up to three samples away",
        arguments: [12, 13, 14, 16, 17, 18.0] as [Float])
    func moved(radius: Float) {
        let (shown, drawn) = (Self.disc(15), Self.disc(radius))
        let aligned = EdgeAlignment(drawn, picture: Self.picture { x, y in shown[x, y] > 0.5 ? 1 : 0 })
        #expect(drawn.differing(from: shown) > 70)
        // Of three samples a few are left.
        #expect(aligned.sharp.differing(from: shown) <= (abs(radius - 15) < 3 ? 0 : 30))
        #expect(zip(aligned.sharp.values, aligned.soft.values).allSatisfy { ($0 > 0.5) == ($1 > 0.5) })
    }

    @Test("A blade that depth has in pieces becomes whole, as wide as it is shown", arguments: [2, 3, 4])
    func blade(width: Int) {
        func isBlade(_ x: Int, _ y: Int) -> Bool { (30..<30 + width).contains(x - y / 3) && y > 4 }
        let shown = Field(width: 80, height: 60) { x, y in isBlade(x, y) ? 0.9 : 0.1 }
        let drawn = Field(width: 80, height: 60) { x, y in isBlade(x, y) && y % 15 > 3 ? 0.9 : 0.1 }
        let aligned = EdgeAlignment(drawn, picture: Self.picture { x, y in isBlade(x, y) ? 1 : 0 })
        #expect(drawn.differing(from: shown) > 20)
        #expect(aligned.sharp.differing(from: shown) <= 2)
    }

    @Test("Depth stays as it is where the picture says nothing, where both agree, and on slopes")
    func kept() {
        let disc = Self.disc(15)
        #expect(EdgeAlignment(disc, picture: Self.picture { _, _ in 0 }).sharp.differing(from: disc) <= 8)
        #expect(EdgeAlignment(disc, picture: Self.picture { x, y in disc[x, y] > 0.5 ? 1 : 0 }).sharp == disc)
        let slope = Field(width: 80, height: 60) { x, _ in Float(x) / 80 }
        let aligned = EdgeAlignment(slope, picture: Self.picture { x, _ in x < 33 ? 1 : 0 })
        #expect(aligned.sharp == slope && aligned.soft == slope)
    }

    @Test("Where three depths meet, edges move to the picture's, and no other depths come up")
    func three() {
        func field(_ off: Float) -> Field {
            Field(width: 80, height: 60) { x, y in
                hypot(Float(x) - 50, Float(y) - 30) < 12 - off
                    ? 0.9 : Float(10) + off < Float(x) && x < 50 && (10..<50).contains(y) ? 0.5 : 0.1
            }
        }
        let (shown, drawn) = (field(0), field(2))
        let aligned = EdgeAlignment(drawn, picture: Self.picture { x, y in [0, 0.5, 1][Int(shown[x, y] * 2.5)] })
        #expect(drawn.differing(from: shown) > 150)
        #expect(aligned.sharp.differing(from: shown) <= 15)
        #expect(Set(aligned.sharp.values).isSubset(of: [0.1, 0.5, 0.9]))
    }
}

extension Field {
    fileprivate func differing(from other: Field) -> Int {
        zip(values, other.values).count { ($0 > 0.3) != ($1 > 0.3) || ($0 > 0.7) != ($1 > 0.7) }
    }
}
