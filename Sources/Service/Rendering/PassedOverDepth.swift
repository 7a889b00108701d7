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
        var found: [RelativePath] = []
        // A folder that cannot be listed keeps no picture in it from being rendered.
        try? folder.subdirectory(picture.parent).forEachEntry { entry throws(FileError) in
            guard entry.kind == .regular, let path = picture.parent.appending(entry.name) else { return }
            if Self.belongs(path, to: picture) { found.append(path) }
        }
        found.sort()
        guard let first = found.first else { return nil }
        let others = found.count > 1 ? " (and \(found.count - 1) more)" : ""
        sentence =
            "“\(first)”\(others) is passed over: beside a picture depth is read from files that end in .depth.png, "
            + ".depth.tif or .depth.tiff, in lower case."
    }

    /// Whether a companion's name is the picture's own, with or without its extension, and more.
    private static func belongs(_ companion: RelativePath, to picture: RelativePath) -> Bool {
        guard NameRules.role(of: companion) == .companion else { return false }
        let name = companion.name
        let stem = picture.name.lastIndex(of: UInt8(ascii: ".")).map { picture.name[..<$0] } ?? picture.name[...]
        return [picture.name[...], stem].contains { subject in
            name.starts(with: subject)
                && String(decoding: name.dropFirst(subject.count).prefix(CompanionName.mark.count), as: UTF8.self)
                    .lowercased().utf8.elementsEqual(CompanionName.mark)
        }
    }
}
