package import Model

/// Where a picture's depth file may be.
package enum DepthNames {
    private static let endings = ["png", "tif", "tiff"].map { CompanionName.mark + Array($0.utf8) }

    /// How files end that are looked for beside a picture, for sentences.
    package static let spokenEndings = ".depth.png, .depth.tif or .depth.tiff, in lower case"

    /// Whether a file of this name is looked for beside a picture; in lower case only.
    package static func isLookedFor(_ file: RelativePath) -> Bool {
        endings.contains { file.name.count > $0.count && file.name.suffix($0.count) == $0[...] }
    }

    /// The one that wins first: the one that the settings name, or those beside the picture. Empty when none is wanted.
    package static func candidates(for picture: RelativePath, _ settings: Settings) -> [RelativePath] {
        guard settings.motion.mayGoThroughDepth, settings.depth.source.mayBeFile else { return [] }
        if let path = settings.depth.path {
            let folder = picture.parent
            return [folder.isRoot ? path : RelativePath(bytes: folder.bytes + [UInt8(ascii: "/")] + path.bytes)]
                .compactMap(\.self)
        }
        return [picture, SidecarNames.stem(picture)].compactMap(\.self).flatMap { subject in
            endings.compactMap { picture.parent.appending(subject.name + $0) }
        }
    }
}
