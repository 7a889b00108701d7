import COpenVINO
import Model

/// OpenVINO's functions, and what their answers mean. Where the library is loaded it stays.
@safe
struct Functions {
    let table: openvino_functions

    init(library: String) throws(InferenceError) {
        var table = openvino_functions()
        if let reason = unsafe openvino_load(library, &table) {
            throw .runtime(library: library, reason: Self.line(unsafe String(cString: reason)))
        }
        self.table = table
    }

    func version() throws(InferenceError) -> String {
        var version = unsafe ov_version_t()
        try check(unsafe table.ov_get_openvino_version(&version), "telling its version")
        defer { unsafe table.ov_version_free(&version) }
        return unsafe version.buildNumber.map { unsafe DisplayText.escaped(String(cString: $0).utf8) } ?? "unknown"
    }

    /// Turns a code into an error.
    ///
    /// - Parameter step: What was done: a phrase such as “reading the model”.
    func check(_ code: Int32, _ step: String) throws(InferenceError) {
        guard code != 0 else { return }
        let reason = unsafe table.ov_get_last_err_msg().map { unsafe String(cString: $0) } ?? ""
        throw .step(step, reason: reason.isEmpty ? "it gave the code \(code)" : Self.line(reason))
    }

    /// What a function made, which the caller frees.
    func made(
        _ step: String, _ make: (inout OpaquePointer?) -> Int32
    ) throws(InferenceError) -> OpaquePointer {
        var pointer: OpaquePointer?
        try check(unsafe make(&pointer), step)
        guard let pointer = unsafe pointer else { throw .step(step, reason: "it gave nothing") }
        return unsafe pointer
    }

    /// The last line of a message, which says what the lines before it led to.
    private static func line(_ message: String) -> String {
        let lines = message.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }
        let last = lines.last { !$0.isEmpty } ?? ""
        let trimmed = last.prefix(300).reversed().drop { $0 == "." || $0 == " " }.reversed()
        return DisplayText.escaped(String(trimmed).utf8)
    }
}
