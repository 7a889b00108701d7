package import Journaling
package import Model

/// The figures of `status` for Prometheus (exposition format 0.0.4): numbers alone, no file's name.
package struct StatusMetrics: Sendable {
    private let report: StatusReport
    private let tallies: Tallies
    /// How long the picture has waited that has waited longest.
    private let oldestAge: TimeSpan

    /// - Parameters:
    ///   - report: Of the same installation.
    ///   - now: By the wall clock.
    package init(_ report: StatusReport, _ journal: Journal, at now: Timestamp = .now) async throws {
        self.report = report
        tallies = try await journal.tallies()
        oldestAge = try await journal.oldestWaiting().map { max(.zero, now.since($0)) } ?? .zero
    }

    /// Every metric, whatever its value, so that none begins in the middle of a series.
    package var text: String { metrics.map(\.text).joined() }

    private var metrics: [Metric] {
        [
            Metric(
                "soframe_healthy", .gauge, "Whether soframe status calls the installation healthy.",
                report.isHealthy ? 1 : 0),
            Metric(
                "soframe_instance_running", .gauge, "Whether a watch or a batch holds the state folder.",
                report.holder == nil ? 0 : 1),
            Metric(
                "soframe_queued_pictures", .gauge, "Pictures that wait for their video.", Double(report.queued)),
            Metric(
                "soframe_running_renders", .gauge, "Pictures that are being rendered.", Double(report.running.count)),
            Metric(
                "soframe_oldest_queued_picture_age_seconds", .gauge,
                "Age since its arrival of the picture that has waited longest; 0 when none waits.", seconds(oldestAge)),
            Metric(
                "soframe_renders_total", .counter,
                "Jobs that ended, by how; refused and expired ones were not rendered.",
                JobState.allCases.filter(\.isFinal).map { state in
                    Metric.Sample(
                        labels: [("result", state.rawValue)], value: Double(tallies.ended[state] ?? 0))
                }),
            Metric(
                "soframe_render_duration_seconds", .summary,
                "Time from the start of a worker to the whole video, of videos that were delivered.",
                [
                    Metric.Sample(ending: "_sum", value: seconds(tallies.renderTime)),
                    Metric.Sample(ending: "_count", value: Double(tallies.renders)),
                ]),
            Metric(
                "soframe_inbox_overflows_total", .counter,
                "Times that more came than could be told and the inbox was looked through.", Double(tallies.overflows)),
            Metric(
                "soframe_overdue_deletions", .gauge, "Files past their deadline that are not deleted yet.",
                Double(report.overdue)),
            Metric(
                "soframe_last_sweep_timestamp_seconds", .gauge, "When the last sweep was; 0 when none ever was.",
                report.lastSweep.map { Double($0.milliseconds) / 1000 } ?? 0),
            Metric(
                "soframe_polled_folders", .gauge, "Folders of the inbox that are polled by the instance that runs.",
                Double(report.polled?.count ?? 0)),
        ]
    }

    private func seconds(_ span: TimeSpan) -> Double { Double(span.milliseconds) / 1000 }
}
