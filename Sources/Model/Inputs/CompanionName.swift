/// How the name of a file says that it belongs to a picture: `NAME.depth.png` or `NAME.jpg.depth.png` to `NAME.jpg`.
package enum CompanionName {
    /// What stands between the picture's name and the extension.
    package static let mark = Array(".depth.".utf8)

    /// The picture's name, with or without its extension; nil for a file whose name says nothing of the kind.
    package static func subject(of path: RelativePath) -> RelativePath? {
        let name = path.name
        let starts = name.indices.dropLast(mark.count - 1)
        return starts.last { name[$0..<$0 + mark.count].elementsEqual(mark) }
            .flatMap { path.parent.appending(name[..<$0]) }
    }
}
