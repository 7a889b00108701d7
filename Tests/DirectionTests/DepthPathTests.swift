import Depth
import Direction
import Glibc
import Model
import Testing

@Suite struct DepthPathTests {
    private static let motions = Motion.allCases.filter(\.isThroughDepth)

    private static func places(
        _ motion: Motion, frames: Int = 100, easing: Easing = .soft, loops: Bool = false, amplitude: Double = 0.02
    ) -> [CameraPlace] {
        DepthPath(motion: motion, frames: frames, easing: easing, loops: loops, focus: 0.4, amplitude: amplitude).places
    }

    /// How far anything moves on screen between two frames, in pixels of a frame 1920 wide: the nearest and the farthest, at
    /// the frame's left and right ends.
    private static func step(_ one: CameraPlace, _ other: CameraPlace) -> Double {
        func move(_ place: CameraPlace) -> DepthMove {
            DepthMove(places: [place], pivot: Point(x: 0.5, y: 0.5), focus: 0.4, isTrue: true)
        }
        return [0.0, 1].map { nearness in
            let (from, to) = (
                move(one).view(one, nearness: nearness, shape: 1.5),
                move(other).view(other, nearness: nearness, shape: 1.5)
            )
            let edges = [to.x - from.x, to.x + to.width - from.x - from.width, (to.y - from.y) / 1.5]
            return edges.map(abs).max() ?? 0
        }.reduce(0, max) * 1920
    }

    @Test("A loop's last frame runs into its first like any frame into the next", arguments: motions)
    func seam(motion: Motion) throws {
        let places = Self.places(motion, loops: true)
        let round = places + places.prefix(3)
        let steps = zip(round, round.dropFirst()).map(Self.step)
        let changes = zip(steps, steps.dropFirst()).map { abs($1 - $0) }
        #expect(try #require(changes.suffix(3).max()) <= (try #require(changes.dropLast(3).max())) + 0.05)
        #expect(try #require(steps.max()) > 0.5, "the camera moves")
        #expect(try #require(steps.max()) < 8, "and nowhere jumps")
    }

    @Test("A loop is where it began after exactly all of its frames", arguments: motions)
    func period(motion: Motion) {
        let (slow, fast) = (Self.places(motion, loops: true), Self.places(motion, frames: 200, loops: true))
        #expect(slow.indices.allSatisfy { Self.step(slow[$0], fast[2 * $0]) < 1e-9 })
    }

    @Test("Without a loop the easing starts and stops the camera", arguments: motions)
    func eased(motion: Motion) throws {
        let places = Self.places(motion, easing: .smooth)
        let steps = zip(places, places.dropFirst()).map(Self.step)
        let most = try #require(steps.max())
        #expect(steps[0] < most / 20 && steps[steps.count - 1] < most / 20)
    }

    @Test("No camera goes further aside than the amplitude, nor half of the way to what is nearest", arguments: motions)
    func bounds(motion: Motion) {
        for loops in [false, true] {
            for place in Self.places(motion, loops: loops, amplitude: 0.06) {
                #expect(hypot(place.x, motion == .drift ? 0 : place.y) <= 0.06 + 1e-9)
                #expect((0..<0.5).contains(place.forward))
            }
        }
    }

    @Test("The camera goes where the motion's name says")
    func names() {
        func ends(_ motion: Motion) -> (CameraPlace, CameraPlace) {
            let places = Self.places(motion)
            return (places[0], places[places.count - 1])
        }
        #expect(ends(.horizontal).0.x == -0.02 && ends(.horizontal).1.x == 0.02 && ends(.horizontal).1.y == 0)
        #expect(ends(.vertical).0.y == 0.02 && ends(.vertical).1.y == -0.02 && ends(.vertical).1.x == 0)
        #expect(ends(.dollyIn).0.forward == 0 && ends(.dollyIn).1.forward == 0.16)
        #expect(ends(.dollyOut).0.forward == 0.16 && ends(.dollyOut).1.forward == 0)
        let zoom = ends(.dollyZoom).1
        #expect(abs((1 - zoom.forward * 0.4) * zoom.scale - 1) < 1e-12, "the focus keeps its size")
    }

