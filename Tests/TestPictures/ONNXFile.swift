/// An ONNX file of a network so small that its answer is known: written here, so that none is kept beside the tests
/// (onnx.proto: the numbers are those of its fields).
package struct ONNXFile: Sendable {
    package enum Side: Sendable {
        case fixed(Int)
        case any(String)
    }

    /// One step of the network, from values to values of those names.
    package struct Step: Sendable {
        let operation: String
        let inputs: [String]
        let output: String
        let attributes: [(name: String, numbers: [Int])]

        package init(_ operation: String, _ inputs: [String], _ output: String, _ attributes: [(String, [Int])] = []) {
            self.operation = operation
            self.inputs = inputs
            self.output = output
            self.attributes = attributes.map { ($0.0, $0.1) }
        }
    }

    package var input: [Side]
    /// What the input's numbers are: 1 is 32 bits, 10 is 16 bits.
    package var inputType = 1
    package var steps: [Step]
    package var numbers: [(name: String, sides: [Int], values: [Float])] = []
    package var integers: [(name: String, values: [Int])] = []
    package var outputs: [String]

    package init(input: [Side], _ steps: [Step], outputs: [String]) {
        self.input = input
        self.steps = steps
        self.outputs = outputs
    }

    /// Answers each pixel with a weighted sum of its red, green and blue, 0…1, as 1 × height × width numbers: it takes back
    /// what the families take from colours beforehand.
    ///
    /// - Parameters:
    ///   - width: Nil for any.
    ///   - then: Steps from `sum`, 1 × height × width, to `answer`.
    package init(
        weights: [Float], width: Int? = nil, height: Int? = nil, then: [Step] = [Step("Identity", ["sum"], "answer")]
    ) {
        let (means, deviations): ([Float], [Float]) = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
        self.init(
            input: [
                .fixed(1), .fixed(3), height.map { .fixed($0) } ?? .any("height"),
                width.map { .fixed($0) } ?? .any("width"),
            ],
            [Step("Conv", ["picture", "weights", "bias"], "plane"), Step("Squeeze", ["plane", "second"], "sum")] + then,
            outputs: ["answer"])
        numbers = [
            ("weights", [1, 3, 1, 1], zip(weights, deviations).map(*)),
            ("bias", [1], [zip(weights, means).map(*).reduce(0, +)]),
        ]
        integers = [("second", [1])]
    }

    package var bytes: [UInt8] {
        var graph: [UInt8] = []
        for step in steps {
            var node: [UInt8] = []
            for input in step.inputs { node += Self.field(1, Array(input.utf8)) }
            node += Self.field(2, Array(step.output.utf8)) + Self.field(4, Array(step.operation.utf8))
            for attribute in step.attributes {
                let numbers = attribute.numbers.reduce(into: [UInt8]()) { $0 += Self.field(8, $1) }
                node += Self.field(5, Self.field(1, Array(attribute.name.utf8)) + numbers + Self.field(20, 7))
            }
            graph += Self.field(1, node)
        }
        graph += Self.field(2, Array("drawn".utf8))
        for tensor in numbers {
            let values = tensor.values.flatMap { value in (0..<4).map { UInt8(value.bitPattern >> (8 * $0) & 255) } }
            graph += Self.field(5, Self.tensor(tensor.name, tensor.sides, type: 1, values))
        }
        for tensor in integers {
            let values = tensor.values.flatMap { value in (0..<8).map { UInt8(value >> (8 * $0) & 255) } }
            graph += Self.field(5, Self.tensor(tensor.name, [tensor.values.count], type: 7, values))
        }
        graph += Self.field(11, Self.value("picture", type: inputType, input))
        for output in outputs { graph += Self.field(12, Self.value(output, type: 1, nil)) }
        // Version 8 of the format, 13 of the operations.
        return Self.field(1, 8) + Self.field(7, graph) + Self.field(8, Self.field(1, [UInt8]()) + Self.field(2, 13))
    }

    private static func tensor(_ name: String, _ sides: [Int], type: Int, _ values: [UInt8]) -> [UInt8] {
        sides.reduce(into: [UInt8]()) { $0 += field(1, $1) } + field(2, type) + field(8, Array(name.utf8))
            + field(9, values)
    }

    private static func value(_ name: String, type: Int, _ sides: [Side]?) -> [UInt8] {
        var shape: [UInt8] = []
        for side in sides ?? [] {
            switch side {
            case .fixed(let length): shape += field(1, field(1, length))
            case .any(let name): shape += field(1, field(2, Array(name.utf8)))
            }
        }
        let tensor = field(1, type) + (sides == nil ? [] : field(2, shape))
        return field(1, Array(name.utf8)) + field(2, field(1, tensor))
    }

    // MARK: Protocol buffers

    private static func field(_ number: Int, _ value: Int) -> [UInt8] { varint(number << 3) + varint(value) }

    private static func field(_ number: Int, _ bytes: [UInt8]) -> [UInt8] {
        varint(number << 3 | 2) + varint(bytes.count) + bytes
    }

    private static func varint(_ value: Int) -> [UInt8] {
        var (rest, bytes) = (UInt(bitPattern: value), [UInt8]())
        while rest > 127 {
            bytes.append(UInt8(rest & 127 | 128))
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
