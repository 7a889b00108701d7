import Foundation
import Model
import Testing

@testable import Service
@testable import Working

struct ReceiptTests {
    @Test("What was computed is written to four digits, and settings as they were given")
    func rounded() throws {
        var settings = Settings()
        settings.duration = 1.2345678
        let depth = DepthFinding(
            source: .file, minimum: 20.0 / 255, maximum: 1, low: 1.0 / 3, high: 2.0 / 3, focus: 0.1 + 0.2,
            amplitude: 0.020000000000000004)
        let report = WorkReport(
            pictureWidth: 320, pictureHeight: 200, width: 160, height: 90, frames: 15,
            choices: Choices(
                motion: .orbit, amount: 0.2, fit: .cover, focus: Point(x: 0.1 + 0.2, y: 0.5), depth: depth,
                reasons: ["It is so."]),
            decoding: 0.123456, rendering: 2, path: [])
        let text = Receipt(settings: settings, report: report, deadline: .now).text
        for line in [
            #""duration": 1.2345678"#, #""minimum": 0.0784"#, #""maximum": 1"#, #""percentile_1": 0.3333"#,
            #""percentile_99": 0.6667"#, #""focus": 0.3"#, #""amplitude": 0.02"#, #""x": 0.3"#,
            #""decoding": 0.1235"#, #""rendering": 2"#, #""It is so.""#,
        ] { #expect(text.contains("\(line)\n") || text.contains("\(line),\n"), "\(line) in \(text)") }
        #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    }
}
