import Direction
import Model
import Testing

@Suite struct LoopTests {
    /// Windows of two rounds: the second must go on where the first ended.
    private func loop(_ motion: Motion, duration: Double = 4) throws -> [Window] {
        try Scene.shot(6000, 4000) { settings in
            settings.motion = motion
            settings.loop = true
            settings.duration = duration
        }.windows
    }

    private static let moving = Motion.allCases.filter { $0 != .still && !$0.isThroughDepth }

    /// Distance that corners of the frame move between two windows, in pixels of a 1920 frame.
    private func step(_ one: Window, _ other: Window) -> Double {
        let left = (other.x - one.x) / one.width * 1920
        let right = (other.x + other.width - one.x - one.width) / one.width * 1920
        let top = (other.y - one.y) / one.width * 1920
        return max(abs(left), abs(right), abs(top))
    }

    @Test("A loop's last frame runs into its first like any frame into the next", arguments: moving)
    func seam(motion: Motion) throws {
        let windows = try loop(motion)
        let round = windows + windows.prefix(3)
        let steps = zip(round, round.dropFirst()).map(step)
        let change = zip(steps, steps.dropFirst()).map { abs($1 - $0) }
        let (inside, seam) = (change.prefix(windows.count - 2), change.suffix(3))
        let (largest, atSeam) = (try #require(inside.max()), try #require(seam.max()))
        #expect(atSeam <= largest + 0.05)
        #expect(try #require(steps.max()) > 1, "the camera moves")
    }

    @Test("A loop is where it began after exactly all of its frames", arguments: moving)
    func period(motion: Motion) throws {
        // Twice as many frames in the same time: each second one is a frame of the slower loop.
        let slow = try Scene.shot(6000, 4000) {
            $0.motion = motion
            $0.loop = true
            $0.frameRate = FrameRate(30)
        }.windows
        let fast = try Scene.shot(6000, 4000) {
            $0.motion = motion
            $0.loop = true
            $0.frameRate = FrameRate(60)
        }.windows
        #expect(fast.count == 2 * slow.count)
        #expect(slow.indices.allSatisfy { step(slow[$0], fast[2 * $0]) < 1e-9 })
    }

    @Test("An explicit move loops there and back")
    func explicit() throws {
        let windows = try Scene.shot(1600, 900) { settings in
            settings.from = CropRectangle(x: 0, y: 0, width: 1)
            settings.to = CropRectangle(x: 0.25, y: 0.25, width: 0.5)
            settings.loop = true
        }.windows
        #expect(windows[0].width == 1600)
        #expect(abs(windows[windows.count / 2].width - 800) < 1e-9)
        #expect(abs(windows[1].width - windows[windows.count - 1].width) < 1e-9)
    }
}
