import Model
import TestPictures
import Testing

/// Sets how the C library allocates memory (mallopt(3)); Swift's view of the library lacks it.
@_silgen_name("mallopt")
private func setAllocation(_ parameter: Int32, _ value: Int32) -> Int32

@Suite struct VideoFileTests {
    private static let picture = PNGFile.bytes(.waves(width: 200, height: 120), .rgb)

    private static let rates = [
        FrameRate(12), FrameRate(15), FrameRate(24000, 1001), FrameRate(24), FrameRate(25), FrameRate(30000, 1001),
        FrameRate(30), FrameRate(48), FrameRate(50), FrameRate(60000, 1001), FrameRate(60),
    ]

    @Test("Every rate is exact, and every frame is there", arguments: rates)
    func rate(rate: FrameRate) throws {
        let folder = try JobFolder(picture: Self.picture)
        try folder.renderHere(JobFolder.order { $0.frameRate = rate })
        let path = folder.scratch.path("video.mp4")
        let stream = try FFmpegProgram.stream(of: path, ["r_frame_rate", "avg_frame_rate", "nb_frames"])
        #expect(stream["r_frame_rate"] == "\(rate.numerator)/\(rate.denominator)")
        #expect(stream["avg_frame_rate"] == "\(rate.numerator)/\(rate.denominator)")
        let frames = Int((0.5 * rate.perSecond).rounded())
        #expect(stream["nb_frames"] == String(frames))
        #expect(try folder.frames().count == frames)
    }

    @Test(
        "The video is H.264 for players, tagged as what it holds",
        arguments: [
            (Quality.low, "High"), (.medium, "High"), (.high, "High"), (.crf(30), "High"),
            (.lossless, "High 4:4:4 Predictive"),
        ])
    func tags(quality: Quality, profile: String) throws {
        let folder = try JobFolder(picture: Self.picture)
        try folder.renderHere(JobFolder.order { $0.quality = quality })
        let stream = try FFmpegProgram.stream(
            of: folder.scratch.path("video.mp4"),
            [
                "codec_name", "profile", "pix_fmt", "color_range", "color_space", "color_transfer", "color_primaries",
                "chroma_location", "width", "height", "sample_aspect_ratio",
            ])
        #expect(
            stream == [
                "codec_name": "h264", "profile": profile, "pix_fmt": "yuv420p", "color_range": "tv",
                "color_space": "bt709",
                "color_transfer": "bt709", "color_primaries": "bt709", "chroma_location": "left", "width": "160",
                "height": "90", "sample_aspect_ratio": "1:1",
            ])
    }

    @Test("The index stands before the frames, for players that begin before the end has come")
    func faststart() throws {
        let folder = try JobFolder(picture: Self.picture)
        try folder.renderHere(JobFolder.order())
        let boxes = Self.boxes(try folder.scratch.read("video.mp4"))
        let (index, data) = (try #require(boxes.firstIndex(of: "moov")), try #require(boxes.firstIndex(of: "mdat")))
        #expect(boxes.first == "ftyp")
        #expect(index < data)
    }

    /// The names of an MP4's outermost boxes (ISO/IEC 14496-12, 4.2).
    private static func boxes(_ file: [UInt8]) -> [String] {
        var names: [String] = []
        var place = 0
        while place + 8 <= file.count {
            let size = file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            names.append(String(decoding: file[place + 4..<place + 8], as: UTF8.self))
            guard size >= 8 else { break }
            place += size
        }
        return names
    }

    @Test("What lay in memory before does not show in the video", arguments: [Quality.low, .medium, .high])
    func staleMemory(quality: Quality) throws {
        let picture = PNGFile.bytes(.waves(width: 200, height: 120), .rgb)
        // Of that value is what is allocated, and what is freed becomes its complement; zero ends it.
        let perturb: Int32 = -6
        defer { _ = setAllocation(perturb, 0) }
        let files = try [0, 85, 165].map { (filling: Int32) in
            #expect(setAllocation(perturb, filling) == 1)
            let folder = try JobFolder(picture: picture)
            try folder.renderHere(JobFolder.order { $0.quality = quality })
            return try folder.scratch.read("video.mp4")
        }
        #expect((files[0] == files[1] && files[0] == files[2]) == true)
    }

    @Test("Nothing in the file tells of the encoder or of the picture")
    func anonymous() throws {
        let exif = PNGFile.chunk("eXIf", Metadata.exif(orientation: 1))
        let text = PNGFile.chunk("tEXt", Array("Comment\0\(Metadata.canary)".utf8))
        let folder = try JobFolder(picture: PNGFile.bytes(.waves(width: 200, height: 120), .rgb, chunks: [exif, text]))
        try folder.renderHere(JobFolder.order())
        let file = String(decoding: try folder.scratch.read("video.mp4"), as: Unicode.ASCII.self)
        #expect(file.contains("moov"))
        for word in ["x264", "Lavf", "Lavc", "lavc", Metadata.canary, "CANARY"] {
            #expect(!file.contains(word), "\(word) is in the file")
        }
        let tags = try FFmpegProgram.probe(
            folder.scratch.path("video.mp4"), "format_tags:stream_tags")
        #expect(tags["TAG:encoder"] == nil)
        #expect(tags["TAG:creation_time"] == nil)
    }

    @Test("What a still camera shows is the same in every frame, bit for bit, when nothing is lost")
    func still() throws {
        let folder = try JobFolder(picture: Self.picture)
        try folder.renderHere(
            JobFolder.order { settings in
                settings.motion = .still
                settings.quality = .lossless
            })
        let frames = try folder.frames()
        #expect(frames.count == 15)
        #expect(frames.allSatisfy { $0 == frames[0] })
        #expect(Set(frames[0].samples).count > 50, "there is something to see")
    }

    @Test(
        "A moving camera never shows one frame twice",
        arguments: [Motion.zoomIn, .zoomOut, .panLeft, .panDown, .panZoom])
    func moving(motion: Motion) throws {
        let folder = try JobFolder(picture: Self.picture)
        try folder.renderHere(
            JobFolder.order { settings in
                settings.motion = motion
                settings.easing = .linear
                settings.quality = .lossless
            })
        let frames = try folder.frames()
        #expect(zip(frames, frames.dropFirst()).allSatisfy { $0 != $1 })
    }
}
