import Depth
import Dispatch
import Model
import Pixels
import Synchronization
import TestPictures
import Testing

@testable import Rendering

let depthMotions = Motion.allCases.filter(\.isThroughDepth)

@Suite struct ParallaxTests {
    private static let picture = Result { try RenderingTests.picture(LayeredScene.apart.picture) }

    @Test(
        "Every move shows a scene of known depth as it is: 32 dB in all, and 26 dB where it was hidden",
        arguments: depthMotions, [LayeredScene.apart, .meeting])
    func exact(motion: Motion, scene: LayeredScene) throws {
        let shot = try scene.shot(motion)
        let renderer = try ShotRenderer(shot, of: try RenderingTests.picture(scene.picture), depth: scene.depth)
        for number in [0, 4, 11] {
            let frame = renderer.frame(number)
            let (luma, isUncovered) = scene.exact(shot, number)
            let errors = luma.indices.map { Double(frame.sample(0, $0 % shot.width, $0 / shot.width)) - luma[$0] }
            #expect(psnr(errors) >= 32, "frame \(number): \(psnr(errors)) dB")
            // The director keeps what is made up below 3 % of the picture, of which a frame shows a little less than all.
            #expect(isUncovered.count(where: \.self) < errors.count * 4 / 100)
            let uncovered = errors.indices.filter { isUncovered[$0] }.map { errors[$0] }
            if uncovered.count > 20 {
                #expect(psnr(uncovered) >= 26, "frame \(number): \(psnr(uncovered)) dB of \(uncovered.count)")
            }
        }
    }

    private static let slope = DepthMap(Field(width: 96, height: 54) { x, y in Float(x + y) / 148 })

    @Test(
        "No sample is taken from outside the picture", arguments: depthMotions,
        [(96, 54), (54, 96), (64, 64), (126, 54)])
    func outside(motion: Motion, size: (width: Int, height: Int)) throws {
        for amount in [0.05, 0.2, 0.6, 1] {
            for loop in [false, true] {
                // Boards uncover something and hold the camera back; a slope lets it go as far as it may.
                let depths = DepthSource.allCases.map { ($0, LayeredScene.apart.depth) } + [(.file, Self.slope)]
                for (source, depth) in depths {
                    let shot = try LayeredScene.apart.shot(
                        motion, amount: amount, loop: loop, width: size.width, height: size.height, depth: depth,
                        source: source)
                    let view = ParallaxView(try Self.layers(shot, of: try Self.picture.get(), depth))
                    let count = [0, 3, 6, 11].reduce(0) { $0 + view.samplesOutside($1) }
                    #expect(count == 0, "\(amount), loop \(loop), \(source)")
                }
            }
        }
    }

    private static func layers(_ shot: Shot, of picture: Picture, _ depth: DepthMap) throws -> ParallaxLayers {
        let plan = WorkingPlan(shot, pictureWidth: picture.width, pictureHeight: picture.height)
        let working = try WorkingImage(
            picture, region: plan.region, width: plan.width, height: plan.height, background: .black)
        return ParallaxLayers(
            working, depth, try #require(shot.depth), shot: shot, picture: (picture.width, picture.height))
    }

    @Test(
        "The loops in C and in Swift give the same frames to 70 dB", .enabled(if: VectorParallaxLoops.runHere),
        arguments: depthMotions, [(256, 144, DepthSource.file), (90, 62, .file), (256, 144, .relief)])
    func sameLoops(motion: Motion, size: (width: Int, height: Int, source: DepthSource)) throws {
        let scene = LayeredScene.meeting
        let shot = try scene.shot(motion, width: size.width, height: size.height, source: size.source)
        let layers = try Self.layers(shot, of: try RenderingTests.picture(scene.picture), scene.depth)
        for number in [1, 7] {
            let portable = Frame(pixels: ParallaxView(layers, with: PortableParallaxLoops.self).frame(number)).samples
            let vector = Frame(pixels: ParallaxView(layers, with: VectorParallaxLoops.self).frame(number)).samples
            #expect(psnr(zip(portable, vector).map { Double($0 - $1) }) >= 70)
        }
    }

    @Test("A camera outside the borders would be counted")
    func counts() throws {
        var shot = try LayeredScene.apart.shot(.horizontal)
        shot.windows = shot.windows.map { Window(x: -30, y: $0.y, width: $0.width, height: $0.height) }
        let view = ParallaxView(try Self.layers(shot, of: try Self.picture.get(), LayeredScene.apart.depth))
        #expect(view.samplesOutside(0) > 144)
    }

    @Test("Without depth a move aside stands still, and shows what a still camera shows")
    func flat() throws {
        let even = DepthMap(Field(width: 8, height: 8, repeating: 0.5))
        var shot = try LayeredScene.apart.shot(.horizontal, depth: even)
        let deep = try ShotRenderer(shot, of: try Self.picture.get(), depth: even).frame(5)
        shot.depth = nil
        let still = try ShotRenderer(shot, of: try Self.picture.get()).frame(5)
        let errors = zip(deep.samples, still.samples).map { Double($0 - $1) }
        #expect(psnr(errors) > 45)
    }

    @Test("Frames are the same on any number of threads and in any order", arguments: [Motion.orbit, .dollyIn])
    func threads(motion: Motion) throws {
        let shot = try LayeredScene.apart.shot(motion)
        let renderer = try ShotRenderer(shot, of: try Self.picture.get(), depth: LayeredScene.apart.depth)
        let inOrder = (0..<6).map { renderer.frame($0).samples }
        let together = Mutex([Int: [Int]]())
        DispatchQueue.concurrentPerform(iterations: 6) { number in
            let samples = renderer.frame(5 - number).samples
            together.withLock { $0[5 - number] = samples }
        }
        #expect((0..<6).allSatisfy { number in together.withLock { $0[number] } == inOrder[number] })
        #expect(inOrder[0] != inOrder[5])
    }

    @Test("Colours move with their luma")
    func colors() throws {
        // A red board before a blue ground.
        let drawing = Drawing(width: 384, height: 216) { x, y in
            (150..<230).contains(x) && (60..<150).contains(y) ? .init(200, 30, 30) : .init(30, 30, 200)
        }
        let depth = DepthMap(
            Field(width: 384, height: 216) { x, y in (150..<230).contains(x) && (60..<150).contains(y) ? 1 : 0 })
        let shot = try LayeredScene.apart.shot(.horizontal, depth: depth)
        let frame = try ShotRenderer(shot, of: try RenderingTests.picture(drawing), depth: depth).frame(0)
        let move = try #require(shot.depth)
        let view = shot.windows[0].part(move.view(move.places[0], nearness: 1, shape: 16.0 / 9))
        let scale = Double(shot.width) / view.width
        let (left, right) = (Int((150 - view.x) * scale), Int((230 - view.x) * scale))
        let row = Int((105 - view.y) * scale)
        #expect(isNear(frame.color(left + 6, row), .init(200, 30, 30), within: 3))
        #expect(isNear(frame.color(right - 6, row), .init(200, 30, 30), within: 3))
        #expect(isNear(frame.color(left - 8, row), .init(30, 30, 200), within: 3))
        #expect(isNear(frame.color(right + 8, row), .init(30, 30, 200), within: 3))
    }
}
