import COpenVINO
import Model

/// OpenVINO, loaded from a library that the user installed, with everything loaded that it will ever open.
///
/// One thread uses it at a time. What it runs on is this machine's processor alone.
@safe
package final class OpenVINO {
    let functions: Functions
    let core: OpaquePointer
    /// As the library states it, such as “2026.4.1-…”.
    package let version: String

    /// Loads the library and, in turn, the parts of it that read ONNX and that compute, neither of which starts a thread.
    ///
    /// - Parameter library: The path of `libopenvino_c.so`.
    /// - Throws: `InferenceError.runtime`.
    package init(library: String) throws(InferenceError) {
        do throws(InferenceError) {
            let functions = try Functions(library: library)
            version = try functions.version()
            unsafe core = try functions.made("starting") { unsafe functions.table.ov_core_create(&$0) }
            self.functions = functions
        } catch {
            throw error.ofRuntime(library)
        }
        do throws(InferenceError) {
            try loadParts()
        } catch {
            throw error.ofRuntime(library)
        }
    }

    deinit { unsafe functions.table.ov_core_free(core) }

    private func loadParts() throws(InferenceError) {
        var name: UnsafeMutablePointer<CChar>?
        try functions.check(
            unsafe functions.table.ov_core_get_property(core, "CPU", "FULL_DEVICE_NAME", &name),
            "looking at the processor")
        unsafe functions.table.ov_free(name)
        let nothing = try unsafe model(Self.identity)
        unsafe functions.table.ov_model_free(nothing)
    }

    /// An ONNX file of opset 13 whose output is its input, one number.
    private static let identity: [UInt8] =
        [8, 8, 0x3A, 55, 10, 16, 10, 1, 0x78, 18, 1, 0x79, 34, 8] + Array("Identity".utf8)
        + [18, 1, 0x67, 90, 15, 10, 1, 0x78, 18, 10, 10, 8, 8, 1, 18, 4, 10, 2, 8, 1]
        + [98, 15, 10, 1, 0x79, 18, 10, 10, 8, 8, 1, 18, 4, 10, 2, 8, 1, 66, 4, 10, 0, 16, 13]

    /// Reads an ONNX file; the caller frees it.
    func model(_ bytes: [UInt8]) throws(InferenceError) -> OpaquePointer {
        try unsafe functions.made("reading the model") { model in
            unsafe bytes.withUnsafeBytes { bytes in
                unsafe functions.table.ov_core_read_model_from_memory_buffer(
                    core, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, nil, &model)
            }
        }
    }
}

extension InferenceError {
    fileprivate func ofRuntime(_ library: String) -> InferenceError {
        switch self {
        case .runtime: self
        case .step(let step, let reason): .runtime(library: library, reason: "\(step) failed: \(reason)")
        case .unfit(let sentence): .runtime(library: library, reason: sentence)
        }
    }
}
