import Foundation

/// OpenVINO as Scripts/test installs it for the tests.
package enum OpenVINORuntime {
    package static let folder =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path + "/.build/openvino"

    /// The path of its C library.
    ///
    /// - Throws: when it is not there, which is no reason to leave tests out.
    package static var library: String {
        get throws {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            guard let name = names.first(where: { $0.hasPrefix("libopenvino_c.so") }) else {
                throw Unmet("\(folder) holds no OpenVINO. Run Scripts/install-openvino .build/openvino.")
            }
            return "\(folder)/\(name)"
        }
    }
}
