/// The reference encoder of JPEG XL, which keeps what ffmpeg drops: orientation and profile.
package enum JPEGXLProgram {
    /// - Parameter suffix: That of the file's own format, by which the program knows it.
    package static func encode(_ file: [UInt8], suffix: String) throws -> [UInt8] {
        let folder = try ScratchFolder()
        try folder.write(file, "picture.\(suffix)")
        try Program.run(
            "cjxl", [folder.path("picture.\(suffix)"), folder.path("picture.jxl"), "--distance=0", "--quiet"])
        return try folder.read("picture.jxl")
    }
}
