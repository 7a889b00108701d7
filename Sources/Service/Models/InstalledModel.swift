package import Model

/// A network in the folder of models: `NAME.KIND.onnx`.
package struct InstalledModel: Equatable, Sendable {
    /// Letters, digits, dots, underscores and hyphens.
    package let name: String
    package let kind: ModelKind
    /// Bytes.
    package let size: Int64

    /// Its place in the folder.
    var place: RelativePath? { RelativePath("\(name).\(kind.rawValue).onnx") }

    init(name: String, kind: ModelKind, size: Int64) {
        self.name = name
        self.kind = kind
        self.size = size
    }

    /// Nil when a file's name is that of no model.
    init?(file bytes: [UInt8], size: Int64) {
        let text = String(decoding: bytes, as: UTF8.self)
        for kind in ModelKind.allCases {
            let ending = ".\(kind.rawValue).onnx"
            guard text.hasSuffix(ending) else { continue }
            let name = String(text.dropLast(ending.count))
            guard Self.isName(name) else { return nil }
            self.init(name: name, kind: kind, size: size)
            return
        }
        return nil
    }

    /// Whether a model may be called so.
    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && !text.hasPrefix(".") && !text.hasPrefix("-")
            && text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || "._-".utf8.contains(byte)
            }
    }
}
