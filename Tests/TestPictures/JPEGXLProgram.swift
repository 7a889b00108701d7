/// The reference encoder of JPEG XL, which keeps what ffmpeg drops: orientation and profile.
package enum JPEGXLProgram {
    /// - Parameters:
    ///   - suffix: That of the file's own format, by which the program knows it.
    ///   - distance: 0 for no loss, 1 for what nobody sees.
    ///   - space: What the colours are said to be, in libjxl's words, where the file says nothing.
    package static func encode(
        _ file: [UInt8], suffix: String, distance: Int = 0, space: String? = nil
    ) throws -> [UInt8] {
        let folder = try ScratchFolder()
        try folder.write(file, "picture.\(suffix)")
        try Program.run(
            "cjxl",
            [folder.path("picture.\(suffix)"), folder.path("picture.jxl"), "--distance=\(distance)", "--quiet"]
                + (space.map { ["-x", "color_space=\($0)"] } ?? []))
        return try folder.read("picture.jxl")
    }
}
