import Direction
import Model
import Testing

@Suite struct FrameSizeTests {
    @Test(
        "The short side and the aspect ratio make the frame, in even pixels",
        arguments: [
            ("16:9", 1080, 1920, 1080), ("9:16", 1080, 1080, 1920), ("1:1", 720, 720, 720), ("4:5", 1080, 1080, 1350),
            ("5:4", 540, 676, 540), ("4:3", 360, 480, 360), ("3:4", 1440, 1440, 1920), ("3:2", 1080, 1620, 1080),
            ("2:3", 1080, 1080, 1620), ("21:9", 1080, 2520, 1080), ("9:21", 360, 360, 840), ("16:9", 2160, 3840, 2160),
            ("16:9", 360, 640, 360), ("16:9", 540, 960, 540), ("16:9", 720, 1280, 720), ("16:9", 1440, 2560, 1440),
            ("239:100", 1080, 2582, 1080),
        ])
    func table(ratio: String, side: Int, width: Int, height: Int) throws {
        let aspect = try #require(AspectRatio(ratio))
        let shot = try Scene.shot(4000, 3000) { settings in
            settings.aspectRatio = aspect
            settings.resolution = .shortSide(side)
        }
        #expect((shot.width, shot.height) == (width, height))
    }

    @Test(
        "A video in the picture's own shape is no longer than 7680 pixels",
        arguments: [(4000, 3000, 1440, 1080), (3000, 4000, 1080, 1440), (20_000, 1000, 7680, 384)])
    func source(pictureWidth: Int, pictureHeight: Int, width: Int, height: Int) throws {
        let shot = try Scene.shot(pictureWidth, pictureHeight) { $0.aspectRatio = .source }
        #expect((shot.width, shot.height) == (width, height))
    }

    @Test("A frame that would be too large is refused with its size and what to do")
    func tooLarge() {
        #expect(
            throws: JobFailure(
                .sidecarInvalid,
                "At 10:1 with a short side of 2160 pixels the video would measure 21600 × 2160 pixels; no side may exceed "
                    + "7680.",
                advice: "Choose a smaller resolution or a less extreme aspect_ratio.")
        ) {
            try Scene.shot(4000, 3000) { settings in
                settings.aspectRatio = .ratio(width: 10, height: 1)
                settings.resolution = .shortSide(2160)
            }
        }
    }

    @Test(
        "The number of frames is the nearest to the duration at the exact rate",
        arguments: [(24000, 1001, 5.0, 120), (30, 1, 5, 150), (60000, 1001, 60, 3596), (12, 1, 0.5, 6)])
    func frames(numerator: Int, denominator: Int, duration: Double, frames: Int) throws {
        let shot = try Scene.shot(4000, 3000) { settings in
            settings.frameRate = FrameRate(numerator, denominator)
            settings.duration = duration
        }
        #expect(shot.windows.count == frames)
        #expect(shot.frameRate == FrameRate(numerator, denominator))
    }
}
