package import Model
import StrictJSON

/// What an order says of a network that may tell depth.
package enum ModelOrder: Equatable, Sendable {
    /// It comes with the picture, in place of a depth file.
    case use(ModelUse)
    /// One is installed but cannot be used: why not, a whole sentence.
    case unavailable(String)

    package var use: ModelUse? { if case .use(let use) = self { use } else { nil } }
}

/// A network, and what runs it.
package struct ModelUse: Equatable, Sendable {
    /// As the user calls it.
    package var name: String
    package var kind: ModelKind
    /// The path of `libopenvino_c.so`.
    package var library: String

    package init(name: String, kind: ModelKind, library: String) {
        self.name = name
        self.kind = kind
        self.library = library
    }
}

extension ModelOrder {
    var json: JSONValue {
        switch self {
        case .use(let use):
            ["name": .string(use.name), "kind": .string(use.kind.rawValue), "library": .string(use.library)]
        case .unavailable(let reason): ["unavailable": .string(reason)]
        }
    }

    init?(json: JSONNode) {
        if let reason = try? json["unavailable"]?.string() {
            self = .unavailable(reason)
        } else if let name = try? json["name"]?.string(), let library = try? json["library"]?.string(),
            let kind = (try? json["kind"]?.string()).flatMap(ModelKind.init(rawValue:))
        {
            self = .use(ModelUse(name: name, kind: kind, library: library))
        } else {
            return nil
        }
    }
}

extension JobFailure {
    /// A model is asked for, and there is none.
    package static var noModel: JobFailure {
        JobFailure(
            .modelUnavailable, "No model is installed that tells depth, and depth.source asks for one.",
            advice:
                "Install one with soframe models add (soframe render: name its folder with --models), or set depth.source to auto; then render the picture again."
        )
    }
}
