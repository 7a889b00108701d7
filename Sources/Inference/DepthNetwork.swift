import COpenVINO
package import Depth
import Model

/// A network that is ready to tell depth from pictures of one size. Same picture, same numbers, on however many threads.
@safe
package struct DepthNetwork: ~Copyable {
    private let openVINO: OpenVINO
    private let compiled: OpaquePointer
    private let request: OpaquePointer
    /// Pixels of the pictures that it takes.
    package let width: Int
    package let height: Int

    private var functions: Functions { openVINO.functions }

    /// Prepares a network for this processor: code for it is made now, and none later.
    ///
    /// - Parameter size: As the file's `inputSize` says.
    package init(
        _ file: borrowing NetworkFile, size: (width: Int, height: Int), threads: Int
    ) throws(InferenceError) {
        let functions = file.openVINO.functions
        let model = unsafe file.pointer
        if file.fixedWidth == nil || file.fixedHeight == nil { try unsafe Self.reshape(model, size, functions) }
        let core = unsafe file.openVINO.core
        let compiled = try unsafe functions.made("preparing the model") { compiled in
            var table = functions.table
            return unsafe openvino_compile(&table, core, model, String(threads), &compiled)
        }
        do throws(InferenceError) {
            unsafe request = try functions.made("preparing the model") {
                unsafe functions.table.ov_compiled_model_create_infer_request(compiled, &$0)
            }
        } catch {
            unsafe functions.table.ov_compiled_model_free(compiled)
            throw error
        }
        unsafe self.compiled = compiled
        openVINO = file.openVINO
        (width, height) = size
    }

    deinit {
        unsafe openVINO.functions.table.ov_infer_request_free(request)
        unsafe openVINO.functions.table.ov_compiled_model_free(compiled)
    }

    private static func reshape(
        _ model: OpaquePointer, _ size: (width: Int, height: Int), _ functions: Functions
    ) throws(InferenceError) {
        var sides = [1, 3, Int64(size.height), Int64(size.width)].map { ov_dimension_t(min: $0, max: $0) }
        let code = unsafe sides.withUnsafeMutableBufferPointer { sides in
            unsafe functions.table.ov_model_reshape_single_input(
                model, ov_partial_shape_t(rank: ov_dimension_t(min: 4, max: 4), dims: sides.baseAddress))
        }
        try functions.check(code, "giving the model \(size.width) × \(size.height) pixels")
    }

    /// What the network says of a picture: larger is nearer, on a scale of its own.
    ///
    /// - Parameter colors: Red, green and blue, sRGB, 0…1, of the network's width and height.
    /// - Throws: `InferenceError.unfit` when what comes out is no plane of that size, or no numbers.
    package borrowing func nearness(_ colors: [Field]) throws(InferenceError) -> Field {
        try fill(colors)
        try functions.check(unsafe functions.table.ov_infer_request_infer(request), "running the model")
        let tensor = try unsafe functions.made("looking at the model's answer") {
            unsafe functions.table.ov_infer_request_get_output_tensor(request, &$0)
        }
        defer { unsafe functions.table.ov_tensor_free(tensor) }
        try unsafe checkPlane(tensor)
        var field = Field(width: width, height: height)
        let samples = try unsafe samples(of: tensor, count: width * height, "gives")
        for place in field.values.indices { unsafe field.values[place] = samples[place] }
        guard field.values.allSatisfy(\.isFinite) else {
            throw .unfit("The model gives values that are no numbers (NaN or infinite).")
        }
        return field
    }

    private borrowing func fill(_ colors: [Field]) throws(InferenceError) {
        let tensor = try unsafe functions.made("giving the model a picture") {
            unsafe functions.table.ov_infer_request_get_input_tensor(request, &$0)
        }
        defer { unsafe functions.table.ov_tensor_free(tensor) }
        let count = width * height
        let samples = try unsafe samples(of: tensor, count: 3 * count, "takes")
        for (plane, color) in colors.enumerated() {
            let (mean, deviation) = (ModelKind.means[plane], ModelKind.deviations[plane])
            for place in 0..<count {
                unsafe samples[plane * count + place] = (color.values[place] - mean) / deviation
            }
        }
    }

    /// The numbers of a tensor, which are its own and valid as long as it is.
    private borrowing func samples(
        of tensor: OpaquePointer, count: Int, _ verb: String
    ) throws(InferenceError) -> UnsafeMutableBufferPointer<Float> {
        var bytes = 0
        try functions.check(unsafe functions.table.ov_tensor_get_byte_size(tensor, &bytes), "counting numbers")
        guard bytes == count * MemoryLayout<Float>.size else {
            throw .unfit("The model \(verb) \(bytes) bytes instead of \(count) numbers of 32 bits.")
        }
        var data: UnsafeMutableRawPointer?
        try functions.check(unsafe functions.table.ov_tensor_data(tensor, &data), "finding numbers")
        guard let data = unsafe data else { throw .step("finding numbers", reason: "there are none") }
        return unsafe UnsafeMutableBufferPointer(
            start: data.bindMemory(to: Float.self, capacity: count), count: count)
    }

    private borrowing func checkPlane(_ tensor: OpaquePointer) throws(InferenceError) {
        var shape = unsafe ov_shape_t()
        try functions.check(unsafe functions.table.ov_tensor_get_shape(tensor, &shape), "looking at the model's answer")
        defer { _ = unsafe functions.table.ov_shape_free(&shape) }
        let sides = unsafe (0..<Int(shape.rank)).map { unsafe Int(shape.dims[$0]) }
        guard sides.suffix(2) == [height, width], sides.dropLast(2).allSatisfy({ $0 == 1 }) else {
            throw .unfit(
                "The model answers a picture of \(width) × \(height) pixels with "
                    + "\(sides.map(String.init).joined(separator: " × ")) numbers instead of one a pixel.")
        }
    }
}
