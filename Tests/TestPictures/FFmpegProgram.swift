import Foundation

/// The programs `ffmpeg` and `ffprobe`, which make pictures for tests and look at videos independently of the project.
package enum FFmpegProgram {
    /// A JPEG of planes that a test made: Y, then Cb and Cr if there are any, full range, at the finest quantisation.
    package static func jpeg(planes: [UInt8], pixelFormat: String, width: Int, height: Int) throws -> [UInt8] {
        try picture(
            raw: planes, pixelFormat: pixelFormat, width: width, height: height,
            ["-c:v", "mjpeg", "-q:v", "1", "-qmin", "1", "-huffman", "default", "-f", "image2pipe"])
    }

    /// A JPEG of a drawing, converted by ffmpeg.
    package static func jpeg(_ drawing: Drawing, pixelFormat: String = "yuvj444p") throws -> [UInt8] {
        try picture(
            raw: drawing.pixels.flatMap { $0.bytes.prefix(3) }, pixelFormat: "rgb24", width: drawing.width,
            height: drawing.height,
            ["-pix_fmt", pixelFormat, "-c:v", "mjpeg", "-q:v", "2", "-f", "image2pipe"])
    }

    /// A WebP of a drawing; with alpha if wanted.
    package static func webP(_ drawing: Drawing, lossless: Bool, alpha: Bool = false) throws -> [UInt8] {
        let pixels = drawing.pixels.flatMap { pixel -> [UInt8] in alpha ? pixel.bytes : pixel.bytes.prefix(3) + [255] }
        let format = lossless ? "bgra" : (alpha ? "yuva420p" : "yuv420p")
        return try picture(
            raw: pixels, pixelFormat: "rgba", width: drawing.width, height: drawing.height,
            [
                "-pix_fmt", format, "-c:v", "libwebp", "-lossless", lossless ? "1" : "0", "-quality", "100",
                "-f", "webp",
            ])
    }

    /// A drawing in a format of ffmpeg's that loses nothing; with its opacity.
    ///
    /// - Parameters:
    ///   - frames: How often the drawing is repeated, in the formats that move.
    ///   - deep: With all its sixteen bits.
    package static func lossless(
        _ drawing: Drawing, _ output: [String], frames: Int = 1, deep: Bool = false
    ) throws -> [UInt8] {
        let pixels = drawing.pixels.flatMap { pixel -> [UInt8] in
            deep
                ? [pixel.red, pixel.green, pixel.blue, pixel.alpha].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
                : pixel.bytes
        }
        return try picture(
            raw: Array(repeating: pixels, count: frames).flatMap(\.self), pixelFormat: deep ? "rgba64le" : "rgba",
            width: drawing.width, height: drawing.height, output, frames: frames)
    }

    /// A GIF with a palette made for the drawing; of one picture or several.
    package static func gif(_ drawing: Drawing, frames: Int = 1) throws -> [UInt8] {
        let palette = "split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none"
        return try lossless(drawing, ["-vf", palette, "-f", "gif"], frames: frames)
    }

    /// A TIFF of a drawing, uncompressed and converted by ffmpeg.
    package static func tiff(_ drawing: Drawing, pixelFormat: String) throws -> [UInt8] {
        try picture(
            raw: drawing.pixels.flatMap { $0.bytes.prefix(3) }, pixelFormat: "rgb24", width: drawing.width,
            height: drawing.height,
            ["-pix_fmt", pixelFormat, "-c:v", "tiff", "-compression_algo", "raw", "-f", "image2pipe"])
    }

    static func picture(
        raw: [UInt8], pixelFormat: String, width: Int, height: Int, _ output: [String], frames: Int = 1
    ) throws -> [UInt8] {
        let folder = try ScratchFolder()
        try folder.write(raw, "raw")
        try Program.run(
            "ffmpeg",
            [
                "-v", "error", "-f", "rawvideo", "-pix_fmt", pixelFormat, "-s", "\(width)x\(height)", "-i",
                folder.path("raw"),
            ]
                + ["-frames:v", String(frames), "-bitexact"] + output + ["-y", folder.path("picture")])
        return try folder.read("picture")
    }

    /// Every frame of a video: planes Y, Cb and Cr one after the other, as they are stored.
    package static func frames(of path: String) throws -> [VideoFrame] {
        let info = try stream(of: path, ["width", "height"])
        guard let width = info["width"].flatMap({ Int($0) }), let height = info["height"].flatMap({ Int($0) }) else {
            throw ProgramFailure(description: "\(path) has no video")
        }
        let folder = try ScratchFolder()
        try Program.run(
            "ffmpeg",
            [
                "-v", "error", "-i", path, "-fps_mode", "passthrough", "-pix_fmt", "yuv420p", "-f", "rawvideo", "-y",
                folder.path("raw"),
            ])
        let raw = try folder.read("raw")
        let size = width * height * 3 / 2
        return (0..<raw.count / size).map { number in
            VideoFrame(width: width, height: height, samples: Array(raw[number * size..<(number + 1) * size]))
        }
    }

    /// What ffprobe says of the first video stream.
    package static func stream(of path: String, _ entries: [String]) throws -> [String: String] {
        try probe(path, "stream=" + entries.joined(separator: ","), ["-select_streams", "v:0"])
    }

    /// How each frame of a video is coded, I, P or B, in the order in which they are shown.
    package static func types(of path: String) throws -> String {
        try Program.run(
            "ffprobe",
            ["-v", "error", "-select_streams", "v:0", "-show_entries", "frame=pict_type", "-of", "csv=p=0", path]
        ).filter(\.isLetter)
    }

    /// What ffprobe says for `-show_entries entries`, each as `key: value`.
    package static func probe(_ path: String, _ entries: String, _ more: [String] = []) throws -> [String: String] {
        let text = try Program.run(
            "ffprobe", ["-v", "error"] + more + ["-show_entries", entries, "-of", "default=noprint_wrappers=1", path])
        var found: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if words.count == 2 { found[String(words[0])] = String(words[1]) }
        }
        return found
    }
}

/// One frame of a decoded video, 4:2:0.
package struct VideoFrame: Equatable, Sendable {
    package let width: Int
    package let height: Int
    package let samples: [UInt8]

    /// Y, Cb and Cr that pixel (x, y) is shown with.
    package func color(_ x: Int, _ y: Int) -> [Int] {
        let chroma = y / 2 * (width / 2) + x / 2
        return [y * width + x, width * height + chroma, width * height * 5 / 4 + chroma].map { Int(samples[$0]) }
    }
}
