import Foundation
import Model

/// The script that installs OpenVINO, as whoever runs this program calls it.
enum RuntimeInstaller {
    /// Where Scripts/install put it beside an installed program; else its place among the sources.
    static let command: String = {
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let prefix = URL(fileURLWithPath: program).deletingLastPathComponent().deletingLastPathComponent().path
        let installed = "\(prefix)/share/soframe/install-openvino"
        guard FileManager.default.isExecutableFile(atPath: installed) else { return "Scripts/install-openvino" }
        return DisplayText.escaped(installed.utf8)
    }()
}
