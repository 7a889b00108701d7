import ArgumentParser
import Model
import Service

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "List, add and remove models that tell a picture's depth.",
        subcommands: [List.self, Add.self, Remove.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what runs models, and the models; jobs use the first.")

        @OptionGroup var root: RootOptions

        func run() async throws {
            try await reportingErrors {
                let listing = ModelListing(try root.folders.paths(root: root.root))
                for line in try listing.lines() { print(line) }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Try a model in a locked process, and install it.",
            discussion: "Exit codes: 0 it is installed, 1 it is not.")

        @Argument(help: "The model: one ONNX file.", completion: .file(extensions: ["onnx"]))
        var file: String

        @Option(
            help: "Its family: \(ModelKind.allCases.map(\.rawValue).joined(separator: " or ")).",
            completion: .list(ModelKind.allCases.map(\.rawValue)),
            transform: { text in
                guard let kind = ModelKind(rawValue: text) else {
                    throw ValidationError(
                        "there is no kind \(text); write \(ModelKind.allCases.map(\.rawValue).joined(separator: " or "))."
                    )
                }
                return kind
            })
        var kind: ModelKind

        @Option(help: "What to call it. Default: the file's name without .onnx.")
        var name: String?

        @OptionGroup var root: RootOptions

        func run() async throws {
            try await reportingErrors {
                let paths = try root.folders.paths(root: root.root)
                let (model, report) = try ModelAdding(paths.models, paths.configuration).add(
                    file, kind: kind, name: name)
                print("\(model.name) is installed. \(report.sentence)")
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remove a model.")

        @Argument(help: "What it is called.")
        var name: String

        @OptionGroup var root: RootOptions

        func run() async throws {
            try await reportingErrors {
                try root.folders.paths(root: root.root).models.shelf.remove(name)
                print("\(name) is removed.")
            }
        }
    }
}
