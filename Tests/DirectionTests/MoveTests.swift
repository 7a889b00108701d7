import Direction
import Model
import Testing

@Suite struct MoveTests {
    private static let motions = Motion.allCases
    private static let sizes = [(4000, 3000), (9000, 1200), (700, 5000), (64, 64), (1921, 1079)]
    private static let ratios: [AspectRatio] = [
        .ratio(width: 16, height: 9), .ratio(width: 9, height: 16), .ratio(width: 1, height: 1),
        .source,
    ]
    private static let focuses: [Focus] = [
        .point(Point(x: 0, y: 0)), .point(Point(x: 1, y: 1)), .point(Point(x: 0.9, y: 0.1)),
    ]

    @Test("No window of any move leaves the picture", arguments: motions, Fit.allCases.filter { $0 != .auto })
    func borders(motion: Motion, fit: Fit) throws {
        for (width, height) in Self.sizes {
            for ratio in Self.ratios {
                for focus in Self.focuses {
                    for amount in [0, 1.0] {
                        for loop in [false, true] {
                            let shot = try Scene.shot(width, height) { settings in
                                settings.motion = motion
                                settings.fit = fit
                                settings.aspectRatio = ratio
                                settings.focus = focus
                                settings.motionAmount = amount
                                settings.loop = loop
                                settings.duration = 2
                                settings.frameRate = FrameRate(12)
                            }
                            let excess = shot.windows.map { $0.excess(width, height) }.max() ?? .infinity
                            #expect(excess <= 1e-9, "\(width) × \(height), \(ratio), \(focus), \(amount), loop \(loop)")
                            #expect(shot.windows.allSatisfy { $0.width >= 1 && $0.height >= 1 })
                        }
                    }
                }
            }
        }
    }

    @Test("What auto chooses stays in the picture too", arguments: motions)
    func choices(motion: Motion) throws {
        for (width, height) in Self.sizes {
            let shot = try Scene.shot(width, height, Scene.spot(x: 0.9, y: 0.1)) { settings in
                settings.motion = motion
                settings.fit = .auto
            }
            #expect(shot.windows.allSatisfy { $0.excess(width, height) <= 1e-9 })
        }
    }

    @Test("No easing leads out of the picture either", arguments: Easing.allCases)
    func easings(easing: Easing) throws {
        for motion in Self.motions {
            let shot = try Scene.shot(4000, 3000) { settings in
                settings.motion = motion
                settings.easing = easing
                settings.focus = .point(Point(x: 0, y: 1))
            }
            #expect(shot.windows.allSatisfy { $0.excess(4000, 3000) <= 1e-9 })
        }
    }

    @Test("Windows have the viewport's shape, so that nothing is stretched", arguments: motions)
    func shape(motion: Motion) throws {
        for fit in [Fit.cover, .contain, .containBlur] {
            let shot = try Scene.shot(4000, 3000) { settings in
                settings.motion = motion
                settings.fit = fit
            }
            let shape = Double(shot.viewport.width) / Double(shot.viewport.height)
            #expect(shot.windows.allSatisfy { abs($0.width / $0.height - shape) < 1e-9 })
        }
    }

    @Test("A zoom ends at 1 + amount with the focus where it was on screen")
    func zoom() throws {
        let shot = try Scene.shot(3200, 1800) { settings in
            settings.motion = .zoomIn
            settings.motionAmount = 0.25
            settings.focus = .point(Point(x: 0.25, y: 0.75))
        }
        let (first, last) = (try #require(shot.windows.first), try #require(shot.windows.last))
        #expect(first == Window(x: 0, y: 0, width: 3200, height: 1800))
        #expect(abs(last.width - 2560) < 1e-9)
        #expect(abs((800 - last.x) / last.width - 0.25) < 1e-9)
        #expect(abs((1350 - last.y) / last.height - 0.75) < 1e-9)
        let reversed = try Scene.shot(3200, 1800) { settings in
            settings.motion = .zoomOut
            settings.motionAmount = 0.25
            settings.focus = .point(Point(x: 0.25, y: 0.75))
            settings.easing = .linear
        }
        #expect(reversed.windows.first == last)
        #expect(reversed.windows.last == first)
    }

    @Test(
        "A pan goes where its name says, and nowhere else",
        arguments: [(Motion.panLeft, -1.0, 0.0), (.panRight, 1, 0), (.panUp, 0, -1), (.panDown, 0, 1)])
    func pans(motion: Motion, x: Double, y: Double) throws {
        let shot = try Scene.shot(4000, 3000) { $0.motion = motion }
        let (first, last) = (try #require(shot.windows.first), try #require(shot.windows.last))
        #expect((last.x - first.x) * x > 100 * abs(x) || x == 0)
        #expect((last.y - first.y) * y > 100 * abs(y) || y == 0)
        #expect(x != 0 || last.x == first.x)
        #expect(y != 0 || last.y == first.y)
        #expect(last.width == first.width)
    }

    @Test("A pan over a long picture travels at most 0.35 frames a second")
    func hurry() throws {
        let shot = try Scene.shot(40_000, 1000) { settings in
            settings.motion = .panRight
            settings.easing = .linear
            settings.duration = 4
        }
        let (first, last) = (try #require(shot.windows.first), try #require(shot.windows.last))
        #expect(abs((last.x - first.x) / first.width - 1.4) < 1e-9)
    }

    @Test("A still camera shows one window", arguments: [Easing.linear, .soft])
    func still(easing: Easing) throws {
        let shot = try Scene.shot(4000, 3000) { settings in
            settings.motion = .still
            settings.easing = easing
        }
        #expect(Set(shot.windows.map(\.x)).count == 1)
        #expect(shot.windows.allSatisfy { $0 == shot.windows[0] })
        #expect(shot.windows.count == 150)
    }
}
