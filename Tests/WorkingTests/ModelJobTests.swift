import Containing
import Files
import Fixtures
import Foundation
import Model
import TestPictures
import Testing

@testable import Working

/// Moves through depth that a network tells, in true child processes.
@Suite(.serialized) struct ModelJobTests {
    /// Red grows to the right from 40 to 199; green and blue say nothing.
    private static let drawing = Drawing(width: 320, height: 200) { x, y in
        .init(UInt8(40 + x / 2), UInt8(y), UInt8((x * 7 + y * 3) % 256))
    }
    private static let picture = PNGFile.bytes(drawing, .rgb)
    private static let red = ONNXFile(weights: [1, 0, 0])

    private static func order(
        _ source: DepthChoice = .auto, _ model: ModelOrder? = nil, kind: ModelKind = .midasSmall
    ) throws -> WorkOrder {
        var order = JobFolder.order { settings in
            settings.motion = .orbit
            settings.depth.source = source
        }
        order.model = try model ?? .use(ModelUse(name: "red", kind: kind, library: OpenVINORuntime.library))
        return order
    }

    /// Renders in a child with a network instead of a depth file.
    private static func render(
        _ order: WorkOrder, model: [UInt8], picture: [UInt8] = picture, executable: String = JobFolder.program
    ) async throws -> (report: WorkReport, folder: JobFolder) {
        let folder = try JobFolder(picture: picture, depth: model)
        return (try await folder.render(order, executable: executable, withModel: true), folder)
    }

    private static func failure(_ order: WorkOrder, model: [UInt8]) async -> JobFailure? {
        do {
            _ = try await render(order, model: model)
            return nil
        } catch { return error as? JobFailure }
    }

    @Test(
        "The depth is what the network tells of the picture's colours, in the sandbox",
        arguments: ModelKind.allCases, [SandboxMode.required, .seccompOnly])
    func told(kind: ModelKind, sandbox: SandboxMode) async throws {
        var order = try Self.order(.model, kind: kind)
        order.sandbox = sandbox
        let report = try await Self.render(order, model: Self.red.bytes).report
        let finding = try #require(report.choices.depth)
        #expect(finding.source == .model)
        #expect(abs(finding.minimum - 40.0 / 255) < 0.01 && abs(finding.maximum - 199.0 / 255) < 0.01)
        #expect(abs(finding.low - 41.6 / 255) < 0.01 && abs(finding.high - 197.4 / 255) < 0.01)
        #expect(report.choices.reasons.contains("The model red told the depth."))
        #expect(report.remarks == [])
        #expect(report.containment == (sandbox == .required ? .landlockAndSeccomp : .seccompOnly))
        #expect(report.digitalSource == "compositeWithTrainedAlgorithmicMedia")
    }

    @Test("A picture that lies on its side is shown to the network upright")
    func turned() async throws {
        let turned = Drawing(width: 200, height: 320) { x, y in Self.drawing.pixels[(199 - x) * 320 + y] }
        let upright = try await Self.render(try Self.order(), model: Self.red.bytes)
        let sideways = try await Self.render(
            try Self.order(), model: Self.red.bytes,
            picture: PNGFile.bytes(turned, .rgb, chunks: [PNGFile.chunk("eXIf", Metadata.exif(orientation: 8))]))
        #expect(sideways.report.choices.depth?.source == .model)
        // Turned pixels are rounded otherwise when they are made smaller; depth that lay on its side would differ by 3.
        let frames = (try upright.folder.frames()[5].samples, try sideways.folder.frames()[5].samples)
        let difference = zip(frames.0, frames.1).map { abs(Double($0) - Double($1)) }.reduce(0, +)
        #expect(difference / Double(frames.0.count) < 1.5)
    }

    @Test("The same order gives the same bytes, again and on a single core")
    func reproducible() async throws {
        let folder = try JobFolder(picture: Self.picture, depth: Self.red.bytes)
        let pinned = try folder.scratch.writeProgram("exec taskset -c 0 '\(JobFolder.program)' \"$@\"", "pinned")
        let order = try Self.order(kind: .depthAnythingV2)
        try await folder.render(order, withModel: true, to: "one.mp4")
        try await folder.render(order, executable: pinned, withModel: true, to: "pinned.mp4")
        #expect(try folder.scratch.read("pinned.mp4") == folder.scratch.read("one.mp4"))
    }

