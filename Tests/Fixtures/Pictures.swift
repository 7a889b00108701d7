package import Foundation

/// Small pictures, drawn by ffmpeg.
package enum Pictures {
    /// 320 × 240 pixels.
    package static func jpeg() async throws -> Data { try await draw("jpg") }
    package static func png() async throws -> Data { try await draw("png") }

    private static func draw(_ ending: String) async throws -> Data {
        let folder = try TestFolder()
        let path = folder.at("picture.\(ending)")
        try await run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x240", "-frames:v", "1", path)
        return try Data(contentsOf: URL(fileURLWithPath: path))
    }
}

/// A video as ffprobe sees it after decoding every frame.
package struct Video: Equatable, Sendable {
    package let width: Int
    package let height: Int
    package let frames: Int

    package init(width: Int, height: Int, frames: Int) {
        self.width = width
        self.height = height
        self.frames = frames
    }

    /// Throws when it cannot be decoded whole.
    package init(decoding path: String) async throws {
        try await run("ffmpeg", "-v", "error", "-xerror", "-i", path, "-f", "null", "-")
        let text = try await run(
            "ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0", "-show_entries",
            "stream=width,height,nb_read_frames", "-of", "csv=p=0", path)
        let numbers = text.split(whereSeparator: { ",\n".contains($0) }).compactMap { Int($0) }
        guard numbers.count == 3 else { throw Unmet("ffprobe said \(text) of \(path).") }
        self.init(width: numbers[0], height: numbers[1], frames: numbers[2])
    }

    /// What `quick` asks for.
    package static let quick = Video(width: 640, height: 360, frames: 6)
}

/// A sidecar whose video is made quickly: six frames.
package let quick = #"{"duration": 0.5, "fps": 12, "resolution": "360p"}"#

/// One whose video takes several seconds: 240 frames, encoded with care.
package let slow = #"{"duration": 20, "fps": 12, "resolution": "720p", "quality": "high"}"#
