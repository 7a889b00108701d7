import Files
import Intake
import Model

/// A file beside a picture whose name says that it holds the picture's depth, and from which depth is never read.
struct PassedOverDepth {
    /// That it is passed over, and why: a whole sentence.
    let sentence: String

    static let advice = "Save it as a PNG or TIFF in grey under such a name"

    /// Looks for one, where the settings leave it to the name which file is taken; nil when there is none.
    ///
    /// For a picture whose own candidates (`DepthNames`) are not there.
    init?(for picture: RelativePath, in folder: Directory, _ settings: Settings) {
        guard settings.motion.mayGoThroughDepth, settings.depth.source.mayBeFile, settings.depth.path == nil else {
            return nil
        }
        let found = Self.names(for: picture).filter { path in
            // A file that cannot be looked at keeps no picture from being rendered.
            (try? folder.status(of: path))?.kind == .regular
        }
        guard let first = found.first else { return nil }
        let others = found.count > 1 ? " (and \(found.count - 1) more)" : ""
        sentence =
            "“\(first)”\(others) is passed over: beside a picture depth is read from files that end in "
            + "\(DepthNames.spokenEndings)."
    }

    private static let formats = ["bmp", "exr", "heic", "jpeg", "jpg", "png", "tif", "tiff", "webp"]

    /// What programs and people call such files: the picture's name, with or without its extension, and in lower or upper case
    /// what `DepthNames` does not look for. Asked for one by one, since a folder may hold a hundred thousand others.
    private static func names(for picture: RelativePath) -> [RelativePath] {
        let stem = picture.name.lastIndex(of: UInt8(ascii: ".")).map { picture.name[..<$0] } ?? picture.name[...]
        let endings = formats.flatMap { [".depth.\($0)", ".depth.\($0.uppercased())", ".DEPTH.\($0.uppercased())"] }
        return [stem, picture.name[...]].flatMap { subject in
            endings.compactMap { picture.parent.appending(subject + Array($0.utf8)) }
        }
        .filter { NameRules.role(of: $0) == .companion && !DepthNames.isLookedFor($0) }
    }
}
