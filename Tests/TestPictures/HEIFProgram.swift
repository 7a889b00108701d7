/// The programs `heif-enc` and `heif-convert` of libheif, which write and read HEIC and AVIF independently of the project.
package enum HEIFProgram {
    /// - Parameters:
    ///   - bits: Of the PNG that the program is given.
    ///   - options: As `heif-enc` takes them.
    package static func file(_ drawing: Drawing, bits: UInt8 = 8, alpha: Bool = false, _ options: [String]) throws
        -> [UInt8]
    {
        try self.file(png: PNGFile.bytes(drawing, alpha ? .rgba : .rgb, bits: bits), options)
    }

    /// From a PNG with all that it has.
    package static func file(png: [UInt8], _ options: [String]) throws -> [UInt8] {
        let folder = try ScratchFolder()
        try folder.write(png, "drawing.png")
        try Program.run("heif-enc", options + ["-o", folder.path("picture"), folder.path("drawing.png")])
        return try folder.read("picture")
    }

    /// The picture as a PNG, turned upright.
    package static func png(_ file: [UInt8]) throws -> [UInt8] {
        let folder = try ScratchFolder()
        try folder.write(file, "picture.heic")
        try Program.run("heif-convert", [folder.path("picture.heic"), folder.path("picture.png")])
        return try folder.read("picture.png")
    }
}
