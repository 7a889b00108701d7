package import Model

/// Where a picture's depth file may be.
package enum DepthNames {
    private static let endings = [".depth.png", ".depth.tif", ".depth.tiff"].map { Array($0.utf8) }

    /// What a companion's name says it is for: a picture's name, or one without its extension.
    static func subject(_ companion: RelativePath) -> RelativePath? {
        let (name, mark) = (companion.name, Array(".depth.".utf8))
        let starts = name.indices.dropLast(mark.count - 1)
        return starts.last { name[$0..<$0 + mark.count].elementsEqual(mark) }
            .flatMap { companion.parent.appending(name[..<$0]) }
    }

    /// The one that wins first: the one that the settings name, or those beside the picture. Empty when none is wanted.
    package static func candidates(for picture: RelativePath, _ settings: Settings) -> [RelativePath] {
        guard settings.motion.isThroughDepth, settings.depth.source.mayBeFile else { return [] }
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