    @Test(
        "What is in focus stands still while the camera moves aside", arguments: [Motion.horizontal, .circle, .drift])
    func focus(motion: Motion) throws {
        let shot = try Scene.shot(1600, 900) { $0.motion = motion }
        let path = shot.path
        #expect(path.allSatisfy { abs($0.x - path[0].x) < 1e-9 && abs($0.width - path[0].width) < 1e-9 })
    }

    private static let shapes = [AspectRatio.ratio(width: 16, height: 9), .ratio(width: 9, height: 16), .source]

    @Test(
        "All that a move can show lies in the picture, whatever its shape and the video's",
        arguments: motions, [Fit.cover, .contain, .containBlur, .stretch])
    func inside(motion: Motion, fit: Fit) throws {
        for (width, height) in [(4000, 3000), (9000, 1200), (700, 5000), (64, 64)] {
            for focus in [Point(x: 0, y: 0), Point(x: 1, y: 0.9), Point(x: 0.4, y: 0.5)] {
                for (ratio, amount) in Self.shapes.flatMap({ shape in [0, 0.2, 1].map { (shape, $0) } }) {
                    let shot = try Scene.shot(width, height) { settings in
                        settings.motion = motion
                        settings.motionAmount = amount
                        settings.aspectRatio = ratio
                        settings.fit = fit
                        settings.focus = .point(focus)
                        settings.duration = 1
                    }
                    #expect(shot.needs.allSatisfy { $0.excess(width, height) <= 1e-9 })
                    // What is given up for that is no more than the camera needs.
                    #expect(shot.windows[0].width > 0.3 * Double(min(width, height)))
                }
            }
        }
    }
}

@Suite struct DepthPlanTests {
    /// A single board before a ground, as wide as a third of the picture.
    private static func board(_ nearness: Float) -> PictureDepth {
        PictureDepth(
            Field(width: 120, height: 90) { x, y in
                y == 0 ? (x < 60 ? 0 : 1) : (40..<80).contains(x) ? nearness : 0.2
            }, source: .file)
    }

    @Test("The amplitude follows motion_amount and depth.strength, to a limit that a relief meets earlier")
    func amplitude() throws {
        let slope = Field(width: 64, height: 48) { _, y in Float(y) / 47 }
        func amplitude(_ amount: Double, _ strength: Double, _ source: DepthSource) throws -> Double {
            let shot = try Scene.shot(1600, 900, depth: PictureDepth(slope, source: source)) { settings in
                settings.motion = .horizontal
                settings.motionAmount = amount
                settings.depth.strength = strength
            }
            return try #require(shot.choices.depth?.amplitude)
        }
        #expect(abs(try amplitude(0.2, 1, .file) - 0.02) < 1e-12)
        #expect(abs(try amplitude(0.2, 0.5, .file) - 0.01) < 1e-12)
        #expect(abs(try amplitude(1, 1, .file) - 0.06) < 1e-12)
        #expect(abs(try amplitude(0.2, 1, .relief) - 0.012) < 1e-12)
        #expect(abs(try amplitude(1, 1, .relief) - 0.012) < 1e-12)
        #expect(try amplitude(0.1, 1, .relief) < 0.012)
        #expect(try amplitude(0, 1, .file) == 0)
    }

