import Model
import Testing

@testable import Working

@Suite struct WorkEventTests {
    private static let report = WorkReport(
        pictureWidth: 4000, pictureHeight: 3000, width: 1920, height: 1080, frames: 2,
        choices: Choices(
            motion: .panLeft, amount: 0.15, fit: .containBlur, focus: Point(x: 0.25, y: 1),
            reasons: ["Because \"é\".", "B."]),
        decoding: 0.25, rendering: 1.5, path: [Window(x: 0.1, y: 1e-9, width: 1.0 / 3, height: 7)],
        remarks: ["Its colour profile is damaged and was ignored."],
        containment: .landlockAndSeccomp)

    private static var deepReport: WorkReport {
        var report = report
        report.choices.motion = .orbit
        report.choices.depth = DepthFinding(
            source: .file, minimum: 0.1, maximum: 0.9, low: 0.2, high: 0.8, focus: 1.0 / 3, amplitude: 0.02)
        return report
    }

    @Test(
        "Events come out of their line as they went in",
        arguments: [
            WorkEvent.progress(frame: 3, of: 150),
            .finished(deepReport), .failed(JobFailure(.truncated, "A line\nbreak.", advice: "Ünïcode.")),
            .finished(report),
        ])
    func roundTrip(event: WorkEvent) {
        #expect(!event.line.contains("\n"))
        #expect(WorkEvent(line: event.line.utf8) == event)
    }

    @Test(
        "Anything else is no event",
        arguments: [
            "", "{", "null", "{\"progress\":[1]}", "{\"progress\":\"x\"}", "{\"failed\":{\"code\":\"nonsense\"}}",
            "{\"finished\":{}}",
        ])
    func nonsense(line: String) {
        #expect(WorkEvent(line: line.utf8) == nil)
    }

    @Test("Lines are whole however their bytes arrive", arguments: [1, 2, 5, 100])
    func lines(size: Int) {
        var buffer = LineBuffer()
        let bytes = Array("one\ntwo\n\nthree\nrest".utf8)
        let lines = stride(from: 0, to: bytes.count, by: size).flatMap { start in
            buffer.append(Array(bytes[start..<min(bytes.count, start + size)])).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        #expect(lines == ["one", "two", "", "three"])
    }

    @Test("An order comes out of its text as it went in")
    func order() {
        var order = JobFolder.order { settings in
            settings.from = CropRectangle(x: 0.1, y: 0.2, width: 0.3)
            settings.focus = .point(Point(x: 0.3, y: 0.7))
            settings.frameRate = FrameRate(30000, 1001)
            settings.quality = .crf(33)
            settings.seed = .max
            settings.loop = true
            settings.depth.path = RelativePath("a/b.depth.png")
            settings.depth.invert = true
            settings.depth.focus = .nearness(0.3)
        }
        order.wantsPath = true
        order.hasDepthFile = true
        // An order of exact size states no aspect ratio; it is that of the sides.
        order.settings.aspectRatio = .ratio(width: 160, height: 90)
        let models: [ModelOrder?] = [
            nil, .unavailable("Why not."), .use(ModelUse(name: "a", kind: .midasSmall, library: "/l.so")),
        ]
        for model in models {
            order.model = model
            #expect(WorkOrder(text: Array(order.text.utf8)) == order)
        }
        #expect(WorkOrder(text: Array("{}".utf8)) == nil)
    }
}
