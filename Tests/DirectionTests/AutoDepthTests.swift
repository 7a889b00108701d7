import Depth
import Direction
import Model
import Testing

/// When auto moves through a picture's depth.
@Suite struct AutoDepthTests {
    private static let flatDepth = PictureDepth(
        Field(width: 64, height: 48) { x, y in 0.5 + 0.0002 * Float(x + y) }, source: .file)
    /// One small thing before a wall.
    private static let nearlyFlat = PictureDepth(
        Field(width: 64, height: 48) { x, y in x < 4 && y < 4 ? 1 : 0.2 }, source: .file)

    @Test(
        "Depth that was measured or drawn is moved through; the seed picks how",
        arguments: [(0, Motion.dollyIn), (1, .orbit), (2, .drift), (3, .horizontal)] as [(UInt32, Motion)])
    func file(seed: UInt32, motion: Motion) throws {
        for look in [Kinds.texture, Kinds.subject(x: 0.4, y: 0.5), Kinds.text] {
            let shot = try Scene.shot(1600, 1000, look, source: .file) { $0.seed = seed }
            #expect(shot.choices.motion == motion)
            #expect(shot.depth != nil && shot.choices.depth?.source == .file)
            #expect(
                shot.choices.reasons.contains(
                    "motion is \(motion.rawValue) because there is depth to move through (file); seed \(seed) picks it among "
                        + "dolly_in, orbit, drift and horizontal."))
        }
    }

    @Test("Depth without near and far is not", arguments: [flatDepth, nearlyFlat])
    func flat(depth: PictureDepth) throws {
        let shot = try Scene.shot(1600, 1000, Kinds.texture, depth: depth, source: .file) { _ in }
        #expect(shot.choices.motion == .zoomIn && shot.depth == nil)
    }

    @Test("A panorama is travelled along all the same")
    func panorama() throws {
        #expect(try Scene.shot(6000, 1500, Kinds.view, source: .file) { _ in }.choices.motion == .panRight)
    }

    @Test(
        "A relief is believed only for a view over land, and moved through gently",
        arguments: [(0, Motion.dollyIn), (1, .horizontal), (2, .drift)] as [(UInt32, Motion)])
    func relief(seed: UInt32, motion: Motion) throws {
        let depth = PictureDepth(Field(width: 64, height: 48) { _, y in Float(y) / 48 }, source: .relief)
        let shot = try Scene.shot(1600, 1000, Kinds.view, depth: depth, source: .relief) { $0.seed = seed }
        #expect(shot.choices.motion == motion)
        #expect(try #require(shot.choices.depth).amplitude <= 0.012)
        #expect(
            shot.choices.reasons.contains(
                "motion is \(motion.rawValue) because the picture lies in layers from near to far, which a small move shows; "
                    + "seed \(seed) picks it among dolly_in, horizontal and drift."))
        for look in [Kinds.texture, Kinds.subject(x: 0.5, y: 0.5), Kinds.text, Kinds.chart, Scene.flat] {
            #expect(try Scene.shot(1600, 1000, look, depth: depth, source: .relief) { _ in }.depth == nil)
        }
    }

    @Test("Where no move through depth may be chosen none is, and depth is not asked for")
    func none() throws {
        let shot = try Director(
            Settings(), pictureWidth: 1600, pictureHeight: 1000, depthSource: nil, look: { Kinds.view },
            depth: { () throws(JobFailure) in throw JobFailure(.internalError, "Nobody needs it.", advice: "") }
        ).shot()
        #expect(shot.choices.motion == .zoomIn)
    }
}
