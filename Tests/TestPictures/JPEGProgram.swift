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
}
