import Direction
import Model
import Testing

@Suite struct AutoTests {
    @Test(
        "A picture of nearly the frame's shape is zoomed; the seed sets the direction",
        arguments: [(0, Motion.zoomIn), (1, .zoomOut), (6, .zoomIn)] as [(UInt32, Motion)])
    func zoom(seed: UInt32, motion: Motion) throws {
        let shot = try Scene.shot(1600, 1000) { $0.seed = seed }
        #expect(shot.choices.motion == motion)
        #expect(
            shot.choices.reasons.last == "motion is \(motion.rawValue) because picture and frame have nearly the same "
                + "shape, and seed \(seed) sets the direction.")
    }

    @Test(
        "A picture that reaches far beyond the frame is travelled along",
        arguments: [
            (6000, 1500, 0, Motion.panRight, "2.25 times as wide"), (6000, 1500, 1, .panLeft, "2.25 times as wide"),
            (1500, 3000, 0, .panUp, "3.56 times as tall"), (1500, 3000, 1, .panDown, "3.56 times as tall"),
        ] as [(Int, Int, UInt32, Motion, String)])
    func travel(width: Int, height: Int, seed: UInt32, motion: Motion, reach: String) throws {
        let shot = try Scene.shot(width, height) { $0.seed = seed }
        #expect(shot.choices.motion == motion)
        #expect(
            shot.choices.reasons.last == "motion is \(motion.rawValue) because the picture is \(reach) as the frame "
                + "shows, and seed \(seed) sets the direction.")
    }

    @Test("A given focus sets the direction", arguments: [(0.8, Motion.panRight), (0.1, .panLeft)])
    func focus(x: Double, motion: Motion) throws {
        let shot = try Scene.shot(6000, 1500) { settings in
            settings.focus = .point(Point(x: x, y: 0.5))
            settings.seed = 1
        }
        #expect(shot.choices.motion == motion)
        #expect(
            shot.choices.reasons == [
                "motion is \(motion.rawValue) because the picture is 2.25 times as wide as the frame shows, and the focus lies on "
                    + "that side."
            ])
    }

    @Test("The camera looks at what stands out", arguments: [0.15, 0.85])
    func looks(x: Double) throws {
        let shot = try Scene.shot(3000, 1000, Scene.spot(x: x, y: 0.5)) { $0.aspectRatio = .ratio(width: 1, height: 1) }
        #expect(abs(shot.choices.focus.x - x) < 0.2)
        let reason = try #require(shot.choices.reasons.first)
        #expect(reason.hasPrefix("focus is x 0."))
        #expect(reason.contains(" because the crop there keeps "))
        #expect(reason.hasSuffix(" % of what stands out in the picture."))
    }

    @Test(
        "Fit covers when that keeps what stands out, and else shows all on a blurred picture",
        arguments: [(0.5, 0.5, Fit.cover), (0.04, 0.96, .containBlur)])
    func fit(first: Double, second: Double, choice: Fit) throws {
        let side = Saliency.side
        let luma = (0..<side * side).map { index in
            let column = (Double(index % side) + 0.5) / Double(side)
            let row = index / side
            return (min(abs(column - first), abs(column - second)) < 0.04 && (28..<36).contains(row)) ? 1.0 : 0.2
        }
        let shot = try Scene.shot(3000, 1000, Saliency(luma: luma)) { settings in
            settings.fit = .auto
            settings.aspectRatio = .ratio(width: 1, height: 1)
        }
        #expect(shot.choices.fit == choice)
        let reason = try #require(shot.choices.reasons.first)
        #expect(reason.hasPrefix("fit is \(choice.rawValue) because the best crop keeps "))
        #expect(reason.hasSuffix(" % of what stands out in the picture (cover needs 85 %)."))
        #expect(shot.backdrop == (choice == .cover ? .plain(.black) : .blurredPicture))
    }

    @Test("Nothing is explained where nothing was left to choose")
    func settled() throws {
        let shot = try Scene.shot(4000, 3000) { settings in
            settings.motion = .panUp
            settings.focus = .point(Point(x: 0.5, y: 0.5))
        }
        #expect(shot.choices == Choices(motion: .panUp, fit: .cover, focus: Point(x: 0.5, y: 0.5), reasons: []))
    }

    @Test("The same picture and settings give the same shot")
    func deterministic() throws {
        let one = try Scene.shot(3000, 1000, Scene.spot(x: 0.3, y: 0.6)) { $0.seed = 9 }
        let other = try Scene.shot(3000, 1000, Scene.spot(x: 0.3, y: 0.6)) { $0.seed = 9 }
        #expect(one == other)
    }
}
