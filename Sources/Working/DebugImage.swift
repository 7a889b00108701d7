package import Files
package import Model

/// A picture of how a shot came about, for people to look at.
package enum DebugImage: String, CaseIterable, Sendable {
    /// How much each part of the picture stands out.
    case saliency
    /// How near each part is.
    case depth
    /// What the video shows of the picture: its first window, its last one, and the way of the centre.
    case path
    /// The layers that a move through depth is made from.
    case near
    case background

    /// The file's name, which tells where depth came from.
    package func fileName(depth source: DepthSource?) -> String {
        switch (self, source) {
        case (.depth, let source?): "depth-\(source.rawValue).png"
        default: "\(rawValue).png"
        }
    }

    /// All names that files may get, whatever the picture.
    package static var fileNames: [String] {
        allCases.flatMap { image in
            image == .depth ? DepthSource.allCases.map { image.fileName(depth: $0) } : [image.fileName(depth: nil)]
        }
    }
}

/// A file without a name yet that a worker draws a picture into.
package final class DebugFile: Sendable {
    private let file: UnnamedFile

    package init(_ file: consuming UnnamedFile) { self.file = file }

    /// Open as long as this object.
    var descriptor: Int32 { file.withRawDescriptor { $0 } }

    /// Lends the file, to give it a name.
    package func withFile<Result>(_ body: (borrowing UnnamedFile) throws -> Result) rethrows -> Result {
        try body(file)
    }
}
