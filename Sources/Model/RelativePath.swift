/// A place below a held folder: the bytes that Linux keeps, never interpreted as Unicode.
///
/// Two names that look alike (composed and decomposed accents) are different files, and a name need not be valid UTF-8;
/// `String` compares the first as equal and cannot hold the second. Components are joined by `/`; there is no leading
/// or trailing `/`, and no component is empty, `.` or `..`. The folder itself is `RelativePath.root`, without components.
package struct RelativePath: Hashable, Sendable {
    /// The path's bytes, without a terminating zero.
    package let bytes: [UInt8]

    package static let root = RelativePath(unchecked: [])

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// Nil when a component is empty, `.`, `..`, longer than 255 bytes, or holds a zero byte.
    package init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        let components = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard bytes.isEmpty || components.allSatisfy(Self.isComponent) else { return nil }
        self.bytes = bytes
    }

    /// The path spelled by a string's UTF-8; nil under the same conditions.
    package init?(_ text: String) { self.init(bytes: text.utf8) }

    private static func isComponent(_ name: ArraySlice<UInt8>) -> Bool {
        !name.isEmpty && name.count <= 255 && !name.contains(0)
            && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8)
    }

    package var isRoot: Bool { bytes.isEmpty }

    /// The components from the top down; empty for the root.
    package var components: [[UInt8]] { bytes.split(separator: UInt8(ascii: "/")).map(Array.init) }

    /// The last component; empty for the root.
    package var name: [UInt8] { components.last ?? [] }

    /// The folder that holds this place; the root is its own parent.
    package var parent: RelativePath {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return .root }
        return RelativePath(unchecked: Array(bytes[..<slash]))
    }

    /// This place's child of that name. The name must be one valid component.
    package func appending(_ name: some Sequence<UInt8>) -> RelativePath? {
        let name = Array(name)
        guard Self.isComponent(name[...]), !name.contains(UInt8(ascii: "/")) else { return nil }
        return RelativePath(unchecked: isRoot ? name : bytes + [UInt8(ascii: "/")] + name)
    }

    /// Whether this place is `folder` or lies below it.
    package func isWithin(_ folder: RelativePath) -> Bool {
        folder.isRoot || bytes == folder.bytes
            || (bytes.starts(with: folder.bytes) && bytes[folder.bytes.count] == UInt8(ascii: "/"))
    }
}

extension RelativePath: CustomStringConvertible {
    /// For people: invalid UTF-8, control characters and direction marks are escaped (`\xNN`, `\u{…}`), so that a name
    /// can neither break a line of output nor reorder it. Not a path to open.
    package var description: String { DisplayText.escaped(bytes) }
}

/// Byte by byte, as nobody's language sorts names.
extension RelativePath: Comparable {
    package static func < (one: RelativePath, other: RelativePath) -> Bool {
        one.bytes.lexicographicallyPrecedes(other.bytes)
    }
}
