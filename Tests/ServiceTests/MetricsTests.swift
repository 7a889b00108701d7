import Fixtures
import Foundation
import Intake
import Journaling
import Logging
import Model
import Testing
import Watching

@testable import Service

@Suite(.timeLimit(.minutes(1)))
struct MetricsTests {
    private let test: TestInstallation

    init() throws { test = try TestInstallation() }

    private func text(at now: Timestamp = .now) async throws -> String {
        try await StatusMetrics(StatusReport(test.installation), test.journal, at: now).text
    }

    @Test("Queue, oldest age and results are told, and no name")
    func figures() async throws {
        try await test.admit("secret.jpg", Data("1".utf8))
        try await test.admit("secret-too.jpg", Data("22".utf8))
        try await test.refuse("secret-bad.jpg")
        try await test.deliver(try await test.claim(), as: "secret.mp4")
        let lines = Set(try await text(at: .now + .hours(1)).split(separator: "\n").map(String.init))
        #expect(
            lines.isSuperset(of: [
                "soframe_healthy 1", "soframe_instance_running 0", "soframe_queued_pictures 1",
                "soframe_running_renders 0",
                #"soframe_renders_total{result="delivered"} 1"#, #"soframe_renders_total{result="refused"} 1"#,
                #"soframe_renders_total{result="failed"} 0"#, "soframe_render_duration_seconds_count 1",
                "soframe_inbox_overflows_total 0", "soframe_overdue_deletions 0",
                "soframe_last_sweep_timestamp_seconds 0",
                "soframe_polled_folders 0",
            ]))
        let age = lines.first { $0.hasPrefix("soframe_oldest_queued_picture_age_seconds ") }
        #expect(age?.split(separator: " ").last.flatMap { Double($0) }.map { (3600..<3700).contains($0) } == true)
        #expect(!lines.contains { $0.contains("secret") })
    }

    @Test("Every line is as the exposition format has it: HELP, TYPE, then samples of that name alone")
    func format() async throws {
        let text = try await text()
        #expect(text.hasSuffix("\n") && !text.contains("\n\n"))
        var current = ""
        var seen: Set<String> = []
        for line in text.split(separator: "\n") {
            if let help = line.wholeMatch(of: /# HELP (soframe_[a-z_]+) (\S.*\.)/) {
                current = String(help.1)
                #expect(seen.insert(current).inserted)
            } else if let type = line.wholeMatch(of: /# TYPE (soframe_[a-z_]+) (gauge|counter|summary)/) {
                #expect(type.1 == current)
                #expect((type.2 == "counter") == current.hasSuffix("_total"))
            } else {
                let sample = try #require(
                    line.wholeMatch(of: /([a-z_]+?)(_sum|_count)?(\{result="[a-z]+"\})? (\d+(?:\.\d+)?)/), "\(line)")
                #expect(sample.1 == current)
            }
        }
        #expect(seen.count == 11)
    }

    @Test("Backslashes, quotes and newlines are written as the format wants them")
    func escaping() {
        let metric = Metric(
            "a", .gauge, "b\\c\nd\"", [Metric.Sample(labels: [("e", "f\\g\nh\""), ("i", "j")], value: 0.25)])
        #expect(metric.text == "# HELP a b\\\\c\\nd\"\n# TYPE a gauge\na{e=\"f\\\\g\\nh\\\"\",i=\"j\"} 0.25\n")
    }

    @Test("Lost events are counted on across restarts")
    func overflows() async throws {
        for _ in 1...2 {
            let desk = try test.installation.desk()
            await desk.note(.rescan(.root, .kernelOverflow))
            let before = try await test.journal.tallies().overflows
            let heartbeat = HeartbeatService(
                desk: desk, journal: test.journal, logger: Logger(label: "test"), pulse: nil)
            let run = Task { try await heartbeat.run() }
            try await until("it is counted") { try await test.journal.tallies().overflows == before + 1 }
            run.cancel()
            try await run.value
        }
        #expect(try await text().contains("\nsoframe_inbox_overflows_total 2\n"))
    }
}
