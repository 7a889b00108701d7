import Model
package import Working

/// What runs networks here, and which there are, for people.
package struct ModelListing: Sendable {
    private let paths: InstallationPaths
    private let executable: String

    /// - Parameter executable: The program that tries OpenVINO; this one by default.
    package init(_ paths: InstallationPaths, executable: String = "/proc/self/exe") {
        self.paths = paths
        self.executable = executable
    }

    /// A line for OpenVINO and one for each network: name, kind, bytes, SHA-256, file. Blocks the thread for a second.
    package func lines() throws -> [String] {
        let shelf = try paths.models.shelf
        let models = try shelf.models()
        return [runtime]
            + (models.isEmpty
                ? ["No model is installed in \(shelf.path). Install one with soframe models add."]
                : try models.map { model in
                    "\(model.name)  \(model.kind.rawValue)  \(model.size) bytes  sha256:\(try shelf.hash(of: model))  "
                        + "\(shelf.path)/\(model.place.map(\.description) ?? "")"
                })
    }

    private var runtime: String {
        do {
            let library = try paths.models.search.find()
            let report = try ModelTrial(library: library, kind: nil, paths.configuration, executable: executable).run()
            return "OpenVINO \(report.version) (\(library)) runs models."
        } catch let failure as JobFailure {
            return "\(failure.sentence) \(failure.advice)"
        } catch {
            return "\(error)"
        }
    }
}

extension ModelTrial.Report {
    /// How long it takes here.
    package var sentence: String {
        "It took \(seconds(preparing)) s to prepare, and tells the depth of \(width) × \(height) pixels"
            + (takesAnyShape ? ", or another shape," : "") + " in \(seconds(running)) s."
    }

    private func seconds(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
