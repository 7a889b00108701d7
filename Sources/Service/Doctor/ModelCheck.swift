import Files
import Foundation
import Model

/// Whether the networks that are installed can be run. Where none is, nothing is missing.
enum ModelCheck {
    static func examine(_ paths: InstallationPaths, _ executable: String) -> [Finding] {
        do {
            let models = paths.models
            guard let first = try models.shelf.models().first else { return [] }
            let library: String
            do throws(UserError) {
                library = try models.search.find()
            } catch {
                return [
                    .warning(
                        "The model \(first.name) is installed, but what runs it is not: \(error.description)",
                        remedy:
                            "Until then depth.source auto takes the relief instead, and pictures that ask for the model fail."
                    )
                ]
            }
            let folder = (library as NSString).deletingLastPathComponent
            if let trouble = SandboxCheck.trouble(paths.configuration.sandbox, preparingWith: folder, executable) {
                return [trouble]
            }
            return [.good("The model \(first.name) tells depth; OpenVINO (\(library)) runs it.")]
        } catch {
            return [.bad("\(error)", remedy: "Let the user that runs soframe read the folder of models.")]
        }
    }
}
