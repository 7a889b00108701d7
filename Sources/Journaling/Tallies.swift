import GRDB
package import Model

/// What is counted as long as the journal lasts; it only ever grows, and does not shrink when jobs are forgotten.
package struct Tallies: Equatable, Sendable {
    /// Jobs that ended, by how.
    package var ended: [JobState: Int] = [:]
    /// Videos that were delivered, and how long their workers took in all, from start to whole video.
    package var renders = 0
    package var renderTime = TimeSpan.zero
    /// How often events of the inbox were lost, and it was looked through for that.
    package var overflows = 0

    package init() {}
}

/// Raw values are the journal's words; a job's end is counted under its state's.
enum TallyName: String {
    case renders
    case renderTime = "render_milliseconds"
    case overflows
}

extension Journal {
    package func tallies() async throws -> Tallies {
        try await queue.read { database in
            let rows = try database.rows("SELECT name, value FROM tally")
            let values = Dictionary(uniqueKeysWithValues: rows.map { ($0["name"] as String, $0["value"] as Int64) })
            func value(_ name: TallyName) -> Int64 { values[name.rawValue] ?? 0 }
            var tallies = Tallies()
            for state in JobState.allCases where state.isFinal {
                tallies.ended[state] = Int(values[state.rawValue] ?? 0)
            }
            tallies.renders = Int(value(.renders))
            tallies.renderTime = TimeSpan(milliseconds: value(.renderTime))
            tallies.overflows = Int(value(.overflows))
            return tallies
        }
    }

    /// Counts losses of events.
    package func countOverflows(_ number: Int) async throws {
        try await write { database in try database.count(.overflows, Int64(number)) }
    }
}

extension Database {
    func count(_ state: JobState) throws { try count(named: state.rawValue, 1) }

    func count(_ name: TallyName, _ number: Int64) throws { try count(named: name.rawValue, number) }

    /// Counts a video that is being delivered, whose worker was started last when its job began to run last; the time after
    /// that in which it had no name yet, which a crash may make long, is none of the worker's.
    func countRender(of job: Int64) throws {
        let begun = try row(
            """
            SELECT id, at FROM transition WHERE subject = 'job' AND subject_id = ? AND state = 'running'
            ORDER BY id DESC LIMIT 1
            """, [job])
        guard let begun else { return }
        let whole = try row(
            """
            SELECT at FROM transition WHERE subject = 'job' AND subject_id = ? AND state = 'publishing' AND id > ?
            ORDER BY id LIMIT 1
            """, [job, begun["id"] as Int64])
        guard let whole else { return }
        try count(.renders, 1)
        // A clock that was set back meanwhile says nothing.
        try count(.renderTime, max(0, whole.time("at").since(begun.time("at")).milliseconds))
    }

    private func count(named name: String, _ number: Int64) throws {
        try run(
            "INSERT INTO tally (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
            [name, number])
    }
}
