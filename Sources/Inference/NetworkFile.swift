import COpenVINO
package import Model

/// A network as its file describes it, not ready to run yet.
@safe
package struct NetworkFile: ~Copyable {
    let openVINO: OpenVINO
    let pointer: OpaquePointer
    package let kind: ModelKind
    /// The pixels that it takes, where it takes but one width or height.
    package let fixedWidth: Int?
    package let fixedHeight: Int?

    /// Reads an ONNX file.
    ///
    /// - Throws: `InferenceError.step` when OpenVINO cannot read it, `unfit` when it is not of that family.
    package init(_ bytes: [UInt8], _ kind: ModelKind, with openVINO: OpenVINO) throws(InferenceError) {
        let pointer = try unsafe openVINO.model(bytes)
        do throws(InferenceError) {
            let sides = try unsafe Self.inputSides(of: pointer, kind, openVINO.functions)
            (fixedHeight, fixedWidth) = (sides[2], sides[3])
        } catch {
            unsafe openVINO.functions.table.ov_model_free(pointer)
            throw error
        }
        self.openVINO = openVINO
        unsafe self.pointer = pointer
        self.kind = kind
    }

    deinit { unsafe openVINO.functions.table.ov_model_free(pointer) }

    /// What it takes: one picture, planes of red, green and blue. Nil for a side that may be any.
    private static func inputSides(
        of model: OpaquePointer, _ kind: ModelKind, _ functions: Functions
    ) throws(InferenceError) -> [Int?] {
        var (inputs, outputs) = (0, 0)
        try functions.check(unsafe functions.table.ov_model_inputs_size(model, &inputs), "counting inputs")
        try functions.check(unsafe functions.table.ov_model_outputs_size(model, &outputs), "counting outputs")
        guard inputs == 1, outputs == 1 else {
            throw .unfit(
                "The model has \(inputs) inputs and \(outputs) outputs; one of \(kind.rawValue) has one of each.")
        }
        let port = try unsafe functions.made("looking at the input") {
            unsafe functions.table.ov_model_const_input(model, &$0)
        }
        defer { unsafe functions.table.ov_output_const_port_free(port) }
        var shape = unsafe ov_partial_shape_t()
        try functions.check(unsafe functions.table.ov_port_get_partial_shape(port, &shape), "looking at the input")
        defer { unsafe functions.table.ov_partial_shape_free(&shape) }
        let sides = unsafe Self.sides(shape)
        guard sides.count == 4, sides[0] ?? 1 == 1, sides[1] ?? 3 == 3,
            kind.takes(height: sides[2]), kind.takes(width: sides[3])
        else {
            let text = sides.map { $0.map(String.init) ?? "any" }.joined(separator: " × ")
            throw .unfit(
                "The model takes \(text.isEmpty ? "an input of any shape" : text); one of \(kind.rawValue) takes "
                    + "1 × 3 × height × width, in multiples of \(kind.multiple).")
        }
        return sides
    }

    private static func sides(_ shape: ov_partial_shape_t) -> [Int?] {
        guard let dimensions = unsafe shape.dims, unsafe (0...8).contains(shape.rank.max) else { return [] }
        return unsafe (0..<Int(shape.rank.max)).map { place in
            let dimension = unsafe dimensions[place]
            return dimension.min == dimension.max ? Int(dimension.min) : nil
        }
    }

    /// The pixels to give it for a picture of that shape: as its family's authors do, or what it takes alone.
    package func inputSize(width: Int, height: Int) -> (width: Int, height: Int) {
        let wanted = kind.inputSize(width: width, height: height)
        return (fixedWidth ?? wanted.width, fixedHeight ?? wanted.height)
    }
}
