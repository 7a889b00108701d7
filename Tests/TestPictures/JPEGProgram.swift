/// The reference tools of libjpeg-turbo.
package enum JPEGProgram {
    /// The same picture, its coefficients in several scans.
    package static func progressive(_ file: [UInt8]) throws -> [UInt8] {
        let folder = try ScratchFolder()
        try folder.write(file, "picture.jpg")
        try Program.run(
            "jpegtran", ["-progressive", "-outfile", folder.path("out.jpg"), folder.path("picture.jpg")])
        return try folder.read("out.jpg")
    }

    /// A JPEG of a drawing.
    ///
    /// - Parameter sampling: How densely each component is sampled, across × down, as in `4x1` or `3x1,1x1,1x1`.
    package static func encode(_ drawing: Drawing, sampling: String) throws -> [UInt8] {
        let folder = try ScratchFolder()
        let header = Array("P6 \(drawing.width) \(drawing.height) 255\n".utf8)
        try folder.write(header + drawing.pixels.flatMap { $0.bytes.prefix(3) }, "picture.ppm")
        try Program.run(
            "cjpeg",
            ["-quality", "98", "-sample", sampling, "-outfile", folder.path("out.jpg"), folder.path("picture.ppm")])
        return try folder.read("out.jpg")
    }
}
