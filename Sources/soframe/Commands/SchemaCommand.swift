import ArgumentParser
import Model

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema (2020-12) of the sidecar.")

    func run() { print(SidecarKeys.schemaText, terminator: "") }
}
