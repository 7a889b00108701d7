import Fixtures
import Testing

@Suite(.timeLimit(.minutes(2)))
struct MetricsTests {
    @Test("Status prints figures for Prometheus, and no two forms at once")
    func prometheus() async throws {
        let installation = try Watched()
        try installation.root.write("inbox/secret.jpg", try await Pictures.jpeg())
        #expect(try await soframe("batch", installation.root.path).code == 0)
        let metrics = try await soframe("status", installation.root.path, "--prometheus")
        #expect(metrics.code == 0 && metrics.errors == "")
        #expect(metrics.output.contains("\nsoframe_renders_total{result=\"delivered\"} 1\n"))
        #expect(metrics.output.contains("\nsoframe_render_duration_seconds_count 1\n"))
        #expect(!metrics.output.contains("secret"))
        let both = try await soframe("status", installation.root.path, "--prometheus", "--json")
        #expect(both.code == 2)
        #expect(both.errors.contains("--json and --prometheus are two forms of the same; choose one."))
    }
}
