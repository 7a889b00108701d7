import Files
package import Model
import Working

/// Where networks are, and what runs them, for one installation or one render by hand.
package struct ModelRoom: Sendable {
    /// Nil when none is named.
    private let folder: String?
    package let search: RuntimeSearch

    /// - Parameters:
    ///   - folder: Where networks are unless the options say so.
    ///   - environment: In which OpenVINO is looked for.
    package init(folder: String?, _ options: ModelOptions, environment: [String: String]) {
        self.folder = options.folder ?? folder
        search = RuntimeSearch(given: options.runtime, environment: environment)
    }

    package var shelf: ModelShelf {
        get throws(UserError) {
            guard let folder else {
                throw UserError("No folder of models is named. Name it with --models or SOFRAME_MODELS_FOLDER.")
            }
            return ModelShelf(path: folder)
        }
    }

    /// What tells a job's depth where no map does.
    enum Supply: ~Copyable {
        case none
        /// One is installed but cannot be used: why not, a whole sentence.
        case unavailable(String)
        case model(Descriptor, ModelUse)
    }

    /// - Parameter isAskedFor: Whether there is no other way.
    /// - Throws: `model-unavailable` when it is asked for and cannot be had; `FileError`.
    func supply(isAskedFor: Bool) throws -> Supply {
        guard let folder, let model = try ModelShelf(path: folder).models().first else {
            if isAskedFor { throw JobFailure.noModel }
            return .none
        }
        let library: String
        do throws(UserError) {
            library = try search.find()
        } catch {
            let sentence = "The model \(model.name) cannot be used: \(error.description)"
            guard !isAskedFor else {
                throw JobFailure(
                    .modelUnavailable, sentence, advice: "Or set depth.source to auto; then render the picture again.")
            }
            return .unavailable(sentence)
        }
        return .model(
            try ModelShelf(path: folder).open(model).duplicateDescriptor(),
            ModelUse(name: model.name, kind: model.kind, library: library))
    }
}
