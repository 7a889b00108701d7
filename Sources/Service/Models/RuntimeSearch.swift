import Foundation
import Model

/// Where OpenVINO is: its C library, beside which it finds its other parts.
package struct RuntimeSearch: Sendable {
    /// As configured; nil to look in the usual places.
    let given: String?
    let environment: [String: String]

    package init(given: String?, environment: [String: String]) {
        self.given = given
        self.environment = environment
    }

    private static let name = "libopenvino_c.so"
    /// Where a wheel has it.
    private static let inPackage = "openvino/libs"

    /// The library's path, without symbolic links.
    ///
    /// - Throws: a whole sentence with the remedy, when there is none that may be loaded.
    package func find() throws(UserError) -> String {
        if let given {
            guard let library = Self.libraries(at: given).first else {
                throw UserError(
                    "There is no \(Self.name) at \(DisplayText.escaped(given.utf8)), which models.runtime names. Correct it, or "
                        + "install OpenVINO there with \(RuntimeInstaller.command).")
            }
            return try Self.checked(library)
        }
        var refusal: UserError?
        for library in places.flatMap(Self.libraries) {
            do throws(UserError) {
                return try Self.checked(library)
            } catch {
                refusal = refusal ?? error
            }
        }
        throw refusal
            ?? UserError(
                "OpenVINO, which runs models, was not found. Install it with \(RuntimeInstaller.command), or name its folder in "
                    + "models.runtime (SOFRAME_MODELS_RUNTIME).")
    }

    /// The user's own first, then the machine's; of both, what Scripts/install-openvino made.
    private var places: [String] {
        let home = environment["HOME"].map { ["\($0)/.local/share/soframe/openvino"] } ?? []
        let packages =
            (environment["VIRTUAL_ENV"].map { ["\($0)/lib/python3*/site-packages"] } ?? [])
            + (environment["HOME"].map { ["\($0)/.local/lib/python3*/site-packages"] } ?? [])
        return home + packages
            + [
                "/usr/local/lib/soframe/openvino", "/usr/local/lib/python3*/dist-packages",
                "/usr/lib/python3/dist-packages",
                "/usr/lib/python3*/site-packages", "/usr/local/lib", "/usr/lib/*-linux-gnu", "/usr/lib",
            ]
    }

    /// Libraries that a path stands for: itself, or those of a folder, a wheel unpacked there, or a virtual environment.
    private static func libraries(at path: String) -> [String] {
        let file = (path as NSString).lastPathComponent
        if file.hasPrefix(name), !isFolder(path) { return FileManager.default.fileExists(atPath: path) ? [path] : [] }
        return ["", "/\(inPackage)", "/lib/python3*/site-packages/\(inPackage)"].flatMap { inner in
            Array(matches("\(path)\(inner)/\(name)*").prefix(1))
        }
    }

    /// Paths of a pattern of glob(7), in order, the shortest of a name first.
    private static func matches(_ pattern: String) -> [String] {
        var found = unsafe glob_t()
        defer { unsafe globfree(&found) }
        guard unsafe glob(pattern, 0, nil, &found) == 0 else { return [] }
        return unsafe (0..<Int(found.gl_pathc)).compactMap { index in
            unsafe found.gl_pathv[index].map { unsafe String(cString: $0) }
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private static func checked(_ library: String) throws(UserError) -> String {
        let real = URL(fileURLWithPath: library).resolvingSymlinksInPath().path
        try RuntimeTrust.check(folder: (real as NSString).deletingLastPathComponent, user: geteuid())
        return real
    }
}
