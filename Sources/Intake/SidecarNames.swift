package import Model

/// Which names belong together.
package enum SidecarNames {
    /// Where a picture's sidecar may be, the one that wins first.
    package static func candidates(for picture: RelativePath) -> [RelativePath] {
        [picture, stem(picture)].compactMap { subject in
            guard let subject, let path = picture.parent.appending(subject.name + NameRules.sidecarEnding),
                case .sidecar = NameRules.role(ofName: path.name)
            else { return nil }
            return path
        }
    }

    /// What a sidecar's name says it is for: a picture's name, or one without its extension.
    static func subject(_ sidecar: RelativePath) -> RelativePath? {
        sidecar.parent.appending(sidecar.name.dropLast(NameRules.sidecarEnding.count))
    }

    /// A picture's place without the name's extension.
    static func stem(_ picture: RelativePath) -> RelativePath? {
        NameRules.stem(picture.name).flatMap { picture.parent.appending($0) }
    }

    /// Where the defaults for a picture may be, the nearest folder first.
    static func defaults(for picture: RelativePath, recursive: Bool) -> [RelativePath] {
        var folders = [picture.parent]
        while recursive, let folder = folders.last, !folder.isRoot { folders.append(folder.parent) }
        return folders.compactMap { $0.appending(NameRules.defaultsName) }
    }
}