    @Test("A network that cannot be used leaves the relief where the source is auto, and the report says why")
    func fallback() async throws {
        let library = try OpenVINORuntime.library
        let cases: [(ModelOrder?, [UInt8], String)] = [
            (.unavailable("OpenVINO has gone."), [8], "OpenVINO has gone."),
            (
                .use(ModelUse(name: "red", kind: .midasSmall, library: library + ".none")), [8],
                "The model red cannot be used: OpenVINO (\(library).none) cannot be used: \(library).none: cannot open "
            ),
            (
                nil, Array(Self.red.bytes.dropLast(20)),
                "The model red cannot be used: OpenVINO failed at reading the model: "
            ),
            (
                nil,
                ONNXFile(
                    weights: [1, 0, 0],
                    then: [
                        .init("Log", ["bias"], "no"), .init("Mul", ["sum", "no"], "nan"),
                        .init("Sqrt", ["nan"], "answer"),
                    ]
                ).bytes,
                "The model red cannot be used: The model gives values that are no numbers (NaN or infinite)."
            ),
        ]
        for (model, bytes, remark) in cases {
            let report = try await Self.render(try Self.order(.auto, model), model: bytes).report
            #expect(report.choices.depth?.source == .relief)
            #expect(report.remarks.count == 1 && report.remarks[0].hasPrefix(remark), "\(report.remarks)")
            #expect(report.digitalSource == "composite")
        }
    }

    @Test("Where the model is asked for, what is wrong with it fails the job in a sentence")
    func insisted() async throws {
        let damaged = await Self.failure(try Self.order(.model), model: Array(Self.red.bytes.dropLast(20)))
        #expect(damaged?.code == .modelUnavailable)
        #expect(
            damaged?.sentence.hasPrefix("The model red cannot be used: OpenVINO failed at reading the model: ") == true)
        #expect(
            damaged?.advice == "See soframe models, or set depth.source to auto; then render the picture again.")
        var order = try Self.order(.model)
        order.model = nil
        let folder = try JobFolder(picture: Self.picture)
        await #expect(throws: JobFailure.noModel) { try await folder.render(order) }
    }

    @Test("A network that needs more memory than a job may have is not read, and the setting is named")
    func memory() async throws {
        var order = try Self.order(.model, kind: .depthAnythingV2)
        order.memoryLimit = 150 << 20
        let refused = await Self.failure(order, model: Self.red.bytes)
        #expect(refused?.code == .outOfMemory)
        #expect(refused?.sentence.contains("limits.memory allows 150 MB.") == true)
        order.settings.depth.source = .auto
        let report = try await Self.render(order, model: Self.red.bytes).report
        #expect(report.choices.depth?.source == .relief)
        #expect(report.remarks.first?.contains("limits.memory allows 150 MB.") == true)
        #expect(NetworkNeed(fileBytes: 100 << 20, pixels: 1000).bytes == Double(500 << 20))
    }

    @Test("A depth map in the picture is enough: the network is not asked")
    func embedded() async throws {
        var file = HEIFFile([.init(try CodedPicture(.slopes("yuv420p", width: 320, height: 200), .hevc))])
        let map = RawPlanes("gray", width: 160, height: 100) { _, _, y in 20 + y }
        file.add(.init(try CodedPicture(map, .hevc), [.hevcPurpose(2)]), as: "auxl")
        let report = try await Self.render(try Self.order(), model: Self.red.bytes, picture: file.bytes).report
        #expect(report.choices.depth?.source == .embedded && report.remarks == [])
    }

    @Test(
        "Nothing gets out of a sandbox while a network is prepared, and no more than ever afterwards",
        arguments: [(SandboxMode.required, 23), (.seccompOnly, 21)])
    func sandbox(mode: SandboxMode, count: Int) throws {
        guard
            case .tried(let attempts) = try SandboxTrial.run(
                mode, preparingWith: OpenVINORuntime.folder, executable: JobFolder.program)
        else {
            Issue.record("the sandbox is unavailable")
            return
        }
        #expect(attempts.count == count)
        for attempt in attempts { #expect(attempt.isRefused, "\(attempt.deed): \(attempt.errno)") }
        #expect(attempts.contains { $0.deed == "make memory a program" })
        #expect(!attempts.contains { $0.deed == "make memory a program while preparing" })
    }
}
