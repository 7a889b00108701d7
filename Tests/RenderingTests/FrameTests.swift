import Model
import Pixels
import TestPictures
import Testing

@testable import Rendering

@Suite struct FrameTests {
    private let windows = (0..<6).map { Window(x: Double($0) * 3.3, y: Double($0) * 2.1, width: 240, height: 135) }

    @Test("Frames are the same in whatever order they are asked for")
    func order() throws {
        let source = try picture(.waves(width: 320, height: 200))
        let forward = try ShotRenderer(shot(192, 108, windows), of: source)
        let backward = try ShotRenderer(shot(192, 108, windows), of: source)
        let last = windows.indices.reversed().map { backward.frame($0).samples }
        for (number, samples) in zip(windows.indices, last.reversed()) {
            #expect(forward.frame(number).samples == samples)
            #expect(number == 0 || samples != last[windows.count - number])
        }
    }

    @Test("A renderer with the portable loops makes the same frames, and they are what it uses")
    func portable() throws {
        #expect(LoopChoice.portable.resampling is PortableLoops.Type)
        #expect(LoopChoice.portable.parallax is PortableParallaxLoops.Type)
        #expect((LoopChoice.fastest.resampling is VectorLoops.Type) == VectorLoops.runHere)
        #expect((LoopChoice.fastest.parallax is VectorParallaxLoops.Type) == VectorParallaxLoops.runHere)
        let source = try picture(.waves(width: 320, height: 200))
        let (fast, slow) = (
            try ShotRenderer(shot(192, 108, windows), of: source),
            try ShotRenderer(shot(192, 108, windows), of: source, loops: .portable)
        )
        #expect(fast.frame(3).samples == slow.frame(3).samples)
        let scene = LayeredScene.apart
        let deep = try ShotRenderer(
            try scene.shot(.orbit), of: try picture(scene.picture), depth: scene.depth, loops: .portable)
        let vector = try ShotRenderer(try scene.shot(.orbit), of: try picture(scene.picture), depth: scene.depth)
        #expect(psnr(zip(deep.frame(5).samples, vector.frame(5).samples).map { Double($0 - $1) }) >= 70)
    }

    @Test("A camera that stands still gives identical frames")
    func still() throws {
        let one = Array(repeating: windows[2], count: 3)
        let renderer = try ShotRenderer(shot(192, 108, one), of: try picture(.waves(width: 320, height: 200)))
        #expect(renderer.frame(0).samples == renderer.frame(2).samples)
    }

    @Test("The working image holds what the windows show and a margin, at the size of the closest view")
    func plan() {
        let near = Window(x: 1000, y: 500, width: 960, height: 540)
        let far = Window(x: 800, y: 400, width: 1920, height: 1080)
        let plan = WorkingPlan(shot(960, 540, [far, near]), pictureWidth: 4000, pictureHeight: 3000)
        // The far view's filter reaches twice as far, for each of its pixels is two of the picture's.
        #expect(plan.region == Window(x: 784, y: 384, width: 1952, height: 1112))
        #expect((plan.width, plan.height) == (1952, 1112))
        let shrunk = WorkingPlan(shot(480, 270, [far]), pictureWidth: 4000, pictureHeight: 3000)
        #expect(shrunk.region == Window(x: 768, y: 368, width: 1984, height: 1144))
        #expect((shrunk.width, shrunk.height) == (496, 286))
    }

    @Test("A small picture is never enlarged before its frames are")
    func small() {
        let whole = Window(x: 0, y: 0, width: 320, height: 180)
        let plan = WorkingPlan(shot(1920, 1080, [whole]), pictureWidth: 320, pictureHeight: 180)
        #expect((plan.width, plan.height) == (320, 180))
    }

    @Test("The smallest pictures are rendered", arguments: [(1, 1), (2, 2), (3, 5), (1, 40), (40, 1)])
    func smallest(width: Int, height: Int) throws {
        let color = Drawing.Pixel(200, 60, 30)
        let source = try picture(Drawing(width: width, height: height) { _, _ in color })
        let whole = Window(x: 0, y: 0, width: Double(width), height: Double(height))
        let frame = try ShotRenderer(shot(64, 64, [whole]), of: source).frame(0)
        #expect(isNear(frame.color(0, 0), color) && isNear(frame.color(33, 40), color))
    }
}