    @Test("A move that would uncover too much goes less far, and says so")
    func limited() throws {
        let shot = try Scene.shot(1600, 900, depth: Self.board(1)) { settings in
            settings.motion = .horizontal
            settings.motionAmount = 1
        }
        let amplitude = try #require(shot.choices.depth?.amplitude)
        #expect(abs(amplitude - 0.03) < 0.004)
        #expect(
            shot.choices.reasons.contains {
                $0.hasPrefix("The camera goes ") && $0.contains("would uncover 6 % of the frame")
            })
    }

    /// Poles that stand all the way up in a picture, in shares of its width, before a ground that lies far off.
    private static func poles(_ places: [Range<Double>], width: Int, height: Int) -> PictureDepth {
        PictureDepth(
            Field(width: width / 10, height: height / 10) { x, _ in
                places.contains { $0.contains(Double(x) * 10 / Double(width)) } ? 1 : 0
            }, source: .file)
    }

    private static func shot(
        _ motion: Motion, _ width: Int, _ height: Int, _ places: [Range<Double>], focus: Double = 0.5,
        ratio: AspectRatio = .ratio(width: 16, height: 9)
    ) throws -> (amplitude: Double, reasons: [String]) {
        let depth = poles(places, width: width, height: height)
        let shot = try Scene.shot(width, height, depth: depth) { settings in
            settings.motion = motion
            settings.motionAmount = 1
            settings.aspectRatio = ratio
            settings.fit = .cover
            settings.focus = .point(Point(x: focus, y: 0.5))
        }
        return (try #require(shot.choices.depth?.amplitude), shot.choices.reasons)
    }

    @Test(
        "In a crop the frame counts, of which a pole takes all the height: 3 % of it is uncovered",
        arguments: [(1600, 900), (900, 1600), (900, 3000)])
    func limitedInCrop(width: Int, height: Int) throws {
        // Both ends of the way lie as far aside, and whatever the crop, each uncovers that much beside the pole.
        let shot = try Self.shot(.horizontal, width, height, [0.45..<0.55])
        #expect(abs(shot.amplitude - 0.03) < 0.0016, "\(shot.amplitude)")
        #expect(shot.reasons.contains { $0.contains("would uncover 6 % of the frame") })
    }

    @Test("What a crop leaves out does not hold the camera back")
    func outsideCrop() throws {
        let shot = try Self.shot(
            .horizontal, 1600, 900, [0.05..<0.1, 0.9..<0.95], ratio: .ratio(width: 9, height: 16))
        #expect(shot.amplitude == 0.06)
    }

    @Test("Coming closer to a place beside a pole goes less far than to the pole itself", arguments: [0.05, 0.3, 0.5])
    func limitedDolly(focus: Double) throws {
        let shot = try Self.shot(.dollyIn, 1600, 900, [0.45..<0.55], focus: focus)
        // What is uncovered: the far side of the pole leaves the ground behind, which does not move.
        let pivot = max(0.2, focus)
        let forward = 8 * shot.amplitude
        let gap = (0.45 - pivot) * (1 / (1 - forward) - 1)
        #expect(focus == 0.5 ? shot.amplitude == 0.06 : abs(gap - 0.03) < 0.006)
    }

    @Test("The focus is as near as what the picture's focus looks at, or as the sidecar says")
    func focus() throws {
        func focus(_ change: (inout Settings) -> Void) throws -> Double {
            try #require(
                try Scene.shot(1600, 1200, depth: Self.board(0.8)) { settings in
                    settings.motion = .circle
                    change(&settings)
                }.depth
            ).focus
        }
        #expect(abs(try focus { $0.focus = .point(Point(x: 0.5, y: 0.5)) } - 1) < 0.01)
        #expect(try focus { $0.focus = .point(Point(x: 0.1, y: 0.5)) } < 0.01)
        #expect(try focus { $0.depth.focus = .nearness(0.35) } == 0.35)
    }

    @Test("A move through depth has no crops to go between")
    func crops() {
        #expect(
            throws: JobFailure(
                .sidecarInvalid,
                "from and to describe a move over the picture, and orbit moves through its depth.",
                advice: "Remove from and to, or choose another motion.")
        ) {
            try Scene.shot(1600, 900) { settings in
                settings.motion = .orbit
                settings.from = CropRectangle(x: 0, y: 0, width: 1)
            }
        }
    }

    @Test("The receipt's numbers are those of the depth that was found")
    func finding() throws {
        let shot = try Scene.shot(1600, 900, depth: Self.board(0.8)) { $0.motion = .drift }
        let finding = try #require(shot.choices.depth)
        #expect(finding.source == .file && finding.minimum == 0 && finding.maximum == 1)
        #expect(abs(finding.low - 0.2) < 0.01 && abs(finding.high - 0.8) < 0.01)
        #expect(finding.focus == shot.depth?.focus)
        #expect(try Scene.shot(1600, 900) { $0.motion = .zoomIn }.choices.depth == nil)
    }
}
