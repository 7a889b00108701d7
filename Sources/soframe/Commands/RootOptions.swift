import ArgumentParser
import Foundation
import Service

/// Where an installation is: the folder that every command but `render` and `check` works on.
struct RootOptions: ParsableArguments {
    @Argument(help: "The folder that holds inbox, outbox, state and soframe.json.", completion: .directory)
    var root = "."

    @OptionGroup var folders: FolderOptions

    func open() throws -> Installation { try Installation(try folders.paths(root: root)) }

    /// Opens it to look only.
    func look() throws -> Installation { try Installation(lookingAt: try folders.paths(root: root)) }
}

/// The same with the root as an option, for commands whose arguments are files.
struct RootOption: ParsableArguments {
    @Option(help: "The folder that holds inbox, outbox, state and soframe.json.", completion: .directory)
    var root = "."

    @OptionGroup var folders: FolderOptions

    func open() throws -> Installation { try Installation(try folders.paths(root: root)) }

    /// Opens it to look only.
    func look() throws -> Installation { try Installation(lookingAt: try folders.paths(root: root)) }
}

struct FolderOptions: ParsableArguments {
    @Option(help: "Where pictures arrive. Default: ROOT/inbox.", completion: .directory)
    var inbox: String?

    @Option(help: "Where videos go. Default: ROOT/outbox.", completion: .directory)
    var outbox: String?

    @Option(help: "Private: journal, lock, progress. Default: ROOT/state.", completion: .directory)
    var state: String?

    func paths(root: String) throws -> InstallationPaths {
        try InstallationPaths(
            root: root, inbox: inbox, outbox: outbox, state: state,
            environment: ProcessInfo.processInfo.environment)
    }
}
