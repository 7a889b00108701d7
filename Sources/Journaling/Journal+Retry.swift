import GRDB
package import Model

extension Journal {
    /// Queues the picture at that path once more, with the settings of its latest job. One that is not taken in yet is
    /// rendered when it is, even if it was rendered before.
    package func retry(_ path: RelativePath, at now: Timestamp) async throws -> Answer {
        try await write { database in
            let shown = path.description
            guard let input = try Input.at(path, in: database), input.kind == .picture else {
                return .no("\(shown) is no picture that waits in the inbox; send it again.")
            }
            if input.deadline <= now, try Hold.covering(input.id, at: now, in: database) == nil {
                return .no("The time of \(shown) is over and the next sweep deletes it; send it again.")
            }
            let latest = try database.row(
                """
                SELECT job.*, settings, depth_hash FROM job LEFT JOIN job_settings ON job_settings.job = job.id
                WHERE input = ? ORDER BY job.id DESC LIMIT 1
                """, [input.id])
            guard let latest else {
                try database.run("UPDATE input SET is_wanted = 1 WHERE id = ?", [input.id])
                return .no("\(shown) has not been taken in yet; it will be rendered when it is whole.")
            }
            let state: JobState = try latest.word("state")
            guard state.isFinal else { return .no("\(shown) is \(state.rawValue) already.") }
            guard let settings = latest["settings"] as String? else {
                if state != .refused {
                    return .no("The settings of \(shown) were forgotten while it was away; send it again.")
                }
                return .no("\(shown) was refused (\(latest["code"] ?? "")); mend that first.")
            }
            let job = NewJob(
                input: input.id, settings: settings, depthHash: latest["depth_hash"],
                sidecarHash: latest["sidecar_hash"],
                priority: latest["priority"], refusal: nil)
            _ = try database.add(job, at: now, "A user asked for it again.")
            return Answer(succeeded: true, sentence: "\(shown) will be rendered again.")
        }
    }
}
