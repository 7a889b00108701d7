import Depth
import Direction
import Model
import Testing

@Suite struct AutoTests {
    @Test(
        "Where nothing stands out the camera comes closer or draws back, and not far; the seed picks",
        arguments: [(0, Motion.zoomIn), (1, .zoomOut), (6, .zoomIn)] as [(UInt32, Motion)])
    func even(seed: UInt32, motion: Motion) throws {
        let shot = try Scene.shot(1600, 1000, Kinds.texture) { $0.seed = seed }
        #expect(shot.choices.motion == motion)
        #expect(shot.choices.amount >= 0.1 && shot.choices.amount <= 0.14)
        let reason = try #require(shot.choices.reasons.last)
        #expect(
            reason.hasPrefix(
                "motion is \(motion.rawValue) because no one thing stands out from all others; seed \(seed) picks it among "
                    + "zoom_in and zoom_out. It goes "), "\(reason)")
        #expect(reason.hasSuffix(" % of motion_amount."))
    }

    @Test(
        "The camera pushes in on the one thing that stands out",
        arguments: [(0.3, 0.4), (0.65, 0.6), (0.5, 0.5)])
    func subject(x: Double, y: Double) throws {
        let shot = try Scene.shot(1600, 1000, Kinds.subject(x: x, y: y)) { _ in }
        #expect(shot.choices.motion == .zoomIn)
        #expect(shot.choices.amount == 0.2)
        #expect(abs(shot.choices.focus.x - x) < 0.03 && abs(shot.choices.focus.y - y) < 0.03)
        #expect(
            try #require(shot.choices.reasons.last).hasPrefix("motion is zoom_in because one thing stands out: "))
        let end = try #require(shot.windows.last)
        #expect(end.x < x * 1600 && x * 1600 < end.x + end.width, "it stays in the frame")
    }

    @Test("A thing that fills the frame is not cut by coming closer")
    func large() throws {
        let look = Scene.look { x, y in
            abs(x - 0.5) < 0.36 && abs(y - 0.5) < 0.36 ? (0.85, 0.45, 0.2) : (0.2, 0.25, 0.3)
        }
        let end = try #require(try Scene.shot(1600, 900, look) { _ in }.windows.last)
        #expect(end.x < 0.14 * 1600 && end.x + end.width > 0.86 * 1600)
        #expect(end.y < 0.14 * 900 && end.y + end.height > 0.86 * 900)
        let small = try Scene.shot(1600, 900, Kinds.subject(x: 0.5, y: 0.5)) { _ in }
        #expect(end.width > (try #require(small.windows.last)).width, "it goes less far than to something small")
    }

    @Test(
        "A picture that reaches far beyond the frame is travelled along, as far as it reaches",
        arguments: [
            (6000, 1500, 0, Motion.panRight, "2.25 times as wide"), (6000, 1500, 1, .panLeft, "2.25 times as wide"),
            (4800, 1600, 0, .panRight, "1.69 times as wide"), (1500, 3000, 0, .panUp, "3.56 times as tall"),
            (1500, 3000, 1, .panDown, "3.56 times as tall"),
        ] as [(Int, Int, UInt32, Motion, String)])
    func travel(width: Int, height: Int, seed: UInt32, motion: Motion, reach: String) throws {
        let shot = try Scene.shot(width, height, Kinds.texture) { $0.seed = seed }
        #expect(shot.choices.motion == motion)
        #expect(shot.choices.amount == 0)
        #expect(
            shot.choices.reasons.last == "motion is \(motion.rawValue) because the picture is \(reach) as the frame "
                + "shows, and seed \(seed) sets the direction.")
    }

    @Test("A tall page is read downwards, whatever the seed", arguments: [0, 1] as [UInt32])
    func page(seed: UInt32) throws {
        let shot = try Scene.shot(1500, 3000, Kinds.text) { $0.seed = seed }
        #expect(shot.choices.motion == .panDown)
        #expect(
            try #require(shot.choices.reasons.last).hasSuffix("and what is flat, as text is, is read downwards."))
    }

    @Test("A journey ends at what stands out, and one thing that a crop holds whole is not passed by")
    func towards() throws {
        let far = try Scene.shot(6000, 1500, Kinds.subject(x: 0.85, y: 0.5)) { _ in }
        #expect(far.choices.motion == .panRight)
        #expect(
            try #require(far.choices.reasons.last).hasSuffix("and what the camera looks at lies on that side."))
        let upright = try Scene.shot(1600, 1000, Kinds.subject(x: 0.7, y: 0.5)) {
            $0.aspectRatio = .ratio(width: 9, height: 16)
        }
        #expect(upright.choices.motion == .zoomIn)
    }

    @Test(
        "Text and graphics stand still or move little",
        arguments: [(0, Motion.zoomIn), (1, .still), (2, .zoomOut)] as [(UInt32, Motion)])
    func graphic(seed: UInt32, motion: Motion) throws {
        for look in [Kinds.text, Kinds.chart] {
            let shot = try Scene.shot(1600, 1000, look) { $0.seed = seed }
            #expect(shot.choices.motion == motion)
            #expect(abs(shot.choices.amount - 0.06) < 1e-9)
            #expect(
                try #require(shot.choices.reasons.last).hasPrefix(
                    "motion is \(motion.rawValue) because the picture is flat, as text and graphics are, and bears little "
                        + "motion; seed \(seed) picks it among zoom_in, static and zoom_out."))
        }
    }

    @Test("A given focus is pushed in on, or sets the direction", arguments: [(0.8, Motion.panRight), (0.1, .panLeft)])
    func focus(x: Double, motion: Motion) throws {
        let shot = try Scene.shot(6000, 1500, Kinds.texture) { settings in
            settings.focus = .point(Point(x: x, y: 0.5))
            settings.seed = 1
        }
        #expect(shot.choices.motion == motion)
        #expect(
            shot.choices.reasons == [
                "motion is \(motion.rawValue) because the picture is 2.25 times as wide as the frame shows, and what the "
                    + "camera looks at lies on that side."
            ])
        let near = try Scene.shot(1600, 1000, Kinds.texture) { $0.focus = .point(Point(x: x, y: 0.5)) }
        #expect(near.choices.reasons == ["motion is zoom_in because a focus is given."])
    }

    @Test(
        "The crop of a still keeps what stands out, and the camera looks at it", arguments: [0.15, 0.5, 0.85],
        [Motion.still, .zoomIn, .auto])
    func looks(x: Double, motion: Motion) throws {
        let shot = try Scene.shot(3000, 1500, Scene.spot(x: x, y: 0.5)) { settings in
            settings.aspectRatio = .ratio(width: 1, height: 1)
            settings.motion = motion
        }
        #expect(abs(shot.choices.focus.x - x) < 0.03)
        #expect(
            shot.windows.allSatisfy { $0.x <= (x - 0.03) * 3000 && (x + 0.03) * 3000 <= $0.x + $0.width }
                || motion == .auto)
        let reason = try #require(shot.choices.reasons.first)
        #expect(reason.hasPrefix("focus is x 0."))
        #expect(reason.contains(" because that is the middle of what stands out most in the crop that keeps most, "))
        #expect(reason.hasSuffix(" % of all that stands out."))
    }

    @Test(
        "Fit covers when that keeps what stands out, and else shows all on a blurred picture",
        arguments: [(0.5, 0.5, Fit.cover), (0.04, 0.96, .containBlur)])
    func fit(first: Double, second: Double, choice: Fit) throws {
        let look = Scene.look { x, y in
            min(abs(x - first), abs(x - second)) < 0.04 && abs(y - 0.5) < 0.1 ? (1, 0.9, 0.5) : (0.2, 0.2, 0.3)
        }
        let shot = try Scene.shot(3000, 1000, look) { settings in
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
        #expect(
            shot.choices
                == Choices(motion: .panUp, amount: 0.2, fit: .cover, focus: Point(x: 0.5, y: 0.5), reasons: []))
    }

    @Test("The same picture and settings give the same shot")
    func deterministic() throws {
        let one = try Scene.shot(3000, 1000, Scene.spot(x: 0.3, y: 0.6)) { $0.seed = 9 }
        let other = try Scene.shot(3000, 1000, Scene.spot(x: 0.3, y: 0.6)) { $0.seed = 9 }
        #expect(one == other)
    }
}
