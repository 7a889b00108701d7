/// A network could not be used.
package enum InferenceError: Error, Equatable, Sendable, CustomStringConvertible {
    /// OpenVINO itself cannot be used.
    case runtime(library: String, reason: String)
    /// OpenVINO failed at something: a phrase such as “reading the model”.
    case step(String, reason: String)
    /// The model is none of its family: a whole sentence.
    case unfit(String)

    /// A whole sentence.
    package var description: String {
        switch self {
        case .runtime(let library, let reason): "OpenVINO (\(library)) cannot be used: \(reason)."
        case .step(let step, let reason): "OpenVINO failed at \(step): \(reason)."
        case .unfit(let sentence): sentence
        }
    }
}
